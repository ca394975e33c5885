import Detection

/// Which routes count in which calendar quotas, and whom for.
struct QuotaMatching {
    /// All quotas.
    let rules: [Quota]
    /// Those that sums can bound: of calendar periods, on requests or bytes, without groups.
    private let bounded: [Int]
    private var ofRoutes: [[Int]] = []
    private(set) var subjects: [PartnerKey] = []
    private var places: [PartnerKey: Int] = [:]

    init(_ rules: [Quota]) {
        self.rules = rules
        bounded = rules.indices.filter { Self.isBounded(rules[$0]) }
    }

    static func isBounded(_ quota: Quota) -> Bool {
        guard quota.group == nil, quota.unit == .requests || quota.unit == .bytes else { return false }
        return quota.period == .month || quota.period == .day
    }

    mutating func add(route: String) {
        ofRoutes.append(bounded.filter { Self.mayMatch(rules[$0].match, route) })
    }

    func matching(route: Int) -> [Int] { ofRoutes[route] }

    mutating func subject(of key: PartnerKey, _ scope: Quota.Scope) -> Int {
        let subject =
            switch scope {
            case .key: key
            case .login: PartnerKey(login: key.login, installation: nil)
            case .installation: PartnerKey(login: nil, installation: key.installation)
            }
        if let known = places[subject] { return known }
        places[subject] = subjects.count
        subjects.append(subject)
        return subjects.count - 1
    }

    /// Whether a request of a route may match a quota's pattern: where the template leaves a segment open, it may.
    static func mayMatch(_ pattern: String, _ route: String) -> Bool {
        let (wanted, given) = (parts(pattern), parts(route))
        // What is not told apart may be anything.
        guard route.contains("/") else { return true }
        if wanted.method != "*", given.method != "*", wanted.method != given.method { return false }
        for (place, segment) in wanted.segments.enumerated() {
            if segment == "*", place == wanted.segments.count - 1 { return given.segments.count > place }
            guard given.segments.indices.contains(place) else { return false }
            let other = given.segments[place]
            if other == "*" { return true }
            if !segment.hasPrefix("{"), !other.contains("{"), segment != other { return false }
        }
        return given.segments.count == wanted.segments.count || given.segments.last == "*"
    }

    private static func parts(_ text: String) -> (method: Substring, segments: [Substring]) {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return ("*", text.split(separator: "/")) }
        return (words[0], words[1].split(separator: "/"))
    }
}
