/// Reads HAProxy's HTTP log.
///
///     Feb  6 12:14:14 lb haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 …
///     └ whatever syslog writes           └ client       └ start                    └ front └ back      └ timers
///     … 200 2750 - - ---- 1/1/1/1/0 0/0 {hub.example|Sync} {gzip} "GET /index.html HTTP/1.1" …
///       └   └ bytes  └ state            └ captured headers        └ request
struct HAProxyParser: LineParser {
    private let captures: HAProxyCaptures
    private var stamps: StampReader

    init(_ options: ParserOptions) {
        captures = HAProxyCaptures(customFields: options.customFields)
        stamps = StampReader(assumedZone: options.assumedZone)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record = AccessRecord()
        let start = ByteOrderMark.end(block.span, line)
        if start == line.upperBound { return .directive }
        guard let bracket = stampBracket(start..<line.upperBound, block.span) else { return .unreadable(.shape) }
        var cursor = FieldCursor(bracket + 26..<line.upperBound)
        guard readFields(&cursor, block.span, &record), skipCaptures(&cursor, block.span, &record) else {
            return .unreadable(.shape)
        }
        record.address = client(start..<bracket - 1, block.span)
        guard let stamp = stamps.zoneless(block.span, at: bracket + 1, to: line.upperBound),
            stamp.next == bracket + 25
        else { return .unreadable(.time) }
        record.time = stamp.time
        // A request that the line's end cuts off could be any of many: it is not taken for a shorter one.
        guard let quoted = cursor.quoted(block.span) else { return .unreadable(.request) }
        let request = NumberSignText.decode(quoted, in: &block)
        guard FieldValues.readRequest(block.span, request, &record) else { return .unreadable(.request) }
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }

    /// The bracket before the stamp, which may come behind others, such as that of `haproxy[14389]:`.
    @inline(__always)
    private func stampBracket(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        var from = line.lowerBound
        while let hit = ByteSearch.first(UInt8(ascii: "["), in: bytes, from: from, to: line.upperBound) {
            if hit > line.lowerBound, hit + 27 < line.upperBound, bytes[hit - 1] == UInt8(ascii: " "),
                bytes[hit + 3] == UInt8(ascii: "/"), bytes[hit + 21] == UInt8(ascii: "."),
                bytes[hit + 25] == UInt8(ascii: "]"), bytes[hit + 26] == UInt8(ascii: " ")
            {
                return hit
            }
            from = hit + 1
        }
        return nil
    }

    /// The last word of what stands before the stamp, without its port.
    private func client(_ range: Range<Int>, _ bytes: Span<UInt8>) -> FieldRange {
        var start = range.upperBound
        while start > range.lowerBound, bytes[start - 1] != UInt8(ascii: " ") { start -= 1 }
        return ClientAddress.withoutPort(bytes, start..<range.upperBound)
    }

    /// Reads from the frontend to the queues.
    @inline(__always)
    private func readFields(_ cursor: inout FieldCursor, _ bytes: Span<UInt8>, _ record: inout AccessRecord) -> Bool {
        cursor.next += 1
        guard cursor.plain(bytes) != nil, cursor.plain(bytes) != nil, let timers = cursor.plain(bytes),
            let status = cursor.plain(bytes), readStatus(bytes, status, &record), let sent = cursor.plain(bytes),
            readBytes(bytes, sent, &record), cursor.plain(bytes) != nil, cursor.plain(bytes) != nil,
            let state = cursor.plain(bytes), state.count == 4, cursor.plain(bytes) != nil, cursor.plain(bytes) != nil,
            cursor.next < cursor.end
        else { return false }
        return readTimers(bytes, timers, &record)
    }

    /// `-1` stands for a request that got no answer.
    private func readStatus(_ bytes: Span<UInt8>, _ field: Range<Int>, _ record: inout AccessRecord) -> Bool {
        FieldValues.readStatus(bytes, field, &record) || field.spells("-1", in: bytes) || field.spells("0", in: bytes)
    }

    /// Behind `+` the answer was not over when the line was written, so its size is not known.
    private func readBytes(_ bytes: Span<UInt8>, _ field: Range<Int>, _ record: inout AccessRecord) -> Bool {
        guard !field.isEmpty, bytes[field.lowerBound] == UInt8(ascii: "+") else {
            return FieldValues.readBytes(bytes, field, &record)
        }
        return Digits.whole(bytes, field.dropFirst()) != nil
    }

    /// Takes the last of the timers; `-1` is none, and behind `+` stands what had passed so far.
    private func readTimers(_ bytes: Span<UInt8>, _ field: Range<Int>, _ record: inout AccessRecord) -> Bool {
        var start = field.upperBound
        while start > field.lowerBound, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
        guard start > field.lowerBound, start < field.upperBound else { return false }
        if bytes[start] == UInt8(ascii: "+") { start += 1 }
        if let milliseconds = Digits.whole(bytes, start..<field.upperBound) {
            record.duration = milliseconds
            return true
        }
        return (start..<field.upperBound).spells("-1", in: bytes)
    }

    /// Steps over up to two lists of captured headers.
    private func skipCaptures(_ cursor: inout FieldCursor, _ bytes: Span<UInt8>, _ record: inout AccessRecord) -> Bool {
        for list in 0..<2 where cursor.next < cursor.end && bytes[cursor.next] == UInt8(ascii: "{") {
            guard
                let close = ByteSearch.first(UInt8(ascii: "}"), in: bytes, from: cursor.next, to: cursor.end),
                close + 1 < cursor.end, bytes[close + 1] == UInt8(ascii: " ")
            else { return false }
            captures.take(cursor.next + 1..<close, list: list, bytes, &record)
            cursor.next = close + 2
        }
        return cursor.next < cursor.end && bytes[cursor.next] == UInt8(ascii: "\"")
    }
}
