import Detection

/// A key with the findings that count, most points first.
struct RankedKey {
    var key: PartnerKey
    /// Without exempt ones and observations.
    var findings: [Finding]
    var points: Int
    var waste: Waste

    /// Ranked by points, then waste, then key.
    static func ranked(_ findings: [Finding]) -> [RankedKey] {
        let counting = findings.filter { $0.kind == .finding && $0.exempt == nil }
        return Dictionary(grouping: counting, by: \.key).map(RankedKey.init).sorted(by: precedes)
    }

    private init(key: PartnerKey, findings: [Finding]) {
        self.key = key
        self.findings = findings.enumerated().sorted { left, right in
            Self.precedes(
                (left.element.points, left.element.waste), (right.element.points, right.element.waste)
            ) ?? (left.offset < right.offset)
        }.map(\.element)
        points = KeyPoints.points(of: findings)
        waste = findings.reduce(into: Waste()) { $0.add($1.waste) }
    }

    private static func precedes(_ left: RankedKey, _ right: RankedKey) -> Bool {
        precedes((left.points, left.waste), (right.points, right.waste)) ?? ByteOrder.precedes(left.key, right.key)
    }

    private static func precedes(_ left: (Int, Waste), _ right: (Int, Waste)) -> Bool? {
        if left.0 != right.0 { return left.0 > right.0 }
        if left.1 == right.1 { return nil }
        let (one, other) = (left.1, right.1)
        return (one.requests, one.bytes, one.serverMilliseconds)
            > (other.requests, other.bytes, other.serverMilliseconds)
    }
}

extension Waste {
    /// Sums that cannot be held stay at the largest number.
    mutating func add(_ other: Waste) {
        requests = Self.sum(requests, other.requests)
        bytes = Self.sum(bytes, other.bytes)
        serverMilliseconds = Self.sum(serverMilliseconds, other.serverMilliseconds)
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }
}
