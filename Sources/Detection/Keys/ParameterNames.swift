/// Names of query parameters, as they stand in a policy, compared with those of canonical queries: without regard to the
/// case of ASCII letters, whether `$` is escaped or not, and without what stands behind a bracket (`id[in]` is `id`).
struct ParameterNames: Sendable {
    private let names: NameSet

    init(_ names: [String]) {
        self.names = NameSet(names.flatMap { $0.contains("$") ? [$0, Self.escaped($0)] : [$0] })
    }

    private static func escaped(_ name: String) -> String {
        name.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "%24")
    }

    @inline(__always)
    func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        names.contains(bytes, range.lowerBound..<Self.end(of: bytes, range))
    }

    func contains(_ name: ArraySlice<UInt8>) -> Bool { contains(name.span, 0..<name.count) }

    /// Where the name ends: before `[` or `%5B`.
    @inline(__always)
    private static func end(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        for index in range {
            if bytes[index] == UInt8(ascii: "[") { return index }
            let isEscape = bytes[index] == ASCII.percent && index + 2 < range.upperBound
            if isEscape, bytes[index + 1] == UInt8(ascii: "5"), bytes[index + 2] == UInt8(ascii: "B") { return index }
        }
        return range.upperBound
    }
}

extension DetectionOptions {
    /// Parameters that make a request worth another look.
    var markedParameters: [String] { fanOut.idParameters + ParameterNames.filters }
}

extension ParameterNames {
    /// Filters in a language of their own, which may name the wanted items: `$filter=id in (1,2)`.
    static let filters = ["filter", "$filter"]
}
