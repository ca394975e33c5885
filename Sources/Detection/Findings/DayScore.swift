/// A local day that the log touches.
public struct LogDay: Sendable, Equatable {
    /// Its first instant, milliseconds since 1970 UTC.
    public var start: Int64
    /// The first instant of the next day.
    public var end: Int64
    /// `2026-11-14`.
    public var date: String
    /// Whether the log holds all of it, without a gap of more than half an hour by day or three by night. Other days are
    /// neither clean nor bad.
    public var isCovered: Bool

    /// Makes a day.
    public init(start: Int64, end: Int64, date: String, isCovered: Bool) {
        self.start = start
        self.end = end
        self.date = date
        self.isCovered = isCovered
    }
}

/// What the findings of one key cost on one local day.
public struct DayScore: Sendable, Equatable {
    /// What one finding costs.
    public struct Charge: Sendable, Equatable {
        /// The finding's place in ``DetectionResult/findings``.
        public var finding: Int
        /// Its points on the day.
        public var points: Int
        /// Whether the score holds them; `false` where another finding of the same route costs as much or more, or three
        /// others do.
        public var counts: Bool

        /// Makes a charge.
        public init(finding: Int, points: Int, counts: Bool) {
            self.finding = finding
            self.points = points
            self.counts = counts
        }
    }

    /// The day.
    public var day: LogDay
    /// 0 to 100: the largest, half of the second and a quarter of the third.
    public var score: Int
    /// Most points first.
    public var charges: [Charge]

    /// Makes a score.
    public init(day: LogDay, score: Int, charges: [Charge]) {
        self.day = day
        self.score = score
        self.charges = charges
    }
}

/// Scores keys by their findings, day by day.
struct DayScores {
    private let findings: [Finding]
    private let days: [LogDay]
    private var places: [Int64: Int] = [:]

    init(_ findings: [Finding], _ days: [LogDay]) {
        self.findings = findings
        self.days = days
        for (place, day) in days.enumerated() { places[day.start] = place }
    }

    /// Fills in the days and the score of every key.
    func fill(_ keys: inout [DetectionResult.KeyCount]) {
        var byKey: [PartnerKey: [Int]] = [:]
        for (place, finding) in findings.enumerated() where !finding.days.isEmpty {
            byKey[finding.key, default: []].append(place)
        }
        for index in keys.indices {
            guard let own = byKey[keys[index].key] else { continue }
            keys[index].days = scores(own)
            keys[index].score = keyScore(keys[index].days)
        }
    }

    private func scores(_ own: [Int]) -> [DayScore] {
        var charges: [Int: [DayScore.Charge]] = [:]
        for finding in own {
            for day in findings[finding].days {
                guard let place = places[day.day] else { continue }
                charges[place, default: []].append(
                    DayScore.Charge(finding: finding, points: day.points, counts: false))
            }
        }
        return charges.sorted { $0.key < $1.key }.map { score($0.value, on: days[$0.key]) }
    }

    /// Repeated fetches, polling and hammering of one route are one misuse, so only the largest of them counts.
    private func score(_ charges: [DayScore.Charge], on day: LogDay) -> DayScore {
        var charges = charges.sorted { ($1.points, $0.finding) < ($0.points, $1.finding) }
        var routes: Set<String> = []
        var score = 0
        var counted = 0
        for place in charges.indices where counted < 3 {
            let finding = findings[charges[place].finding]
            switch finding.rule {
            case .repeatedFetch, .polling, .closedDoor:
                guard routes.insert(finding.route).inserted else { continue }
            default: break
            }
            charges[place].counts = true
            score += charges[place].points >> counted
            counted += 1
        }
        return DayScore(day: day, score: min(100, score), charges: charges)
    }

    /// One bad deployment or one outage can never make more than one or two bad days.
    private func keyScore(_ scores: [DayScore]) -> Int {
        let covered = days.filter(\.isCovered).suffix(7)
        guard covered.count >= 3, let first = covered.first else { return 0 }
        let largest = scores.filter { $0.day.isCovered && $0.day.start >= first.start }.map(\.score).sorted(by: >)
        return largest.count >= 3 ? largest[2] : 0
    }
}
