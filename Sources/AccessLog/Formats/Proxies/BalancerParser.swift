/// Reads the access logs of Amazon's load balancers, which are alike from the stamp to the user agent.
///
///     https 2026-03-02T07:02:17.123456Z app/hub/50dc 192.0.2.1:46532 10.0.0.1:80 0.000 0.046 0.000 200 200 34 4225 "GET …
///     └ ALB only                        └ balancer   └ client        └ target    └ three times    └   └    └ received, sent
///     … HTTP/1.1" "Sync/2.3" ECDHE-… TLSv1.2 arn:… "Root=1-…" "hub.example" "arn:…" 0 2026-03-02T07:02:17.076Z "forward" …
///     └ request   └ agent    └ ALB only from `arn:…` on              creation time ┘
struct BalancerParser: LineParser {
    private let isClassic: Bool
    /// What the policy asks for by name.
    private let columns: BalancerColumns
    private var stamps: StampReader

    init(isClassic: Bool, _ options: ParserOptions) {
        self.isClassic = isClassic
        columns = BalancerColumns(isClassic: isClassic, customFields: options.customFields)
        // The stamps end in `Z`.
        stamps = StampReader(assumedZone: nil)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record = AccessRecord()
        let start = ByteOrderMark.end(block.span, line)
        if start == line.upperBound { return .directive }
        var cursor = FieldCursor(start..<line.upperBound)
        guard let request = read(&cursor, block.span, &record) else { return .unreadable(.shape) }
        if columns.last >= 0 { columns.take(start..<line.upperBound, block.span, &record) }
        guard let stamp = request.stamp, stamp.next == request.stampEnd else { return .unreadable(.time) }
        record.time = stamp.time
        if record.duration < 0, !isClassic { record.duration = sinceCreation(&cursor, block.span, stamp.time) }
        if !record.agent.isEmpty { record.agent = FieldRange(EscapedText.decode(record.agent.range, in: &block)) }
        guard FieldValues.readRequest(block.span, request.text, &record) else { return .unreadable(.request) }
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }

    private struct Request {
        var text: Range<Int>
        var stamp: Stamp?
        var stampEnd: Int
    }

    /// Reads up to the user agent; `nil` if a field is missing or a number is none.
    @inline(__always)
    private mutating func read(
        _ cursor: inout FieldCursor, _ bytes: Span<UInt8>, _ record: inout AccessRecord
    ) -> Request? {
        if !isClassic { guard let kind = cursor.plain(bytes), RequestLine.isKind(bytes, kind) else { return nil } }
        guard let time = cursor.plain(bytes), time.count >= 19, bytes[time.lowerBound + 10] == UInt8(ascii: "T"),
            cursor.plain(bytes) != nil, let client = cursor.plain(bytes), cursor.plain(bytes) != nil,
            let first = cursor.plain(bytes), let second = cursor.plain(bytes), let third = cursor.plain(bytes),
            let status = cursor.plain(bytes), FieldValues.readStatus(bytes, status, &record),
            cursor.plain(bytes) != nil, cursor.plain(bytes) != nil, let sent = cursor.plain(bytes),
            FieldValues.readBytes(bytes, sent, &record), let request = cursor.quoted(bytes)
        else { return nil }
        record.address = ClientAddress.withoutPort(bytes, client)
        record.duration = sum(bytes, first, second, third)
        // Older lines of the classic balancer end with the request.
        if let agent = cursor.quoted(bytes) { record.agent = FieldValues.text(bytes, agent) }
        return Request(
            text: request, stamp: stamps.iso(bytes, at: time.lowerBound, to: time.upperBound), stampEnd: time.upperBound
        )
    }

    /// The three times in milliseconds, or -1 where one is not known.
    @inline(__always)
    private func sum(_ bytes: Span<UInt8>, _ first: Range<Int>, _ second: Range<Int>, _ third: Range<Int>) -> Int64 {
        // Added as microseconds, so that no rounding adds up.
        guard let first = DecimalNumber(bytes, first)?.scaled(by: 6),
            let second = DecimalNumber(bytes, second)?.scaled(by: 6),
            let third = DecimalNumber(bytes, third)?.scaled(by: 6), max(first, second, third) < 1 << 60
        else { return -1 }
        return (first + second + third) / 1000
    }

    /// How long after its creation a request was answered; -1 where that is not known.
    @inline(never)
    private mutating func sinceCreation(_ cursor: inout FieldCursor, _ bytes: Span<UInt8>, _ time: Int64) -> Int64 {
        // Cipher, protocol, target group, trace, domain, certificate, priority.
        for _ in 0..<7 { if cursor.any(bytes) == nil { return -1 } }
        guard let creation = cursor.plain(bytes),
            let stamp = stamps.iso(bytes, at: creation.lowerBound, to: creation.upperBound),
            stamp.next == creation.upperBound
        else { return -1 }
        return max(-1, time - stamp.time)
    }
}

extension RequestLine {
    /// Whether a field is `http`, `h2`, `grpcs` and the like: two to six small letters and digits.
    fileprivate static func isKind(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
        guard field.count >= 2, field.count <= 6 else { return false }
        for index in field where !(Digits.isDigit(bytes[index]) || bytes[index] &- 97 < 26) { return false }
        return true
    }
}
