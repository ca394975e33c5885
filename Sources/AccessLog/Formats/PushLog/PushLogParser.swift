/// Reads a log of what the API delivered by push: JSON lines, or CSV with or without a header.
///
/// The record holds the login as `user`, the object's path with its installation as `target`, and as `status` 200 for a
/// delivery, 500 for a failed one. The path is put together in the line's own bytes, which always have room for it: they
/// hold the stamp as well.
struct PushLogParser: LineParser {
    private var parser: any LineParser
    /// The path of the present line, so that it can be written over what it was made of.
    private var path: [UInt8] = []

    init(_ parser: any LineParser) { self.parser = parser }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        let outcome = parser.parse(line, in: &block, into: &record)
        guard outcome == .record else { return outcome }
        guard let isDelivered = Self.isDelivered(block.span, record.agent.range) else { return .unreadable(.shape) }
        record.status = isDelivered ? 200 : 500
        record.agent = .none
        join(line, &block, &record)
        record.address = .none
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }

    /// Puts the installation before a path that does not begin with it.
    private mutating func join(_ line: Range<Int>, _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord) {
        let target = record.target.range
        let (hasSlash, hasBase) = (block[target.lowerBound] == UInt8(ascii: "/"), begins(block.span, record))
        if hasSlash, hasBase || record.address.isEmpty { return }
        path.removeAll(keepingCapacity: true)
        path.append(UInt8(ascii: "/"))
        if !record.address.isEmpty, !hasBase {
            for index in record.address.range { path.append(block[index]) }
            if !hasSlash { path.append(UInt8(ascii: "/")) }
        }
        for index in target { path.append(block[index]) }
        // The login is kept at the start of the line; stamp, separators and the rest leave room behind it.
        let user = record.user.range
        if user.lowerBound > line.lowerBound {
            for offset in 0..<user.count { block[line.lowerBound + offset] = block[user.lowerBound + offset] }
        }
        record.user = FieldRange(line.lowerBound..<line.lowerBound + user.count)
        let start = line.lowerBound + user.count
        guard start + path.count <= line.upperBound else {
            record.target = .none
            return
        }
        for (offset, byte) in path.enumerated() { block[start + offset] = byte }
        record.target = FieldRange(start..<start + path.count)
    }

    /// Whether the path's first segment is the installation.
    private func begins(_ bytes: Span<UInt8>, _ record: AccessRecord) -> Bool {
        let (base, path) = (record.address.range, record.target.range)
        let start = bytes[path.lowerBound] == UInt8(ascii: "/") ? path.lowerBound + 1 : path.lowerBound
        let end = start + base.count
        guard !base.isEmpty, end <= path.upperBound, end == path.upperBound || bytes[end] == UInt8(ascii: "/") else {
            return false
        }
        return base.enumerated().allSatisfy { bytes[start + $0.offset] == bytes[$0.element] }
    }

    /// Whether a status says that the delivery arrived: 2xx, or a word; `nil` for what says neither.
    static func isDelivered(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool? {
        if let number = Digits.whole(bytes, range) {
            return range.count == 3 ? number / 100 == 2 : number <= 1 ? number == 1 : nil
        }
        guard range.count <= 16 else { return nil }
        var word = ""
        for index in range { word.unicodeScalars.append(Unicode.Scalar(bytes[index] | 0x20)) }
        if ["ok", "delivered", "success", "succeeded", "true", "yes", "sent"].contains(word) { return true }
        let failures = [
            "failed", "failure", "error", "timeout", "timedout", "refused", "rejected", "false", "no", "bounced",
        ]
        return failures.contains(word) ? false : nil
    }
}

extension LogFormats {
    /// The format of a log of pushes: JSON lines if its first byte opens an object, else CSV.
    ///
    /// - Parameter head: the first bytes of the log.
    /// - Returns: the format.
    public static func pushLog(_ head: Span<UInt8>) -> LogFormat {
        var index = 0
        while index < head.count, head[index] <= UInt8(ascii: " ") || head[index] >= 0x80 { index += 1 }
        let isJSON = index < head.count && head[index] == UInt8(ascii: "{")
        return LogFormat(name: isJSON ? "push log, JSON" : "push log, CSV", evidence: .never) {
            options throws(LogFormatError) in
            var plain = ParserOptions()
            plain.assumedZone = options.assumedZone
            return PushLogParser(isJSON ? try JSONLineParser(.pushLog, plain) : PushTableParser(plain))
        }
    }
}
