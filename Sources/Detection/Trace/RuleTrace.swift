/// One rule on one route and target of one key: what it saw, how near it came, and when it fired.
public struct RuleTrace: Sendable {
    /// What a trace is of.
    public struct Subject: Sendable, Hashable {
        /// The rule.
        public var rule: RuleName
        /// The template; empty where the rule has no route.
        public var route: String
        /// The polled URL, unmasked, or the quota's name.
        public var target: String?
        /// What else tells episodes apart, a closed door's status.
        public var detail: String?
    }

    /// Hours of one kind and reason.
    public struct Tally: Sendable, Equatable {
        /// What the hours are.
        public var kind: Evaluation.Hour.Kind
        /// Why.
        public var reason: String
        /// How many there are.
        public var hours: Int64
    }

    /// From the moment that the rule fired on.
    public struct Episode: Sendable {
        /// When, milliseconds since 1970 UTC.
        public var started: Int64
        /// The worst window: what the finding's evidence describes.
        public var worst: Evaluation
    }

    /// The nearest evaluation of one local day.
    public struct Day: Sendable {
        /// The local day's start, milliseconds since 1970 UTC.
        public var start: Int64
        /// What came nearest to firing on it.
        public var nearest: Evaluation
    }

    /// What it is of.
    public let subject: Subject
    /// How often the rule looked.
    public private(set) var evaluations: Int64 = 0
    /// The hours of the log by what they were, in order of first appearance.
    public private(set) var tallies: [Tally] = []
    /// What came nearest to firing; the earliest of equals.
    public private(set) var nearest: Evaluation?
    /// The hours of the window of ``nearest``, for rules that count hours.
    public private(set) var nearestHours: [Evaluation.Hour] = []
    /// One entry for each local day with an evaluation.
    public private(set) var days: [Day] = []
    /// The times that the rule fired.
    public private(set) var episodes: [Episode] = []
    /// Every evaluation of the day that was asked for.
    public private(set) var hours: [Evaluation] = []
    /// The hours of the present window.
    private var recent: [Evaluation.Hour] = []

    init(_ subject: Subject) { self.subject = subject }

    /// Takes one evaluation; `episode` is when the episode started that is open then, or ends with it.
    mutating func note(_ evaluation: Evaluation, episode: Int64?, day: Int64, isAskedFor: Bool) {
        evaluations += 1
        if let hour = evaluation.hour { note(hour, evaluation) }
        if nearest.map({ $0.isExceeded(by: evaluation) }) ?? true {
            nearest = evaluation
            nearestHours = recent
        }
        if let place = days.lastIndex(where: { $0.start == day }) {
            if days[place].nearest.isExceeded(by: evaluation) { days[place].nearest = evaluation }
        } else {
            days.append(Day(start: day, nearest: evaluation))
        }
        if let episode { extend(episode, evaluation) }
        if isAskedFor { hours.append(evaluation) }
    }

    private mutating func extend(_ started: Int64, _ evaluation: Evaluation) {
        if episodes.last?.started != started {
            episodes.append(Episode(started: started, worst: evaluation))
        } else if episodes[episodes.count - 1].worst.size < evaluation.size {
            episodes[episodes.count - 1].worst = evaluation
        }
    }

    private mutating func note(_ hour: Evaluation.Hour, _ evaluation: Evaluation) {
        recent.removeAll { $0.start < evaluation.windowStart }
        if let reason = evaluation.liftsHourBefore, let last = recent.last, last.end == hour.start,
            last.kind != .counts
        {
            count(last, -1)
            recent[recent.count - 1].kind = .counts
            recent[recent.count - 1].reason = reason
            count(recent[recent.count - 1], 1)
        }
        recent.append(hour)
        count(hour, 1)
    }

    private mutating func count(_ hour: Evaluation.Hour, _ amount: Int64) {
        if let place = tallies.firstIndex(where: { $0.kind == hour.kind && $0.reason == hour.reason }) {
            tallies[place].hours += amount
        } else {
            tallies.append(Tally(kind: hour.kind, reason: hour.reason, hours: amount))
        }
    }
}
