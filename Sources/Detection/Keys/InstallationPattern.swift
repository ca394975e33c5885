/// Tells path segments that name an installation.
///
/// The usual pattern is checked byte by byte; any other is a regular expression, asked once a segment and remembered.
struct InstallationPattern {
    private static let usual = "^[A-Z][A-Z0-9]*$"
    /// Whether it is the usual pattern, which nothing but letters and digits fits. To ask this of the expression would copy it.
    let isUsual: Bool
    private let expression: Regex<AnyRegexOutput>?
    private var remembered = HashMemo<Bool>(size: 256)

    /// Makes a pattern; one that cannot be compiled matches nothing (the policy has checked it before).
    init(_ text: String) {
        isUsual = text == Self.usual
        expression = isUsual ? nil : (try? Regex(text)) ?? (try? Regex("(?!)"))
    }

    /// Whether the segment names an installation.
    @inline(__always)
    mutating func matches(_ segment: Span<UInt8>) -> Bool {
        isUsual ? Self.matchesUsual(segment) : matchesExpression(segment)
    }

    private mutating func matchesExpression(_ segment: Span<UInt8>) -> Bool {
        let hash = StableHash.hash(segment)
        if let known = remembered[hash] { return known }
        guard let expression else { return false }
        var bytes: [UInt8] = []
        for index in segment.indices { bytes.append(segment[index]) }
        let answer = String(decoding: bytes, as: UTF8.self).contains(expression)
        remembered[hash] = answer
        return answer
    }

    /// Whether a segment of a URL, counted from 1, names an installation.
    mutating func matches(_ url: borrowing CanonicalURL, segment: Int) -> Bool {
        matches(url.bytes.span.extracting(url.segments[segment].range))
    }

    private static func matchesUsual(_ segment: Span<UInt8>) -> Bool {
        guard segment.count > 0, ASCII.isUpper(segment[0]) else { return false }
        for index in segment.indices where !ASCII.isUpper(segment[index]) && !ASCII.isDigit(segment[index]) {
            return false
        }
        return true
    }
}
