/// The escapes of nginx (`\xXX`) and Apache (`\"`, `\\`, `\xhh`, `\n` and its like), decoded where they stand.
enum EscapedText {
    /// Decodes the escapes of a range in place; a backslash that begins none of them stays.
    ///
    /// - Parameters:
    ///   - range: the text.
    ///   - hasLetters: whether `\n` and the like stand for control characters, which no name of a user holds.
    ///   - block: the bytes.
    /// - Returns: the range of the decoded text; it has the same start and is never longer.
    @inline(never)
    static func decode(
        _ range: Range<Int>, hasLetters: Bool = true, in block: inout MutableSpan<UInt8>
    ) -> Range<Int> {
        let backslash = UInt8(ascii: "\\")
        guard var source = ByteSearch.first(backslash, in: block.span, from: range.lowerBound, to: range.upperBound)
        else {
            return range
        }
        var target = source
        while source < range.upperBound {
            let byte = block[source]
            if byte == backslash, let escape = escape(block.span, source + 1..<range.upperBound, hasLetters) {
                block[target] = escape.byte
                source += 1 + escape.count
            } else {
                block[target] = byte
                source += 1
            }
            target += 1
        }
        return range.lowerBound..<target
    }

    /// The byte that is meant by what stands behind a backslash, and how many bytes that is.
    private static func escape(
        _ bytes: Span<UInt8>, _ rest: Range<Int>, _ hasLetters: Bool
    ) -> (byte: UInt8, count: Int)? {
        guard let kind = rest.first.map({ bytes[$0] }) else { return nil }
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return (kind, 1)
        case UInt8(ascii: "x"):
            guard rest.count >= 3, let high = hexadecimal(bytes[rest.lowerBound + 1]),
                let low = hexadecimal(bytes[rest.lowerBound + 2])
            else { return nil }
            return (high << 4 | low, 3)
        default: return hasLetters ? control(kind).map { ($0, 1) } : nil
        }
    }

    private static func control(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "v"): 0x0B
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    /// The value of one hexadecimal digit of either case.
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// Whether the byte at `index` is behind an odd number of backslashes that stand at or after `start`.
    static func isEscaped(_ bytes: Span<UInt8>, at index: Int, from start: Int) -> Bool {
        var before = index
        while before > start, bytes[before - 1] == UInt8(ascii: "\\") { before -= 1 }
        return (index - before) % 2 == 1
    }
}
