/// What a path segment looks like, after percent-decoding: an identifier or a word.
enum SegmentShape: Equatable {
    /// A word of the API: it stays in the template.
    case literal
    /// An identifier: `{id}` in the template.
    case identifier
    /// OData `Name(key)`: the number of bytes of the name.
    case keyed(Int)

    /// Tells the shape; the rules are tried in the order of the definition, and any of them makes an identifier.
    static func tell(_ bytes: Span<UInt8>) -> SegmentShape {
        let tally = Tally(bytes)
        if tally.isIdentifier || isUUID(bytes) || startsWithDate(bytes) { return .identifier }
        if let name = oDataName(bytes) { return .keyed(name) }
        return .literal
    }

    /// Whether the bytes are a UUID: dashed, in braces, or 32 hexadecimal digits.
    static func isUUID(_ bytes: Span<UInt8>) -> Bool {
        switch bytes.count {
        case 32: return areHex(bytes, 0..<32)
        case 36: return isDashed(bytes, from: 0)
        case 38:
            return bytes[0] == UInt8(ascii: "{") && bytes[37] == UInt8(ascii: "}") && isDashed(bytes, from: 1)
        default: return false
        }
    }

    private static func isDashed(_ bytes: Span<UInt8>, from: Int) -> Bool {
        for index in 0..<36 {
            let byte = bytes[from + index]
            let isDash = index == 8 || index == 13 || index == 18 || index == 23
            if isDash ? byte != ASCII.dash : !ASCII.isHex(byte) { return false }
        }
        return true
    }

    private static func areHex(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where !ASCII.isHex(bytes[index]) { return false }
        return true
    }

    /// `2026-03-02`, or that followed by a time (`T` or a blank, hours and minutes at least, a zone or none).
    private static func startsWithDate(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 10, DateText.isDate(bytes, 0) else { return false }
        return bytes.count == 10 || DateText.isDateTime(bytes)
    }

    private static func oDataName(_ bytes: Span<UInt8>) -> Int? {
        let count = bytes.count
        guard count >= 4, bytes[count - 1] == UInt8(ascii: ")") else { return nil }
        var index = 0
        while index < count, isNameByte(bytes[index], isFirst: index == 0) { index += 1 }
        guard index > 0, index < count - 2, bytes[index] == UInt8(ascii: "(") else { return nil }
        return index
    }

    private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        ASCII.isLetter(byte) || byte == UInt8(ascii: "_") || (!isFirst && (ASCII.isDigit(byte) || byte == ASCII.dot))
    }
}

/// One pass over a segment: which bytes it is made of.
private struct Tally {
    private var count = 0
    private var digits = 0
    private var hex = 0
    private var alphanumeric = 0
    private var wordBytes = 0
    private var longestDigits = 0
    private var hasAt = false
    private var startsWithDash = false

    init(_ bytes: Span<UInt8>) {
        count = bytes.count
        startsWithDash = count > 0 && bytes[0] == ASCII.dash
        var run = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if ASCII.isDigit(byte) {
                run += 1
                digits += 1
                hex += 1
                alphanumeric += 1
                if run > longestDigits { longestDigits = run }
                continue
            }
            run = 0
            if ASCII.isLetter(byte) {
                alphanumeric += 1
                if (byte | 0x20) &- 0x61 < 6 { hex += 1 }
            } else if byte == UInt8(ascii: "_") || byte == ASCII.dash {
                wordBytes += 1
            } else if byte == UInt8(ascii: "@") {
                hasAt = true
            }
        }
        wordBytes += alphanumeric
    }

    var isIdentifier: Bool {
        if hasAt { return true }
        if digits == 0 { return false }
        if digits == count || (startsWithDash && digits == count - 1) { return true }
        if hex == count && count >= 10 { return true }
        if alphanumeric == count && longestDigits >= 5 { return true }
        return wordBytes == count && count >= 16 && digits >= 4
    }
}
