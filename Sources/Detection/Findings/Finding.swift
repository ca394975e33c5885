/// The rules by the names that stand in outputs.
public enum RuleName: String, Codable, Sendable, CaseIterable {
    /// Fetching the same unchanged answer again.
    case repeatedFetch = "repeated_fetch"
    /// Asking at short, even intervals where push exists.
    case polling
    /// As many requests by night as by day.
    case roundTheClock = "round_the_clock"
    /// Taking a large part of the API's time while it cannot cope.
    case overload
    /// Asking again while told to wait.
    case ignoredBackoff = "ignored_backoff"
    /// Asking on and on for what is refused.
    case closedDoor = "closed_door"
    /// Fetching a list, and then its items one by one.
    case fanOut = "fan_out"
    /// Reading long lists in a way that costs more than it must.
    case wastefulScan = "wasteful_scan"
    /// Asking for the same thing several times at once.
    case parallelDuplicates = "parallel_duplicates"
    /// More than an agreement allows.
    case quota

    /// The number of the contract's example that the rule belongs to, `nil` for quotas.
    public var clause: Int? {
        switch self {
        case .repeatedFetch: 1
        case .polling, .roundTheClock: 3
        case .overload, .ignoredBackoff, .closedDoor, .fanOut, .wastefulScan, .parallelDuplicates: 2
        case .quota: nil
        }
    }
}

/// The accountable unit: a partner's login and the customer base that it works on.
public struct PartnerKey: Codable, Sendable, Hashable {
    /// The login (or whatever the policy's first key part extracts), `nil` where a line has none.
    public var login: String?
    /// The installation, `nil` for paths without one.
    public var installation: String?

    /// Makes a key of its two parts.
    public init(login: String?, installation: String?) {
        self.login = login
        self.installation = installation
    }
}

/// One episode: a rule, a key, a route and, where the rule has one, a target, from the moment the rule fires until it clears.
public struct Finding: Codable, Sendable, Equatable {
    /// A rule that fired, or its early sight.
    public enum Kind: String, Codable, Sendable {
        /// The rule fired as defined.
        case finding
        /// Seen, below the rule's threshold for a finding; never for a letter.
        case observation
    }

    /// Whether the rule fired or was only near.
    public var kind: Kind
    /// The rule.
    public var rule: RuleName
    /// The accountable partner and base.
    public var key: PartnerKey
    /// The template, `GET /{installation}/Estates/{id}`; empty where the rule looks at all routes of the key.
    public var route: String
    /// The polled URL, unmasked; `nil` where the rule has no target.
    public var target: String?
    /// When the rule fired, milliseconds since 1970 UTC.
    public var started: Int64
    /// When it cleared, `nil` if it did not.
    public var ended: Int64?
    /// When the observation that became this finding started; `nil` for observations.
    public var firstSeen: Int64?
    /// The figure at `started`, in `unit`.
    public var observed: Int64
    /// The limit that the figure broke, in `unit`.
    public var threshold: Int64
    /// What `observed` and `threshold` count, `excess_per_24h`.
    public var unit: String
    /// 0 to 100.
    public var points: Int
    /// The rule's own figures of the episode's worst window.
    public var evidence: Evidence
    /// What the fix would have saved, over the whole episode.
    public var waste: Waste
    /// The source networks and agents, most requests first, at most 16.
    public var clients: [ClientShare]
    /// Up to 8 lines, the first in canonical order that the rule counted.
    public var examples: [Example]
    /// Why the finding does not count: the exemption's reason, or `nil`.
    public var exempt: String?
    /// What the memory limit made a lower bound, `nil` where every figure is exact.
    public var inexact: String?
    /// The points of each local day on which the rule's trigger held, in the order of days; none for quotas, which have
    /// their own letters, for observations and for exempt findings.
    public var days: [DayPoints] = []
}

/// What the fix of a finding would have saved.
public struct Waste: Codable, Sendable, Equatable {
    /// Requests.
    public var requests: Int64 = 0
    /// Bytes of answers.
    public var bytes: Int64 = 0
    /// Server time in milliseconds, 0 where the log has no request times.
    public var serverMilliseconds: Int64 = 0

    /// Makes an amount.
    public init(requests: Int64 = 0, bytes: Int64 = 0, serverMilliseconds: Int64 = 0) {
        self.requests = requests
        self.bytes = bytes
        self.serverMilliseconds = serverMilliseconds
    }
}

/// The requests of one source address with one user agent.
public struct ClientShare: Codable, Sendable, Equatable {
    /// The address as logged (outputs mask it); `nil` for all clients beyond those that are told apart.
    public var address: String?
    /// The user agent as logged, `nil` where there is none.
    public var agent: String?
    /// Requests of this client.
    public var requests: Int64
    /// The start of the first hour (or block) of the episode that holds one, milliseconds since 1970 UTC.
    public var since: Int64

