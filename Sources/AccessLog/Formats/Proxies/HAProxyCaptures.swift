/// The captured headers of HAProxy's lines that the policy asks for by name.
struct HAProxyCaptures: Sendable {
    private struct Wanted {
        /// 0 for those of the request, 1 for those of the answer.
        var list: Int
        var place: Int
        /// One bit for each of the four custom fields.
        var custom: UInt8
    }

    private let wanted: [Wanted]

    /// Takes the names `capture.req.hdr(0)` and `capture.res.hdr(0)`, as HAProxy's configuration spells them.
    init(customFields: [String]) {
        wanted = customFields.prefix(4).enumerated().compactMap { index, name in
            for (list, prefix) in ["capture.req.hdr(", "capture.res.hdr("].enumerated() where name.hasPrefix(prefix) {
                guard name.hasSuffix(")"), let place = Int(name.dropFirst(prefix.count).dropLast()), place >= 0 else {
                    return nil
                }
                return Wanted(list: list, place: place, custom: 1 << UInt8(index))
            }
            return nil
        }
    }

    /// Puts the headers of one list, which `|` parts, into the record.
    func take(_ range: Range<Int>, list: Int, _ bytes: Span<UInt8>, _ record: inout AccessRecord) {
        for wanted in wanted where wanted.list == list {
            var start = range.lowerBound
            var place = 0
            while start <= range.upperBound {
                let bar = ByteSearch.first(UInt8(ascii: "|"), in: bytes, from: start, to: range.upperBound)
                let end = bar ?? range.upperBound
                if place == wanted.place { record.setCustom(wanted.custom, FieldValues.text(bytes, start..<end)) }
                place += 1
                start = end + 1
            }
        }
    }
}

/// HAProxy's escape of bytes that are no plain text, `#22` for a quote, decoded where it stands.
enum NumberSignText {
    /// Decodes a range in place.
    ///
    /// - Returns: the range of the decoded text; it has the same start and is never longer.
    static func decode(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) -> Range<Int> {
        let sign = UInt8(ascii: "#")
        guard var source = ByteSearch.first(sign, in: block.span, from: range.lowerBound, to: range.upperBound) else {
            return range
        }
        var target = source
        while source < range.upperBound {
            if block[source] == sign, source + 2 < range.upperBound,
                let high = EscapedText.hexadecimal(block[source + 1]),
                let low = EscapedText.hexadecimal(block[source + 2])
            {
                block[target] = high << 4 | low
                source += 3
            } else {
                block[target] = block[source]
                source += 1
            }
            target += 1
        }
        return range.lowerBound..<target
    }
}
