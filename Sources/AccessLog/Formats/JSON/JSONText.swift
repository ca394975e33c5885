/// The escapes of JSON strings (RFC 8259, 7), and nginx's `\xXX`, which its default escaping puts there.
enum JSONText {
    /// Whether every backslash of a range begins an escape.
    static func isWellFormed(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var from = range.lowerBound
        while let hit = ByteSearch.first(UInt8(ascii: "\\"), in: bytes, from: from, to: range.upperBound) {
            guard let escape = escape(bytes, hit + 1..<range.upperBound) else { return false }
            from = hit + 1 + escape.count
        }
        return true
    }

    /// Decodes a well-formed range in place; a lone surrogate becomes U+FFFD.
    ///
    /// - Returns: the range of the decoded text, with the same start and never longer.
    static func decode(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) -> Range<Int> {
        var source = range.lowerBound
        var target = source
        while source < range.upperBound {
            guard block[source] == UInt8(ascii: "\\"),
                let escape = escape(block.span, source + 1..<range.upperBound)
            else {
                block[target] = block[source]
                source += 1
                target += 1
                continue
            }
            source += 1 + escape.count
            target = escape.isByte ? put(byte: escape.scalar, target, &block) : put(escape.scalar, target, &block)
        }
        return range.lowerBound..<target
    }

    /// What stands behind a backslash: a scalar or a byte, and how many bytes it takes there.
    private struct Escape {
        var scalar: UInt32
        var count: Int
        /// Whether it is a byte of the text (`\xXX`) and not a character.
        var isByte = false
    }

    private static func escape(_ bytes: Span<UInt8>, _ rest: Range<Int>) -> Escape? {
        guard !rest.isEmpty else { return nil }
        let kind = bytes[rest.lowerBound]
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Escape(scalar: UInt32(kind), count: 1)
        case UInt8(ascii: "n"): return Escape(scalar: 0x0A, count: 1)
        case UInt8(ascii: "t"): return Escape(scalar: 0x09, count: 1)
        case UInt8(ascii: "r"): return Escape(scalar: 0x0D, count: 1)
        case UInt8(ascii: "b"): return Escape(scalar: 0x08, count: 1)
        case UInt8(ascii: "f"): return Escape(scalar: 0x0C, count: 1)
        case UInt8(ascii: "x"):
            return hexadecimal(bytes, rest.dropFirst().prefix(2), digits: 2).map {
                Escape(scalar: $0, count: 3, isByte: true)
            }
        case UInt8(ascii: "u"): return character(bytes, rest)
        default: return nil
        }
    }

    /// Reads `uXXXX`, and the second half of a surrogate pair with it.
    private static func character(_ bytes: Span<UInt8>, _ rest: Range<Int>) -> Escape? {
        guard let unit = hexadecimal(bytes, rest.dropFirst().prefix(4), digits: 4) else { return nil }
        guard unit & 0xF800 == 0xD800 else { return Escape(scalar: unit, count: 5) }
        let second = rest.dropFirst(5)
        guard unit < 0xDC00, second.count >= 6, bytes[second.startIndex] == UInt8(ascii: "\\"),
            bytes[second.startIndex + 1] == UInt8(ascii: "u"),
            let low = hexadecimal(bytes, second.dropFirst(2).prefix(4), digits: 4), low & 0xFC00 == 0xDC00
        else { return Escape(scalar: 0xFFFD, count: 5) }
        return Escape(scalar: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), count: 11)
    }

    private static func hexadecimal(_ bytes: Span<UInt8>, _ range: Range<Int>, digits: Int) -> UInt32? {
        guard range.count == digits else { return nil }
        var value: UInt32 = 0
        for index in range {
            guard let digit = EscapedText.hexadecimal(bytes[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func put(byte: UInt32, _ target: Int, _ block: inout MutableSpan<UInt8>) -> Int {
        block[target] = UInt8(truncatingIfNeeded: byte)
        return target + 1
    }

    /// Writes a character as UTF-8, which takes at most half of the bytes of its escape.
    private static func put(_ scalar: UInt32, _ target: Int, _ block: inout MutableSpan<UInt8>) -> Int {
        guard let scalar = Unicode.Scalar(scalar) else { return target }
        var next = target
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            block[next] = unit
            next += 1
        }
        return next
    }
}
