/// Reads the lines of a push log in CSV (RFC 4180): commas or semicolons, quotes where needed, a header line if its names
/// are known; without one the columns are time, login, installation, object path, status.
///
/// A quoted field with a line break in it cannot be read, since lines are cut before.
struct PushTableParser: LineParser {
    /// Where each column stands, by ``PushColumn``; -1 for one that is not there.
    private var places = PushColumn.allCases.map(\.rawValue)
    private var isFirst = true
    private var stamps: StampReader
    private var fields: [Range<Int>] = []

    init(_ options: ParserOptions) {
        stamps = StampReader(assumedZone: options.assumedZone)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record = AccessRecord()
        let start = ByteOrderMark.end(block.span, line)
        guard start < line.upperBound, block[start] != UInt8(ascii: "#") else { return .directive }
        guard split(start..<line.upperBound, &block) else { return .unreadable(.shape) }
        if isFirst {
            isFirst = false
            if takeHeader(block.span) { return .directive }
        }
        return read(block.span, &record)
    }

    private mutating func read(_ bytes: Span<UInt8>, _ record: inout AccessRecord) -> LineOutcome {
        guard let time = field(.time), let path = field(.path), let status = field(.status) else {
            return .unreadable(.shape)
        }
        guard let stamp = JSONStamp.time(bytes, time, &stamps) else { return .unreadable(.time) }
        record.time = stamp
        record.user = field(.login).map { FieldValues.text(bytes, $0) } ?? .none
        record.address = field(.installation).map { FieldValues.text(bytes, $0) } ?? .none
        record.target = FieldValues.text(bytes, path)
        record.agent = FieldValues.text(bytes, status)
        return record.target.isEmpty ? .unreadable(.request) : .record
    }

    private func field(_ column: PushColumn) -> Range<Int>? {
        let place = places[column.rawValue]
        return fields.indices.contains(place) ? fields[place] : nil
    }

    /// Takes the first line as a header if it names a time and a path and holds no stamp.
    private mutating func takeHeader(_ bytes: Span<UInt8>) -> Bool {
        var found = [Int](repeating: -1, count: PushColumn.allCases.count)
        for (place, field) in fields.enumerated() {
            var name = ""
            for index in field { name.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
            guard let column = PushColumn(name: name), found[column.rawValue] < 0 else { continue }
            found[column.rawValue] = place
        }
        guard found[PushColumn.time.rawValue] >= 0, found[PushColumn.path.rawValue] >= 0 else { return false }
        places = found
        return true
    }

    /// Cuts a line into fields without their quotes and the spaces around them; `false` if a quote is not closed.
    private mutating func split(_ line: Range<Int>, _ block: inout MutableSpan<UInt8>) -> Bool {
        fields.removeAll(keepingCapacity: true)
        var cursor = line.lowerBound
        while true {
            while cursor < line.upperBound, block[cursor] == UInt8(ascii: " ") { cursor += 1 }
            let isQuoted = cursor < line.upperBound && block[cursor] == UInt8(ascii: "\"")
            let field =
                isQuoted ? quoted(&cursor, line.upperBound, &block) : plain(&cursor, line.upperBound, block.span)
            guard let field else { return false }
            fields.append(field)
            if cursor >= line.upperBound { return true }
            cursor += 1
            if cursor == line.upperBound {
                fields.append(cursor..<cursor)
                return true
            }
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == 0x09
    }

    private func plain(_ cursor: inout Int, _ end: Int, _ bytes: Span<UInt8>) -> Range<Int>? {
        let start = cursor
        while cursor < end, !Self.isSeparator(bytes[cursor]) { cursor += 1 }
        var last = cursor
        while last > start, bytes[last - 1] == UInt8(ascii: " ") { last -= 1 }
        return start..<last
    }

    /// Decodes a quoted field in place: two quotes stand for one.
    private func quoted(_ cursor: inout Int, _ end: Int, _ block: inout MutableSpan<UInt8>) -> Range<Int>? {
        let start = cursor + 1
        var (source, target) = (start, start)
        while source < end {
            if block[source] == UInt8(ascii: "\"") {
                guard source + 1 < end, block[source + 1] == UInt8(ascii: "\"") else { break }
                source += 1
            }
            block[target] = block[source]
            source += 1
            target += 1
        }
        guard source < end else { return nil }
        cursor = source + 1
        while cursor < end, block[cursor] == UInt8(ascii: " ") { cursor += 1 }
        return cursor == end || Self.isSeparator(block[cursor]) ? start..<target : nil
    }
}
