/// Every threshold and table that the rules use; the defaults are those of the policy.
public struct DetectionOptions: Sendable {
    /// What forms the key.
    public var key: [KeyPart] = [.user, .pathSegment(0)]
    /// A regular expression for path segments that name an installation.
    public var installationPattern = "^[A-Z][A-Z0-9]*$"
    /// Whether a stamp is the start or the end of its request.
    public var logTime = LogTime.end
    /// How URLs are made comparable.
    public var url = URLOptions()
    /// In the order of the policy: the first match wins.
    public var routes: [RouteRule] = []
    /// Thresholds of rule A.
    public var repeatedFetch = RepeatedFetchOptions()
    /// Thresholds of rule B.
    public var polling = PollingOptions()
    /// Thresholds of traffic by night as by day.
    public var roundTheClock = RoundTheClockOptions()
    /// What the API can bear.
    public var capacity = CapacityOptions()
    /// Thresholds of loading the API while it cannot cope.
    public var overload = OverloadOptions()
    /// Thresholds of asking again while told to wait.
    public var ignoredBackoff = IgnoredBackoffOptions()
    /// Thresholds of hammering on errors.
    public var closedDoor = ClosedDoorOptions()
    /// Thresholds of fetching items one by one.
    public var fanOut = FanOutOptions()
    /// Thresholds of reading lists page by page.
    public var wastefulScan = WastefulScanOptions()
    /// Thresholds of asking several times at once.
    public var parallelDuplicates = ParallelDuplicatesOptions()
    /// Limits of agreements, at most ``Quota/most``.
    public var quotas: [Quota] = []
    /// Findings that do not count; the first that matches gives the reason.
    public var exemptions: [Exemption] = []
    /// Whether the lines hold deliveries by push, so that a key's own deliveries say whether push works.
    public var hasPushLog = false
    /// How long a key is new, seconds from its first line: until then `overload` only observes, and `fan_out` takes what it
    /// does for its initial import. 0 without a ledger, which alone knows since when a key is there.
    public var newKeySeconds = 0
    /// Whether sums by hour, key and route are kept for reports.
    public var keepsRollUps = false
    /// What makes a short text of a secret, the same for the same secret, that tells nothing of it.
    public var digest: @Sendable (String) -> String = { _ in "hidden" }
    /// Print every finding as an observation (for the person on call, never for a letter).
    public var observationsOnly = false

    /// The defaults.
    public init() {}
}

/// One part of the key.
public enum KeyPart: Sendable, Equatable {
    /// The authenticated user.
    case user
    /// A path segment, counted from 0; the first is the installation, any other a part of the login.
    case pathSegment(Int)
    /// The client's address.
    case address
    /// The user agent.
    case agent
    /// A query parameter.
    case queryParameter(String)
    /// A field of the line: its name, and its place in ``AccessRecord/custom``.
    case field(String, Int)
}

/// What a stamp means.
public enum LogTime: String, Sendable, CaseIterable {
    case start, end
}

/// How URLs are made comparable.
public struct URLOptions: Sendable {
    /// Fold the case of paths (only where the server ignores it).
    public var caseInsensitivePaths = false
    /// Query parameters that are dropped, beside the ids that proxies append.
    public var cacheBusters = ["_", "cb", "cachebuster", "nonce", "rand", "rnd"]
    /// Query parameters whose values do not tell poll targets apart.
    public var volatileParameters = [
        "changedSince", "changedAfter", "modifiedSince", "modifiedAfter", "updatedSince", "updatedAfter", "since",
        "after",
        "from", "to", "cursor", "continuationToken", "skiptoken", "ts", "timestamp",
    ]

    /// The defaults.
    public init() {}
}

/// Whether push exists for a route.
public enum PushState: String, Codable, Sendable, CaseIterable {
    /// Deliveries arrive.
    case active
    /// It could be subscribed to.
    case available
    /// As `available`, and a delivery carries the whole content: it is not fetched afterwards.
    case fat
    /// Nobody has said; polling gives observations only.
    case unknown
    /// There is none: polling is all that can be done.
    case none

    /// Whether polling can be held against anybody.
    public var isPossible: Bool { self != .unknown && self != .none }
}

/// What tells one content of a resource from another.
public enum FingerprintMode: String, Sendable, CaseIterable {
    /// The entity tag where logged, else the size.
    case auto
    /// Nothing does: rule A does not apply to the route.
    case none
}

/// One entry of the policy's `routes`.
public struct RouteRule: Sendable {
    /// The pattern as written, `GET /{installation}/Estates/{id}`; findings carry it as their route.
    public var match: String
    /// Whether push exists; unknown gives observations only.
    public var push = PushState.unknown
    /// The parameter that makes incremental lists, for the advice.
    public var delta: String?
    /// The route that gives many items at once.
    public var bulk: String?
    /// The largest page that the route gives.
    public var maxPage: Int?
    /// `false` takes lines from the rules, not from the totals or the writes.
    public var watch = true
    /// What tells contents apart.
    public var fingerprint = FingerprintMode.auto
    /// A shortest interval of its own, seconds.
    public var minIntervalSeconds: Int?
    /// A POST that only searches.
    public var isSafePost = false

    /// Makes a rule for a pattern, with every attribute at its default.
    public init(match: String) { self.match = match }
}

/// Thresholds of `repeated_fetch`.
public struct RepeatedFetchOptions: Sendable {
    /// Repeated fetches of one resource that are free in 24 hours; 0 is none.
    public var freePerDay = 3
    /// Excess in 24 hours that makes a finding.
    public var excess = 100
    /// Excess as a share of fetches.
    public var sharePercent = 50
    /// The share where entity tags prove at least 80 % of the excess.
    public var etagSharePercent = 25
    /// Excess that makes a finding at a smaller share.
    public var heavyExcess = 10_000
    /// That share.
    public var heavySharePercent = 20

    /// The defaults.
    public init() {}
}

/// Thresholds of `polling`.
public struct PollingOptions: Sendable {
    /// The shortest interval that is not "short", seconds.
    public var minIntervalSeconds = 300
    /// Regular blocks that make a finding …
    public var sustained = 6
    /// … out of so many.
    public var window = 24

    /// The defaults.
    public init() {}
}

/// Thresholds of `round_the_clock`.
public struct RoundTheClockOptions: Sendable {
    /// Requests of a local day at least.
    public var requests = 240
    /// The night's rate as percent of the day's at least.
    public var ratioPercent = 70

    /// The defaults.
    public init() {}
}

/// Findings that are printed but never count.
public struct Exemption: Sendable {
    /// `nil` is every login.
    public var login: String?
    /// `nil` is every installation.
    public var installation: String?
    /// `nil` is every rule.
    public var rule: RuleName?
    /// Findings that start at this instant or later are not exempt; milliseconds since 1970 UTC.
    public var until: Int64?
    /// Printed with the finding.
    public var reason: String
    /// Who answers for the exemption.
    public var owner: String?

    /// Makes an exemption.
    public init(
        login: String?, installation: String? = nil, rule: RuleName? = nil, until: Int64? = nil, reason: String,
        owner: String? = nil
    ) {
        self.login = login
        self.installation = installation
        self.rule = rule
        self.until = until
        self.reason = reason
        self.owner = owner
    }
}
