/// Who and where: what all findings of one state have in common.
final class EpisodeLabel: Sendable {
    let key: PartnerKey
    let route: String
    let target: String?

    init(key: PartnerKey, route: String, target: String? = nil) {
        self.key = key
        self.route = route
        self.target = target
    }
}

/// One open episode of one rule: from the moment it fired on.
struct Episode<Worst> {
    let started: Int64
    let observed: Int64
    let threshold: Int64
    /// The figures of the worst window so far.
    var worst: Worst
    /// When the observation that became this finding started.
    var firstSeen: Int64?
    /// Whether a finding began inside this observation, which is then not printed.
    var hasFinding = false
    var quietEvaluations = 0
    var points = 0
    var waste = Waste()
    var clients = ClientSum()
    var examples: [Example] = []

    init(started: Int64, observed: Int64, threshold: Int64, worst: Worst) {
        self.started = started
        self.observed = observed
        self.threshold = threshold
        self.worst = worst
    }

    /// The finding that this episode makes.
    func finding(
        _ kind: Finding.Kind, _ rule: RuleName, _ label: EpisodeLabel, ended: Int64?, unit: String, evidence: Evidence
    ) -> Finding {
        Finding(
            kind: kind, rule: rule, key: label.key, route: label.route, target: label.target, started: started,
            ended: ended, firstSeen: kind == .finding ? firstSeen : nil, observed: observed, threshold: threshold,
            unit: unit, points: kind == .finding ? points : 0, evidence: evidence, waste: waste,
            clients: clients.sorted, examples: examples, exempt: nil, inexact: nil)
    }
}

/// Points of one finding on one day.
enum Points {
    /// Points of `observed / threshold` under a confidence in half percents (100 % is 200).
    ///
    /// - Returns: `min(60, 20 + 10·⌊log₂ x⌋)` under the confidence, with x never below 1.
    static func points(observed: Int64, threshold: Int64, confidence: Int64) -> Int {
        let ratio = max(1, observed / max(1, threshold))
        let doublings = Int64.bitWidth - 1 - ratio.leadingZeroBitCount
        return Int(Int64(min(60, 20 + 10 * doublings)) * confidence / 200)
    }
}
