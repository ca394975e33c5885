/// The policy's routes, ready for matching: which one, if any, a request belongs to.
struct RouteBook {
    private let patterns: [RoutePattern]
    /// Whether requests of the same template may belong to different routes.
    let dependsOnIdentifiers: Bool
    /// Answers by template.
    private var remembered = HashMemo<Int16>(size: 1024)

    init(_ routes: [RouteRule]) {
        // A pattern that cannot be read was refused with the policy.
        patterns = routes.map { rule in
            (try? RoutePattern(rule.match)) ?? RoutePattern.nothing
        }
        dependsOnIdentifiers = patterns.contains { $0.dependsOnIdentifiers }
    }

    /// The index of the first route that matches, -1 for none.
    mutating func route(
        method: Span<UInt8>, url: borrowing CanonicalURL, template: UInt64,
        installations: inout InstallationPattern
    ) -> Int16 {
        if !dependsOnIdentifiers, let known = remembered[template] { return known }
        var found: Int16 = -1
        for (index, pattern) in patterns.enumerated() {
            let matches = pattern.matches(method: method, url: url) { installations.matches($0) }
            if matches {
                found = Int16(truncatingIfNeeded: index)
                break
            }
        }
        remembered[template] = found
        return found
    }
}

extension RoutePattern {
    /// The word that a pattern begins with, `nil` where it begins with anything else.
    static func firstWord(_ text: String) -> [UInt8]? {
        guard case .literal(let word) = (try? RoutePattern(text))?.parts.first else { return nil }
        return word
    }

    /// Matches no request.
    static let nothing = RoutePattern(method: [], parts: [], takesRest: false)

    private init(method: [UInt8]?, parts: [Part], takesRest: Bool) {
        self.method = method
        self.parts = parts
        self.takesRest = takesRest
    }
}
