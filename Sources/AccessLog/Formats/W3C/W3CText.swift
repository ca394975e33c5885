/// The spaces of user agents, which this format cannot hold as such.
enum W3CText {
    /// Decodes the record's user agent in place, and the custom fields that are the same text.
    @inline(__always)
    static func decodeAgent(_ record: inout AccessRecord, isCloudFront: Bool, in block: inout MutableSpan<UInt8>) {
        let raw = record.agent
        guard !raw.isEmpty else { return }
        guard isCloudFront else { return decodePlus(raw.range, in: &block) }
        record.agent = FieldRange(decodePercentSpaces(raw.range, in: &block))
        for index in 0..<4 where record.custom[index] == raw { record.custom[index] = record.agent }
    }

    /// IIS writes `+` for a space.
    @inline(__always)
    private static func decodePlus(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) {
        var from = range.lowerBound
        while let hit = ByteSearch.first(UInt8(ascii: "+"), in: block.span, from: from, to: range.upperBound) {
            block[hit] = UInt8(ascii: " ")
            from = hit + 1
        }
    }

    /// Decodes path and query of CloudFront, and the custom fields that are the same texts: a percent sign that was sent is
    /// written as `%25`.
    static func decodeTarget(
        _ path: inout FieldRange, _ query: inout FieldRange, _ record: inout AccessRecord,
        in block: inout MutableSpan<UInt8>
    ) {
        decodeSentPercents(&path, &record, in: &block)
        decodeSentPercents(&query, &record, in: &block)
    }

    private static func decodeSentPercents(
        _ field: inout FieldRange, _ record: inout AccessRecord, in block: inout MutableSpan<UInt8>
    ) {
        let (raw, range) = (field, field.range)
        guard
            var source = ByteSearch.first(
                UInt8(ascii: "%"), in: block.span, from: range.lowerBound, to: range.upperBound)
        else { return }
        var target = source
        while source < range.upperBound {
            let isPercent = isSentPercent(source, range.upperBound, block.span)
            block[target] = block[source]
            source += isPercent ? 3 : 1
            target += 1
        }
        field = FieldRange(range.lowerBound..<target)
        for index in 0..<4 where record.custom[index] == raw { record.custom[index] = field }
    }

    /// Whether `%25` stands at an offset and two hexadecimal digits behind it, which make an escape of what was sent.
    private static func isSentPercent(_ start: Int, _ end: Int, _ bytes: Span<UInt8>) -> Bool {
        start + 5 <= end && (start..<start + 3).spells("%25", in: bytes)
            && EscapedText.hexadecimal(bytes[start + 3]) != nil && EscapedText.hexadecimal(bytes[start + 4]) != nil
    }

    /// CloudFront writes `%20` or `%2520`; what else is percent-encoded may be so on purpose and stays.
    private static func decodePercentSpaces(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) -> Range<Int> {
        var source = range.lowerBound
        var target = source
        while source < range.upperBound {
            let rest = source..<range.upperBound
            let isShort = rest.count >= 3 && rest.prefix(3).spells("%20", in: block.span)
            let isLong = rest.count >= 5 && rest.prefix(5).spells("%2520", in: block.span)
            block[target] = isShort || isLong ? UInt8(ascii: " ") : block[source]
            source += isShort ? 3 : isLong ? 5 : 1
            target += 1
        }
        return range.lowerBound..<target
    }
}
