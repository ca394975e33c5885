extension SeededGenerator {
    /// The same URL written in another way, as clients and proxies do.
    mutating func respelled(_ target: String) -> LogText {
        var target = target
        switch number(0...9) {
        case 0: target = target.replacingLast("/", with: chance(50) ? "//" : "/./")
        case 1: target = target.replacingLast("/", with: "/x/../")
        case 2: target = withEscapedLetter(target)
        case 3:
            target = target.contains("?") ? target + "&_=\(number(1...99_999))" : target + "?_=\(number(1...99_999))"
        case 4:
            target =
                target + (target.contains("?") ? "&" : "?") + "X-ARR-LOG-ID=\(number(1...99_999))&SERVER-STATUS=200"
        case 5: target = "https://hub.example:443" + target
        case 6: target = target.contains("?") ? target : target + "/"
        case 7: target = withUpperCaseUUID(target)
        case 8: target = target + "#top"
        default: target = target.contains("?") ? target + "&&=9" : target + "?"
        }
        return LogText(target.utf8)
    }

    /// One letter or digit of the path as `%XX`, its hex digits in either case.
    private mutating func withEscapedLetter(_ target: String) -> String {
        var bytes = LogText(target.utf8)
        let path = bytes.prefix { $0 != UInt8(ascii: "?") }
        guard let index = path.indices.filter({ ReferenceModel.isUnreserved(path[$0]) }).randomElement(using: &self)
        else {
            return target
        }
        let hex = String(bytes[index], radix: 16, uppercase: chance(50))
        bytes.replaceSubrange(index...index, with: "%\(hex)".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func withUpperCaseUUID(_ target: String) -> String {
        target.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.utf8.count == 36 ? part.uppercased() : String(part)
        }.joined(separator: "/")
    }
}

extension String {
    fileprivate func replacingLast(_ character: Character, with text: String) -> String {
        guard let index = lastIndex(of: character) else { return self }
        return self[..<index] + text + self[self.index(after: index)...]
    }
}

/// Random targets for comparing two readings of URLs, far stranger than a log's.
public enum RandomTarget {
    private static let pieces = [
        "/", "/", "/", "//", "/./", "/../", ".", "..", "%2e", "%2F", "%2f", "%41", "%7e", "%7B", "%", "%4", "%zz",
        "%25", "%2541",
        "MSDEMO", "Estates", "msdemo", "M1", "17", "-17", "2026-03-01", "2026-03-01T10:00:00Z",
        "2026-03-01 10:00+01:00",
        "0A1B2C3D-0000-1111-2222-33334444FFFF", "{0A1B2C3D-0000-1111-2222-33334444FFFF}",
        "0A1B2C3D00001111222233334444FFFF",
        "abcdefabc1", "AB12345", "zzzz_zzzz-zz1234", "kari@firma.example", "Estates(17)", "f(x)(y)", "()", "?", "?",
        "&", "&", "=",
        "a", "b", "a=", "=b", "_=1", "CB=2", "x-arr-log-id=9", "SERVER-STATUS=200", "X-AzureApplicationGateway-A=1",
        "changedAfter=", "FROM=2", "to", "1772409600", "1772409600000", "+", "#", ";", " ", "*", "\u{E6}",
        "http://h:80", "https:/",
    ]

    /// `count` targets; the same seed gives the same targets. Some are no UTF-8.
    public static func make(seed: UInt64, count: Int) -> [LogText] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            var target = random.chance(85) ? LogText("/".utf8) : []
            for _ in 0..<random.number(1...14) {
                target += random.one(of: pieces).utf8
                if random.chance(1) { target.append(UInt8.random(in: 128...255, using: &random)) }
            }
            return target
        }
    }
}
