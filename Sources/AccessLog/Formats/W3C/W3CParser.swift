/// Reads logs in the W3C extended format: IIS (spaces, milliseconds), CloudFront (tabs, seconds), ASP.NET Core.
struct W3CParser: LineParser {
    private var header: W3CHeader
    private var stamps: StampReader
    /// What stood between the fields of the last line.
    private var separator = UInt8(ascii: " ")

    init(_ options: ParserOptions, writer: W3CWriter = .unknown) {
        header = W3CHeader(customFields: options.customFields, writer: writer)
        // The stamps of this format are UTC by its definition, whatever zone is assumed elsewhere.
        stamps = StampReader(assumedZone: nil)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record = AccessRecord()
        let start = ByteOrderMark.end(block.span, line)
        var end = line.upperBound
        while end > start, block[end - 1] == UInt8(ascii: " ") { end -= 1 }
        if start == end { return .directive }
        if block[start] == UInt8(ascii: "#") {
            header.take(start..<end, block.span)
            return .directive
        }
        var reading = W3CReading()
        guard split(start..<end, block.span, &reading, &record) else { return .unreadable(.shape) }
        return finish(reading, &block, &record)
    }

    /// Splits a line by the separator of the line before, and if that does not fit, by the other one.
    @inline(__always)
    private mutating func split(
        _ line: Range<Int>, _ bytes: Span<UInt8>, _ reading: inout W3CReading, _ record: inout AccessRecord
    ) -> Bool {
        if header.columns.isEmpty { return false }
        if readColumns(line, bytes, separator, &reading, &record) { return true }
        let other = separator == UInt8(ascii: " ") ? UInt8(ascii: "\t") : UInt8(ascii: " ")
        reading = W3CReading()
        record = AccessRecord()
        if readColumns(line, bytes, other, &reading, &record) {
            separator = other
            return true
        }
        reading = W3CReading()
        record = AccessRecord()
        return readQuotedColumns(line, bytes, &reading, &record)
    }

    /// As ``readColumns(_:_:_:_:_:)`` with spaces, where texts stand in quotes, as the format allows and some writers of it do.
    @inline(never)
    private func readQuotedColumns(
        _ line: Range<Int>, _ bytes: Span<UInt8>, _ reading: inout W3CReading, _ record: inout AccessRecord
    ) -> Bool {
        guard ByteSearch.first(UInt8(ascii: "\""), in: bytes, from: line.lowerBound, to: line.upperBound) != nil else {
            return false
        }
        var cursor = FieldCursor(line)
        for column in header.columns {
            guard let field = cursor.any(bytes), reading.take(field, column, writer: header.writer, bytes, &record)
            else { return false }
        }
        return cursor.isAtEnd
    }

    /// Reads one field a column; `false` if there are more or fewer fields than columns, or a number is none.
    @inline(__always)
    private func readColumns(
        _ line: Range<Int>, _ bytes: Span<UInt8>, _ separator: UInt8, _ reading: inout W3CReading,
        _ record: inout AccessRecord
    ) -> Bool {
        let last = header.columns.count - 1
        var cursor = line.lowerBound
        for index in 0...last {
            let hit = ByteSearch.first(separator, in: bytes, from: cursor, to: line.upperBound)
            guard (hit == nil) == (index == last) else { return false }
            let field = cursor..<(hit ?? line.upperBound)
            guard reading.take(field, header.columns[index], writer: header.writer, bytes, &record) else {
                return false
            }
            cursor = min(field.upperBound + 1, line.upperBound)
        }
        return true
    }

    /// Puts together what needs several columns and decodes.
    @inline(__always)
    private mutating func finish(
        _ reading: W3CReading, _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) -> LineOutcome {
        var reading = reading
        guard let time = stamps.utc(block.span, date: reading.date, clock: reading.clock) else {
            return .unreadable(.time)
        }
        record.time = time
        let isCloudFront = header.writer == .cloudFront
        W3CText.decodeAgent(&record, isCloudFront: isCloudFront, in: &block)
        if isCloudFront { W3CText.decodeTarget(&reading.path, &reading.query, &record, in: &block) }
        TargetJoin.join(path: reading.path, query: reading.query, in: &block, &record)
        guard reading.hasMethod, !record.target.isEmpty else { return .unreadable(.request) }
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }
}
