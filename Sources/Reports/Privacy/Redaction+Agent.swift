extension Redaction {
    /// A user agent or other free text: e-mail addresses, userinfo of URLs, credentials after their name or after
    /// `Bearer` and `Basic`, and JWTs.
    public static func agent(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var ranges = userinfo(in: bytes) + credentials(in: bytes) + schemes(in: bytes)
        ranges += all(in: bytes, PersonalText.firstEmail) + all(in: bytes, PersonalText.firstToken)
        ranges.removeAll { bytes[$0].elementsEqual(mask) }
        return ranges.isEmpty ? text : String(decoding: masked(bytes, ranges), as: UTF8.self)
    }

    private static func all(in bytes: [UInt8], _ first: ([UInt8], Int) -> Range<Int>?) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        while let range = first(bytes, ranges.last?.upperBound ?? 0) { ranges.append(range) }
        return ranges
    }

    private static func userinfo(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.compactMap { index in
            guard bytes[index] == UInt8(ascii: ":"), bytes[index...].starts(with: "://".utf8) else { return nil }
            let start = index + 3
            let end = bytes[start...].firstIndex { "/?# ,;()\"".utf8.contains($0) } ?? bytes.endIndex
            return bytes[start..<end].lastIndex(of: UInt8(ascii: "@")).map { start..<$0 }
        }
    }

    /// `token=abc`, `apikey: abc`.
    private static func credentials(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.compactMap { index in
            guard bytes[index] == UInt8(ascii: "=") || bytes[index] == UInt8(ascii: ":") else { return nil }
            let start = bytes[..<index].lastIndex { !isNameByte($0) }.map { $0 + 1 } ?? 0
            guard start < index, ParameterKind.isSecret(name: bytes[start..<index]) else { return nil }
            let value = bytes[(index + 1)...].firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.endIndex
            return word(in: bytes, from: value)
        }
    }

    /// `Bearer …` (RFC 6750), and `Basic …` (RFC 7617) where base64 follows: agents are called "Basic" too.
    private static func schemes(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.compactMap { index in
            guard bytes[index] | 0x20 == UInt8(ascii: "b"), index == 0 || !isNameByte(bytes[index - 1]) else {
                return nil
            }
            if isWord("bearer ", in: bytes, at: index) { return word(in: bytes, from: index + 7) }
            guard isWord("basic ", in: bytes, at: index), let range = word(in: bytes, from: index + 6) else {
                return nil
            }
            let isBase64 = bytes[range].allSatisfy {
                isNameByte($0) && $0 != UInt8(ascii: "-") || "+/=".utf8.contains($0)
            }
            return isBase64 && range.count >= 8 && range.count % 4 == 0 ? range : nil
        }
    }

    private static func isWord(_ word: String, in bytes: [UInt8], at index: Int) -> Bool {
        bytes.count - index >= word.utf8.count && zip(bytes[index...], word.utf8).allSatisfy { $0 | 0x20 == $1 }
    }

    private static func word(in bytes: [UInt8], from start: Int) -> Range<Int>? {
        let end = bytes[start...].firstIndex { " ,;&()\"'".utf8.contains($0) } ?? bytes.endIndex
        return end > start ? start..<end : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        PersonalText.isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }

    private static func masked(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for range in ranges.sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) })
        where range.upperBound > position {
            result += bytes[position..<max(position, range.lowerBound)]
            if range.lowerBound >= position { result += mask }
            position = range.upperBound
        }
        return result + bytes[position...]
    }
}