    /// Makes a share.
    public init(address: String?, agent: String?, requests: Int64, since: Int64 = 0) {
        self.address = address
        self.agent = agent
        self.requests = requests
        self.since = since
    }
}

/// One line that a rule counted.
public struct Example: Codable, Sendable, Equatable {
    /// Milliseconds since 1970 UTC.
    public var time: Int64
    /// The position of the file in the order of ``ReportModel/inputs``-like tables; -1 where unknown.
    public var file: Int32
    /// The line's number in the unpacked file, from 1.
    public var line: Int64
    /// The method as sent.
    public var method: String
    /// The target as logged (outputs redact it).
    public var target: String
    /// The status of the answer.
    public var status: Int
    /// Bytes of the answer, `nil` where the line has none.
    public var bytes: Int64?
}

/// The figures of a finding, by rule.
public enum Evidence: Codable, Sendable, Equatable {
    case repeatedFetch(RepeatedFetchEvidence)
    case polling(PollingEvidence)
    case roundTheClock(RoundTheClockEvidence)
    case overload(OverloadEvidence)
    case ignoredBackoff(IgnoredBackoffEvidence)
    case closedDoor(ClosedDoorEvidence)
    case fanOut(FanOutEvidence)
    case wastefulScan(WastefulScanEvidence)
    case parallelDuplicates(ParallelDuplicatesEvidence)
    case quota(QuotaEvidence)
}

/// The figures of `repeated_fetch`: the 24 hours with the most excess.
public struct RepeatedFetchEvidence: Codable, Sendable, Equatable {
    /// One resource that was fetched again and again.
    public struct Resource: Codable, Sendable, Equatable {
        /// The canonical path and query (outputs redact it).
        public var target: String
        /// Whole answers delivered since the resource was first seen, parallel duplicates among them.
        public var fetches: Int64
        /// Those of them beyond the tolerance.
        public var excess: Int64
        /// Bytes of the last answer.
        public var bytes: Int64
        /// Whether every one of these answers had the same content.
        public var isUnchanged: Bool
        /// The first and the last fetch, milliseconds since 1970 UTC.
        public var first: Int64
        /// The last fetch, milliseconds since 1970 UTC.
        public var last: Int64
    }

    /// Fetches F, parallel duplicates among them.
    public var fetches: Int64
    /// Fetches beyond the tolerance, E.
    public var excess: Int64
    /// Repeated fetches within the tolerance, T.
    public var tolerated: Int64
    /// Bytes of the excess.
    public var excessBytes: Int64
    /// Parallel duplicates.
    public var duplicates: Int64
    /// ⌊100·E / (F − dup)⌋.
    public var sharePercent: Int64
    /// Whether at least 80 % of the excess rests on entity tags; else on sizes.
    public var isEntityTag: Bool
    /// Deliveries of the route's objects, `nil` without a log of them.
    public var pushes: Int64?
    /// The resources with the most excess in the episode, at most 8.
    public var resources: [Resource]
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
}

/// The figures of `polling`: the window with the most regular blocks.
public struct PollingEvidence: Codable, Sendable, Equatable {
    /// `true`: five-minute slots within a block (D1); `false`: ten-minute slots over two blocks (D2).
    public var isFirstDetector: Bool
    /// Counted requests.
    public var polls: Int64
    /// Blocks that are regular by either detector.
    public var regularBlocks: Int64
    /// Requests in the regular blocks.
    public var regularPolls: Int64
    /// The length of the regular blocks over their requests, rounded half up.
    public var meanIntervalSeconds: Int64
    /// The poller's period, `nil` where none stands out.
    public var periodSeconds: Int64?
    /// The median distance of the gaps from a multiple of the period.
    public var jitterSeconds: Int64?
    /// Polls that push would have saved.
    public var avoidable: Int64
    /// Content changes seen.
    public var changes: Int64
    /// Deliveries of what was polled, `nil` without a log of them.
    public var pushes: Int64?
    /// Whether push exists, by the policy and by deliveries to the key.
    public var push = PushState.unknown
    /// Answers 304.
    public var notModified: Int64
    /// The policy's shortest interval, seconds.
    public var minIntervalSeconds: Int64
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
}

/// The figures of `round_the_clock`: the flagged day with the most requests.
public struct RoundTheClockEvidence: Codable, Sendable, Equatable {
    /// Requests from midnight to 06:00 local time.
    public var nightRequests: Int64
    /// Requests in the rest of the day.
    public var dayRequests: Int64
    /// The night's rate as percent of the day's, rounded down.
    public var ratioPercent: Int64
    /// Flagged days in the episode.
    public var days: Int64
    /// The local day, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
}
