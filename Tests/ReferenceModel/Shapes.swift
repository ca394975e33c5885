// What a piece of text looks like: identifiers, dates, installations.
extension ReferenceModel {
    /// The default installation pattern, `^[A-Z][A-Z0-9]*$`.
    static func isInstallation(_ segment: LogText) -> Bool {
        guard let first = segment.first, isUppercase(first) else { return false }
        return segment.allSatisfy { isUppercase($0) || isDigit($0) }
    }

    /// Whether a text has a shape: `#` stands for a digit, `x` for a hex digit, everything else for itself.
    static func has(_ shape: String, _ text: LogText) -> Bool {
        let shape = LogText(shape.utf8)
        guard shape.count == text.count else { return false }
        return zip(shape, text).allSatisfy { expected, byte in
            if expected == UInt8(ascii: "#") { return isDigit(byte) }
            if expected == UInt8(ascii: "x") { return isHex(byte) }
            return expected == byte
        }
    }

    private static let dashedUUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
    private static let plainUUID = String(repeating: "x", count: 32)

    /// 0.5: dashed, braced (which is dashed inside braces) or 32 hex digits.
    static func isUUID(_ text: LogText) -> Bool {
        has(dashedUUID, text) || has("{" + dashedUUID + "}", text) || has(plainUUID, text)
    }

    /// 0.4 (2): the case inside UUID segments is folded; the escapes of encoded braces stay upper case.
    static func withFoldedUUID(_ segment: LogText) -> LogText {
        guard isUUID(percentDecoded(segment)) else { return segment }
        let (open, close) = (LogText("%7B".utf8), LogText("%7D".utf8))
        let head = segment.starts(with: open) ? open : []
        let tail = segment.suffix(3) == close[...] ? close : []
        return head + lowercased(LogText(segment.dropFirst(head.count).dropLast(tail.count))) + tail
    }

    /// Ruling 11, over the whole text: `\d{4}-\d\d-\d\d[T +]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+ -]\d\d:?\d\d)?`.
    static func isDateTime(_ text: LogText) -> Bool {
        guard text.count >= 16, has("####-##-##", LogText(text[..<10])) else { return false }
        guard "T +".utf8.contains(text[10]), has("##:##", LogText(text[11..<16])) else { return false }
        var rest = LogText(text[16...])
        if has(":##", LogText(rest.prefix(3))) {
            rest.removeFirst(3)
            let fraction = rest.dropFirst().prefix(while: isDigit)
            if let mark = rest.first, ".,".utf8.contains(mark), !fraction.isEmpty {
                rest.removeFirst(1 + fraction.count)
            }
        }
        if rest.isEmpty || rest == LogText("Z".utf8) { return true }
        guard let sign = rest.first, "+ -".utf8.contains(sign) else { return false }
        let offset = LogText(rest.dropFirst())
        return has("##:##", offset) || has("####", offset)
    }

    /// 0.5: whether a path segment, percent-decoded, is an identifier.
    static func isIdentifier(_ text: LogText) -> Bool {
        let digits = text.filter(isDigit).count
        let unsigned = text.first == UInt8(ascii: "-") ? LogText(text.dropFirst()) : text
        if isUUID(text) { return true }
        if !unsigned.isEmpty, unsigned.allSatisfy(isDigit) { return true }
        if has("####-##-##", text) || isDateTime(text) { return true }
        if text.count >= 10, text.allSatisfy(isHex), digits >= 1 { return true }
        if text.contains(UInt8(ascii: "@")) { return true }
        if text.allSatisfy({ isLetter($0) || isDigit($0) }), longestRunOfDigits(text) >= 5 { return true }
        return text.count >= 16 && digits >= 4
            && text.allSatisfy { isLetter($0) || isDigit($0) || "_-".utf8.contains($0) }
    }

    private static func longestRunOfDigits(_ text: LogText) -> Int {
        text.split(omittingEmptySubsequences: false) { !isDigit($0) }.map(\.count).max() ?? 0
    }
}
