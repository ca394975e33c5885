public import Detection

/// A finding as cases and letters keep it: flat, coded as JSON, and without secrets or personal text.
public struct CaseFinding: Codable, Sendable, Equatable {
    /// One source of requests.
    public struct Client: Codable, Sendable, Equatable {
        /// `192.0.2.0/24`; `nil` for all that are not told apart.
        public var network: String?
        /// The user agent, `nil` where there is none.
        public var agent: String?
        /// Its requests.
        public var requests: Int64
    }

    /// One line that the rule counted.
    public struct Sample: Codable, Sendable, Equatable {
        /// Milliseconds since 1970 UTC.
        public var time: Int64
        /// The file's name, `nil` where it is unknown.
        public var file: String?
        /// The line in the unpacked file, from 1.
        public var line: Int64
        /// The method.
        public var method: String
        /// The target, masked.
        public var target: String
        /// The status of the answer.
        public var status: Int
        /// Bytes of the answer.
        public var bytes: Int64?
    }

    /// What the policy knows of the route, for the advice.
    public struct Route: Codable, Sendable, Equatable {
        /// Whether push exists.
        public var isPushPossible = false
        /// The parameter for incremental lists.
        public var delta: String?
        /// The route that gives many items at once.
        public var bulk: String?
    }

    /// 16 hex digits, the same for the same episode in every run.
    public var id: String
    /// The rule.
    public var rule: RuleName
    /// Whether it is below the rule's threshold: never for a letter of the ladder.
    public var isObservation: Bool
    /// The template of the route, masked; empty where the rule looks at all routes.
    public var route: String
    /// The polled target, masked.
    public var target: String?
    /// When it began: the first sight of it, milliseconds since 1970 UTC.
    public var since: Int64
    /// When it cleared, `nil` if it did not.
    public var ended: Int64?
    /// The figure that fired, and the limit that it broke.
    public var observed: Int64
    /// The limit.
    public var threshold: Int64
    /// Points of the finding.
    public var points: Int
    /// The rule's figures.
    public var figures: [Figure: Int64]
    /// The rule's words: the quota's name, the kind of scan.
    public var words: [Word: String]
    /// Where the worst window begins, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where it ends.
    public var windowEnd: Int64
    /// What a fix would have saved: requests, bytes, milliseconds of server time.
    public var wastedRequests: Int64
    /// Bytes.
    public var wastedBytes: Int64
    /// Milliseconds.
    public var wastedMilliseconds: Int64
    /// Most requests first.
    public var clients: [Client]
    /// Up to 8 lines.
    public var samples: [Sample]
    /// What the policy knows of the route.
    public var policy: Route
    /// What is only a lower bound, `nil` where all figures are exact.
    public var inexact: String?
}

extension CaseFinding {
    /// The names of figures.
    public enum Figure: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
        case calls, excess, tolerated, duplicates, bytes, share, period, jitter, interval, blocks, avoidable, changes
        case pushes, unchanged, limit, night, day, days, minutes, concurrency, peakSecond, peakMinute, milliseconds
        case after429, after503, hours, status, bursts, size, bulkCalls, scans, pageRows, pageLimit, saved, peak, above
        case worstCalls, worstBytes, window
    }

    /// The names of words.
    public enum Word: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
        case quota, per, periodName, scan, worst, basis
    }

    /// The figure, 0 where the rule has none of the name.
    public subscript(_ figure: Figure) -> Int64 { figures[figure] ?? 0 }
}

/// How text from logs is made fit to be kept and shown: masked, and without what steers a reader's program.
public struct Masking: Sendable {
    /// A request target.
    public var target: @Sendable (String) -> String
    /// A route template with its method.
    public var route: @Sendable (String) -> String
    /// A user agent.
    public var agent: @Sendable (String) -> String
    /// A source address, as its network.
    public var network: @Sendable (String) -> String

    /// Makes a masking of its parts.
    public init(
        target: @escaping @Sendable (String) -> String, route: @escaping @Sendable (String) -> String,
        agent: @escaping @Sendable (String) -> String, network: @escaping @Sendable (String) -> String
    ) {
        self.target = target
        self.route = route
        self.agent = agent
        self.network = network
    }
}
