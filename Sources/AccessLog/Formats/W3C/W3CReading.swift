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
        if column.custom != 0 { record.setCustom(column.custom, W3CReading.text(bytes, field)) }
        switch column.role {
        case .skipped: break
        case .date: date = field
        case .clock: clock = field
        case .method:
            hasMethod = RequestLine.isMethod(bytes, field) && !FieldValues.isAbsent(bytes, field)
            record.method = FieldValues.text(bytes, field)
        case .path, .uri: path = W3CReading.text(bytes, field)
        case .query: query = W3CReading.text(bytes, field)
        case .status: return FieldValues.readStatus(bytes, field, &record)
        case .bytes: return FieldValues.readBytes(bytes, field, &record)
        case .duration: record.duration = duration(field, writer, bytes)
        case .address: record.address = FieldValues.text(bytes, field)
        case .user: record.user = W3CReading.text(bytes, field)
        case .agent: record.agent = W3CReading.text(bytes, field)
        case .entityTag: record.entityTag = FieldValues.text(bytes, field)
        }
        return true
    }

    /// A text; the quotes that some writers put around texts are none of it.
    @inline(__always)
    private static func text(_ bytes: Span<UInt8>, _ field: Range<Int>) -> FieldRange {
        let quote = UInt8(ascii: "\"")
        guard field.count >= 2, bytes[field.lowerBound] == quote, bytes[field.upperBound - 1] == quote else {
            return FieldValues.text(bytes, field)
        }
        return FieldValues.text(bytes, field.lowerBound + 1..<field.upperBound - 1)
    }

    /// A duration: IIS writes whole milliseconds, CloudFront seconds, ASP.NET Core milliseconds with a point.
    private func duration(_ field: Range<Int>, _ writer: W3CWriter, _ bytes: Span<UInt8>) -> Int64 {
        guard let number = DecimalNumber(bytes, field) else { return -1 }
        let isSeconds = writer == .cloudFront || writer == .unknown && number.hasPoint
        return number.scaled(by: isSeconds ? 3 : 0) ?? -1
    }
}
