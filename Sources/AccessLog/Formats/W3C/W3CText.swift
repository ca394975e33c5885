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

    /// CloudFront writes `%20`; what else is percent-encoded may be so on purpose and stays.
    private static func decodePercentSpaces(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) -> Range<Int> {
        var source = range.lowerBound
        var target = source
        while source < range.upperBound {
            let isSpace = source + 3 <= range.upperBound && (source..<source + 3).spells("%20", in: block.span)
            block[target] = isSpace ? UInt8(ascii: " ") : block[source]
            source += isSpace ? 3 : 1
            target += 1
        }
        return range.lowerBound..<target
    }
}
