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
    private(set) var started: Int64
    private(set) var observed: Int64
    private(set) var threshold: Int64
    /// The figures of the worst window so far.
    var worst: Worst
    /// When the observation that became this finding started.
    var firstSeen: Int64?
    /// Whether a finding began inside this observation, which is then not printed.
    var hasFinding = false
    var quietEvaluations = 0
    /// The points of each local day on which the trigger held.
    private(set) var days: [DayPoints] = []
    var waste = Waste()
    var clients = ClientSum()
    var examples: [Example] = []

    init(started: Int64, observed: Int64, threshold: Int64, worst: Worst) {
        self.started = started
        self.observed = observed
        self.threshold = threshold
        self.worst = worst
    }

    /// Points that no day has: those of quotas.
    var ownPoints = 0
    /// The largest points of a day.
    var points: Int { days.reduce(ownPoints) { max($0, $1.points) } }

    /// Takes the points of an evaluation at which the trigger held; a day has the largest of its own.
    mutating func charge(_ points: Int, on day: Int64) {
        if let place = days.lastIndex(where: { $0.day == day }) {
            days[place].points = max(days[place].points, points)
        } else {
            days.append(DayPoints(day: day, points: points))
        }
    }

    /// The finding that this episode makes.
    func finding(
        _ kind: Finding.Kind, _ rule: RuleName, _ label: EpisodeLabel, ended: Int64?, unit: String, evidence: Evidence
    ) -> Finding {
        let days = kind == .finding ? days.filter { $0.points > 0 }.sorted { $0.day < $1.day } : []
        return Finding(
            kind: kind, rule: rule, key: label.key, route: label.route, target: label.target, started: started,
            ended: ended, firstSeen: kind == .finding ? firstSeen : nil, observed: observed, threshold: threshold,
            unit: unit, points: kind == .finding ? points : 0, evidence: evidence, waste: waste,
            clients: clients.sorted, examples: examples, exempt: nil, inexact: nil, days: days)
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

extension EpisodeLabel {
    /// A label by its parts.
    static func code(_ label: inout EpisodeLabel, _ coder: inout StateCoder) {
        var (key, route, target) = (label.key, label.route, label.target)
        coder.code(&key)
        coder.code(&route)
        coder.code(&target)
        if coder.isReading { label = EpisodeLabel(key: key, route: route, target: target) }
    }

    /// Of nobody.
    static var blank: EpisodeLabel { EpisodeLabel(key: .blank, route: "") }
}

extension Episode: StateElement, Stateful where Worst: StateElement {
    static var blank: Self { Episode(started: 0, observed: 0, threshold: 0, worst: .blank) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&started)
        coder.code(&observed)
        coder.code(&threshold)
        coder.code(&worst)
        coder.code(&firstSeen)
        coder.code(&hasFinding)
        coder.code(&quietEvaluations)
        coder.code(&days)
        coder.code(&waste)
        coder.code(&clients)
        coder.code(&examples)
        coder.code(&ownPoints)
    }
}
