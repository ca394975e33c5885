/// What is known of a W3C line while its columns are read.
struct W3CReading {
    var date = 0..<0
    var clock = 0..<0
    var path = FieldRange.none
    var query = FieldRange.none
    /// Whether the method is one, or the log has no such column.
    var hasMethod = true

    /// Takes one field.
    ///
    /// - Returns: whether a number stands where one belongs.
    @inline(__always)
    mutating func take(
        _ field: Range<Int>, _ column: W3CColumn, writer: W3CWriter, _ bytes: Span<UInt8>, _ record: inout AccessRecord
    ) -> Bool {
        if column.custom != 0 { record.setCustom(column.custom, FieldValues.text(bytes, field)) }
        switch column.role {
        case .skipped: break
        case .date: date = field
        case .clock: clock = field
        case .method:
            hasMethod = RequestLine.isMethod(bytes, field) && !FieldValues.isAbsent(bytes, field)
            record.method = FieldValues.text(bytes, field)
        case .path: path = FieldValues.text(bytes, field)
        case .query: query = FieldValues.text(bytes, field)
        case .status: return FieldValues.readStatus(bytes, field, &record)
        case .bytes: return FieldValues.readBytes(bytes, field, &record)
        case .duration: record.duration = duration(field, writer, bytes)
        case .address: record.address = FieldValues.text(bytes, field)
        case .user: record.user = FieldValues.text(bytes, field)
        case .agent: record.agent = FieldValues.text(bytes, field)
        case .entityTag: record.entityTag = FieldValues.text(bytes, field)
        }
        return true
    }

    /// A duration: IIS writes whole milliseconds, CloudFront seconds, ASP.NET Core milliseconds with a point.
    private func duration(_ field: Range<Int>, _ writer: W3CWriter, _ bytes: Span<UInt8>) -> Int64 {
        guard let number = DecimalNumber(bytes, field) else { return -1 }
        let isSeconds = writer == .cloudFront || writer == .unknown && number.hasPoint
        return number.scaled(by: isSeconds ? 3 : 0) ?? -1
    }
}
