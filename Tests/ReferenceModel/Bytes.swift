// Small questions about ASCII, asked of bytes.
extension ReferenceModel {
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    static func isUppercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    static func isLetter(_ byte: UInt8) -> Bool {
        isUppercase(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || "abcdefABCDEF".utf8.contains(byte) }

    /// RFC 3986, 2.3.
    static func isUnreserved(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || "-._~".utf8.contains(byte) }

    static func lowercased(_ text: LogText) -> LogText { text.map { isUppercase($0) ? $0 + 32 : $0 } }

    static func uppercased(_ text: LogText) -> LogText {
        text.map { isLetter($0) && !isUppercase($0) ? $0 - 32 : $0 }
    }

    /// The parts between separators, empty ones too; an empty text is one empty part.
    static func split(_ text: LogText, at separator: Character) -> [LogText] {
        text.split(separator: separator.asciiValue ?? 0, omittingEmptySubsequences: false).map { LogText($0) }
    }

    /// The value of the escape `%XX` at an index, `nil` if none stands there.
    private static func escape(_ text: LogText, at index: Int) -> UInt8? {
        guard index + 2 < text.count, text[index] == UInt8(ascii: "%") else { return nil }
        guard isHex(text[index + 1]), isHex(text[index + 2]) else { return nil }
        return UInt8(String(decoding: text[index + 1...index + 2], as: UTF8.self), radix: 16)
    }

    /// RFC 3986, 6.2.2: unreserved bytes are decoded, the hex digits of other escapes are upper case.
    ///
    /// A `%` that begins no escape stays as it is. One pass: what comes out is not decoded again.
    static func percentNormalised(_ text: LogText) -> LogText {
        replacingEscapes(text) { byte, written in isUnreserved(byte) ? [byte] : uppercased(written) }
    }

    /// Every escape decoded.
    static func percentDecoded(_ text: LogText) -> LogText { replacingEscapes(text) { byte, _ in [byte] } }

    private static func replacingEscapes(_ text: LogText, by replacement: (UInt8, LogText) -> LogText) -> LogText {
        var result: LogText = []
        var index = 0
        while index < text.count {
            if let byte = escape(text, at: index) {
                result += replacement(byte, LogText(text[index...index + 2]))
                index += 3
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }
}
