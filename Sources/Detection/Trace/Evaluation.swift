/// What a rule saw when it looked at a key once: at the end of an hour, a block or a day, or at the stamp of a quota.
public struct Evaluation: Sendable, Equatable {
    /// One way in which the rule fires: all of its conditions hold.
    public struct Way: Sendable, Equatable {
        /// The name in JSON, `normal`.
        public let name: String
        /// Every number of the trigger.
        public let conditions: [Condition]

        /// Whether all of them hold.
        public var fires: Bool { conditions.allSatisfy(\.isMet) }

        /// The farthest condition decides, then their sum.
        var nearness: (least: Int64, sum: Int64) {
            conditions.reduce((1000, 0)) { (min($0.0, $1.progress), $0.1 + $1.progress) }
        }
    }

    /// A figure that decides nothing by itself.
    public struct Figure: Sendable, Equatable {
        /// The name in JSON, that of the evidence.
        public let name: String
        /// What it counts, in words.
        public let label: String
        /// How many.
        public let value: Int64
    }

    /// What the hour (block, day) just ended was for the rule.
    public struct Hour: Sendable, Equatable {
        /// Whether it speaks for the rule, against it, or cannot tell.
        public enum Kind: String, Sendable {
            /// It counts towards the trigger.
            case counts
            /// It does not.
            case misses
            /// It cannot tell.
            case notEvaluable = "not_evaluable"
        }

        /// Milliseconds since 1970 UTC.
        public var start: Int64
        /// Where it ends.
        public var end: Int64
        /// What it is.
        public var kind: Kind
        /// Why, in a few words that follow a number of hours: `with fewer than 24 requests`.
        public var reason: String
        /// Its own numbers.
        public var conditions: [Condition]
    }

    /// The hour just ended, `nil` for rules whose hours do not count one by one.
    public var hour: Hour?
    /// Whether the hour makes the one before it count as well (pairs of rule B).
    public var liftsHourBefore: String?
    /// The instant that says which local day the evaluation belongs to.
    public var moment: Int64
    /// The window that was looked at, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
    /// The ways to fire; one that holds is enough.
    public var ways: [Way]
    /// Further figures.
    public var figures: [Figure] = []
    /// Why the rule cannot fire here whatever the figures are, in a clause: `push is unknown for the route`.
    public var obstacle: String?
    /// What weakens the figures, in a clause: sizes that prove nothing.
    public var remark: String?
    /// What the policy would have to say for the obstacle to go, `push: available`.
    public var remedy: String?
    /// How bad the window is, by the order in which the rule picks the window of its evidence.
    var size: (Int64, Int64) = (0, 0)
    /// What tells evaluations apart that came equally near.
    var weight: (Int64, Int64) = (0, 0)

    init(moment: Int64, window: Range<Int64>, ways: [Way]) {
        self.moment = moment
        windowStart = window.lowerBound
        windowEnd = window.upperBound
        self.ways = ways
    }

    /// Whether the trigger holds.
    public var fires: Bool { obstacle == nil && ways.contains(where: \.fires) }

    /// The way that is nearest to firing; the first of equals.
    public var nearestWay: Way? {
        var best: Way?
        for way in ways {
            guard let known = best else {
                best = way
                continue
            }
            if known.nearness < way.nearness { best = way }
        }
        return best
    }

    /// Whether another evaluation is nearer to firing than this one.
    public func isExceeded(by other: Evaluation) -> Bool {
        if fires != other.fires { return other.fires }
        if (obstacle == nil) != (other.obstacle == nil) { return obstacle != nil }
        let (mine, its) = (nearestWay?.nearness ?? (0, 0), other.nearestWay?.nearness ?? (0, 0))
        if mine != its { return mine < its }
        return size == other.size ? weight < other.weight : size < other.size
    }

    /// Two evaluations are equal where everything that outputs show is.
    public static func == (left: Evaluation, right: Evaluation) -> Bool {
        left.hour == right.hour && left.moment == right.moment && left.windowStart == right.windowStart
            && left.windowEnd == right.windowEnd && left.ways == right.ways && left.figures == right.figures
            && left.obstacle == right.obstacle && left.remark == right.remark
    }
}
