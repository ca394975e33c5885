/// The further fields that people put behind `combined`: request times of several spellings, and anything else.
enum TrailingFields {
    /// How sure a source of the duration is.
    private enum Rank: Int {
        case none
        case upstream
        case bare
        case named
    }

    /// Takes the duration out of the fields; the others are skipped.
    ///
    /// `rt=0.042` and `request_time=0.042` win over a bare `0.042`, which wins over `urt="0.042"`. A bare number
    /// without a point could be anything and is not taken; several upstream times say nothing of the whole.
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, _ record: inout AccessRecord) {
        if let milliseconds = single(bytes, range) {
            record.duration = milliseconds
            return
        }
        var rank = Rank.none
        var cursor = range.lowerBound
        while cursor < range.upperBound {
            if bytes[cursor] == UInt8(ascii: " ") {
                cursor += 1
                continue
            }
            let end = endOfField(bytes, cursor..<range.upperBound)
            if let (found, value) = duration(bytes, cursor..<end), found.rawValue > rank.rawValue {
                rank = found
                record.duration = value
            }
            cursor = end
        }
    }

    /// The milliseconds where nothing stands there but ` 0.042` or ` rt=0.042`, as nginx writes it.
    @inline(__always)
    private static func single(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        let end = range.upperBound
        var index = range.lowerBound + 1
        guard range.count >= 6, range.count <= 18, bytes[range.lowerBound] == UInt8(ascii: " ") else { return nil }
        if bytes[index] == UInt8(ascii: "r"), bytes[index + 1] == UInt8(ascii: "t"),
            bytes[index + 2] == UInt8(ascii: "=")
        {
            index += 3
        }
        guard end - index >= 5, bytes[end - 4] == UInt8(ascii: "."), let whole = Digits.whole(bytes, index..<end - 4),
            let fraction = Digits.whole(bytes, end - 3..<end)
        else { return nil }
        return whole * 1000 + fraction
    }

    /// The end of the field that begins a range: the next space outside of quotes.
    private static func endOfField(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var isQuoted = false
        for index in range {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                if !EscapedText.isEscaped(bytes, at: index, from: range.lowerBound) { isQuoted.toggle() }
            } else if byte == UInt8(ascii: " "), !isQuoted {
                return index
            }
        }
        return range.upperBound
    }

    private static func duration(_ bytes: Span<UInt8>, _ field: Range<Int>) -> (Rank, Int64)? {
        guard let sign = field.first(where: { bytes[$0] == UInt8(ascii: "=") }) else {
            guard let number = DecimalNumber(bytes, field), number.hasPoint else { return nil }
            return number.scaled(by: 3).map { (.bare, $0) }
        }
        let rank = rank(bytes, field.lowerBound..<sign)
        guard rank != .none, let number = DecimalNumber(bytes, unquoted(bytes, sign + 1..<field.upperBound)) else {
            return nil
        }
        return number.scaled(by: 3).map { (rank, $0) }
    }

    private static func rank(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Rank {
        if name.spells("rt", in: bytes) || name.spells("request_time", in: bytes) { return .named }
        return name.spells("urt", in: bytes) || name.spells("upstream_response_time", in: bytes) ? .upstream : .none
    }

    private static func unquoted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        guard range.count >= 2, bytes[range.lowerBound] == UInt8(ascii: "\""),
            bytes[range.upperBound - 1] == UInt8(ascii: "\"")
        else { return range }
        return range.lowerBound + 1..<range.upperBound - 1
    }
}

extension Range<Int> {
    /// Whether the bytes of a range are those of a text.
    func spells(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { buffer in
            // Safe: the offsets of the zip below come from the buffer's own indices.
            for offset in 0..<count where unsafe buffer[offset] != bytes[lowerBound + offset] { return false }
            return true
        }
    }
}
