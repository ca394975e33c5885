import Detection

/// What the findings of one key count together.
enum KeyPoints {
    /// 0 to 100: p₁ + p₂/2 + p₃/4 of the three largest. Repeated fetches, polling and hammering of one route are one
    /// misuse, so only the largest of them counts; observations count nothing.
    static func points(of findings: some Sequence<Finding>) -> Int {
        var single: [Int] = []
        var byRoute: [String: Int] = [:]
        for finding in findings where finding.kind == .finding {
            switch finding.rule {
            case .repeatedFetch, .polling, .closedDoor:
                byRoute[finding.route] = max(finding.points, byRoute[finding.route] ?? 0)
            case .roundTheClock, .overload, .ignoredBackoff, .fanOut, .wastefulScan, .parallelDuplicates:
                single.append(finding.points)
            // A count that is paid for is no misuse, and has its own letters.
            case .quota: break
            }
        }
        let largest = (single + byRoute.values).sorted(by: >).prefix(3)
        return min(100, zip(largest, [1, 2, 4]).reduce(0) { $0 + $1.0 / $1.1 })
    }
}
