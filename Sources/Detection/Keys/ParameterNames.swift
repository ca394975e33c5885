/// Names of query parameters, as they stand in a policy, compared with those of canonical queries: without regard to the
/// case of ASCII letters and to whether `$` and brackets are escaped.
struct ParameterNames: Sendable {
    private let names: NameSet
    /// Whether `id[in]` is `id`.
    private let ignoresBrackets: Bool

    init(_ names: [String], ignoringBrackets: Bool = false) {
        self.names = NameSet(names + names.map(Self.escaped))
        ignoresBrackets = ignoringBrackets
    }

    private static func escaped(_ name: String) -> String {
        name.map { $0 == "$" ? "%24" : $0 == "[" ? "%5B" : $0 == "]" ? "%5D" : String($0) }.joined()
    }

    @inline(__always)
    func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if names.contains(bytes, range) { return true }
        guard ignoresBrackets, let last = range.last,
            bytes[last] == UInt8(ascii: "]") || bytes[last] == UInt8(ascii: "D")
        else { return false }
        let end = Self.end(of: bytes, range)
        return end < range.upperBound && names.contains(bytes, range.lowerBound..<end)
    }

    func contains(_ name: ArraySlice<UInt8>) -> Bool { contains(name.span, 0..<name.count) }

    /// Where the name ends: before `[` or `%5B`.
    private static func end(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        for index in range {
            if bytes[index] == UInt8(ascii: "[") { return index }
            let isEscape = bytes[index] == ASCII.percent && index + 2 < range.upperBound
            if isEscape, bytes[index + 1] == UInt8(ascii: "5"), bytes[index + 2] == UInt8(ascii: "B") { return index }
        }
        return range.upperBound
    }
}

extension ParameterNames {
    /// Filters in a language of their own, which may name the wanted items: `$filter=id in (1,2)`.
    static let filters = ["filter", "$filter"]
}

extension DetectionOptions {
    /// Parameters that make a request worth another look.
    var markedParameters: [String] {
        let walks = wastefulScan
        return [
            fanOut.idParameters, ParameterNames.filters, walks.limitParameters, walks.pageParameters,
            walks.offsetParameters, walks.cursorParameters,
        ].flatMap(\.self)
    }
}
