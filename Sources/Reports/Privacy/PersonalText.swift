/// Shapes of text that names a person or lets somebody in, whatever parameter it stands under.
enum PersonalText {
    /// Whether a decoded value or path segment holds an e-mail address or a JWT, or is (or lists) a phone number with
    /// its prefix or a national identity number.
    static func isPersonal(_ value: [UInt8]) -> Bool {
        if firstEmail(in: value) != nil || firstToken(in: value) != nil { return true }
        guard value.count >= 8, value.contains(where: isDigit) else { return false }
        return value.split(whereSeparator: { ",;|'\"()".utf8.contains($0) }).contains { piece in
            let trimmed = trimmed(piece)
            return isPrefixedPhone(trimmed) || NationalNumber.matches(trimmed)
        } || isPrefixedPhone(trimmed(value[...]))
    }

    /// The first e-mail address: something before the `@`, and a domain with a top level of letters after it. File names
    /// of pictures at double size, `logo@2x.png`, are none.
    static func firstEmail(in bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
        var from = start
        while let at = atSign(in: bytes, from: from) {
            let local = bytes[start..<at.lowerBound].lastIndex { !isLocal($0) }.map { $0 + 1 } ?? start
            let domain = domainEnd(in: bytes, from: at.upperBound)
            if local < at.lowerBound, let domain { return local..<domain }
            from = at.upperBound
        }
        return nil
    }

    /// The first JSON web token: `eyJ` and more of base64url and dots.
    static func firstToken(in bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
        guard bytes.count - start >= 10 else { return nil }
        for index in start...(bytes.count - 10) where bytes[index] == UInt8(ascii: "e") {
            guard bytes[index...].starts(with: "eyJ".utf8) else { continue }
            if index > start, isBase64URL(bytes[index - 1]) { continue }
            let end = bytes[index...].firstIndex { !isBase64URL($0) && $0 != UInt8(ascii: ".") } ?? bytes.endIndex
            if end - index >= 10 { return index..<end }
        }
        return nil
    }

    /// Digits with the separators that people write between them, 15 digits at most (ITU-T E.164).
    static func isDialable(_ value: some Collection<UInt8>, minDigits: Int) -> Bool {
        guard value.allSatisfy({ isDigit($0) || " +-.()/".utf8.contains($0) }) else { return false }
        return (minDigits...17).contains(value.count(where: isDigit))
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `+47 912 34 567`, `0047…`; shorter numbers with zeros in front are ids.
    private static func isPrefixedPhone(_ value: ArraySlice<UInt8>) -> Bool {
        if value.first == UInt8(ascii: "+") { return isDialable(value, minDigits: 8) }
        guard value.starts(with: "00".utf8), let country = value.dropFirst(2).first, country != UInt8(ascii: "0")
        else { return false }
        return isDialable(value, minDigits: 11)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 == UInt8(ascii: " ") }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return bytes
    }

    /// `@`, or `%40` in text that nobody decoded.
    private static func atSign(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        for index in bytes.indices.dropFirst(start) {
            if bytes[index] == UInt8(ascii: "@") { return index..<(index + 1) }
            if bytes[index] == UInt8(ascii: "%"), bytes[index...].starts(with: "%40".utf8) {
                return index..<(index + 3)
            }
        }
        return nil
    }

    private static func domainEnd(in bytes: [UInt8], from start: Int) -> Int? {
        var end = bytes[start...].firstIndex { !isLabel($0) && $0 != UInt8(ascii: ".") } ?? bytes.endIndex
        while end > start, !isLabel(bytes[end - 1]) { end -= 1 }
        let labels = bytes[start..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: true)
        guard labels.count >= 2, let top = labels.last, top.count >= 2 else { return nil }
        let isName = top.starts(with: "xn--".utf8) || top.allSatisfy { !isDigit($0) && $0 != UInt8(ascii: "-") }
        return isName && !isScale(labels) ? end : nil
    }

    private static func isScale(_ labels: [ArraySlice<UInt8>]) -> Bool {
        guard labels.count == 2, labels[0].last == UInt8(ascii: "x"), labels[0].count == 2,
            isDigit(labels[0].first ?? 0)
        else { return false }
        return ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains { labels[1].elementsEqual($0.utf8) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "'"), UInt8(ascii: "~"), 0x80...:
            true
        default: isLetterOrDigit(byte)
        }
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "-")
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
