/// The requests that the policy's quotas count, as one bit a quota.
struct QuotaBook {
    private let patterns: [RoutePattern]

    init(_ quotas: [Quota]) {
        // A pattern that cannot be read was refused with the policy.
        patterns = quotas.prefix(Quota.most).map { (try? RoutePattern($0.match)) ?? RoutePattern.nothing }
    }

    /// Whether requests of the same template may belong to different quotas.
    var dependsOnIdentifiers: Bool { patterns.contains { $0.dependsOnIdentifiers } }

    /// The quotas that a method and a URL belong to; HEAD and OPTIONS count for none.
    func quotas(
        method: Span<UInt8>, url: borrowing CanonicalURL, installations: inout InstallationPattern
    ) -> UInt64 {
        var bits: UInt64 = 0
        guard !patterns.isEmpty, !isExcluded(method) else { return bits }
        for (index, pattern) in patterns.enumerated() {
            let matches = pattern.matches(method: method, url: url) { installations.matches($0) }
            if matches { bits |= 1 << UInt64(index) }
        }
        return bits
    }

    private func isExcluded(_ method: Span<UInt8>) -> Bool {
        MethodKind.tell(method) == .head || ByteOrder.compare(method, Self.options.span) == 0
    }

    private static let options = Array("OPTIONS".utf8)

    /// Whether the API accepted a request with such an answer.
    static func counts(_ status: UInt16) -> Bool { status < 500 && status != 429 && status != 401 }
}
