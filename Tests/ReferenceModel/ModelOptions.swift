/// Every threshold and table that the modelled rules use; the defaults are those of the policy.
public struct ModelOptions: Sendable, Equatable {
    /// What a stamp means.
    public enum LogTime: Sendable, Equatable {
        /// The request was received.
        case start
        /// The request had ended.
        case end
    }

    /// Which end of a request its stamp is.
    public var logTime = LogTime.end
    /// Query parameters that are dropped, beside the ids that proxies append.
    public var cacheBusters = ["_", "cb", "cachebuster", "nonce", "rand", "rnd"]
    /// Query parameters whose values do not tell poll targets apart.
    public var volatileParameters = [
        "changedSince", "changedAfter", "modifiedSince", "modifiedAfter", "updatedSince", "updatedAfter", "since",
        "after",
        "from", "to", "cursor", "continuationToken", "skiptoken", "ts", "timestamp",
    ]
    /// In the order of the policy: the first match wins.
    public var routes: [ModelRoute] = []
    /// Limits of agreements.
    public var quotas: [ModelQuota] = []

    /// `repeated_fetch.free_per_day`; 0 means that nothing is free.
    public var freePerDay: Int64 = 3
    /// `repeated_fetch.excess`.
    public var excess: Int64 = 100
    /// `repeated_fetch.share`, percent.
    public var sharePercent: Int64 = 50
    /// `repeated_fetch.etag_share`, percent.
    public var etagSharePercent: Int64 = 25
    /// `repeated_fetch.heavy_excess`.
    public var heavyExcess: Int64 = 10_000
    /// `repeated_fetch.heavy_share`, percent.
    public var heavySharePercent: Int64 = 20

    /// `polling.min_interval`, seconds.
    public var minIntervalSeconds: Int64 = 300
    /// The n of `polling.sustained: n of m`.
    public var sustained: Int64 = 6
    /// The m of `polling.sustained: n of m`, at most 24.
    public var sustainedWindow: Int64 = 24

    /// `ignored_backoff.premature`.
    public var backoffPremature: Int64 = 200
    /// `ignored_backoff.share`, percent.
    public var backoffSharePercent: Int64 = 20
    /// The n of `ignored_backoff.sustained: n of m`.
    public var backoffSustained: Int64 = 2
    /// The m of `ignored_backoff.sustained: n of m`.
    public var backoffWindow: Int64 = 24
    /// `ignored_backoff.heavy_premature`.
    public var backoffHeavyPremature: Int64 = 2_000
    /// `ignored_backoff.wait`, seconds.
    public var backoffWaitSeconds: Int64 = 10
    /// The place of Retry-After in ``ModelLine/fields``.
    public var retryAfterField: Int?

    /// `capacity` and `overload`.
    public var overload = ModelOverload()

    /// `closed_door.requests`.
    public var closedDoorRequests: Int64 = 300
    /// `closed_door.share`, percent.
    public var closedDoorSharePercent: Int64 = 90
    /// The n of `closed_door.sustained: n of m`.
    public var closedDoorSustained: Int64 = 6
    /// The m of `closed_door.sustained: n of m`.
    public var closedDoorWindow: Int64 = 24

    /// `fan_out.requests`.
    public var fanOutRequests: Int64 = 1_000
    /// How long a key is new, milliseconds from its first line; 0 without a ledger.
    public var newKey: Int64 = 0
    /// `fan_out.share`, percent.
    public var fanOutSharePercent: Int64 = 50
    /// `fan_out.fan_outs`.
    public var fanOutCount: Int64 = 2
    /// `fan_out.ids`.
    public var fanOutIDs = 20
    /// `fan_out.gap`, milliseconds.
    public var fanOutGap: Int64 = 10_000
    /// `fan_out.after_list`, milliseconds.
    public var fanOutAfterList: Int64 = 60_000

    /// `wasteful_scan.tiny_pages`.
    public var tinyPages: Int64 = 1_000
    /// `wasteful_scan.tiny_part`.
    public var tinyPart: Int64 = 10
    /// `wasteful_scan.full_scans`.
    public var fullScans: Int64 = 4
    /// `wasteful_scan.pages`.
    public var walkPages: Int64 = 20
    /// `wasteful_scan.gap`, milliseconds.
    public var walkGap: Int64 = 60_000

    /// `parallel_duplicates.duplicates`.
    public var duplicates: Int64 = 1_000
    /// `parallel_duplicates.share`, percent.
    public var duplicateSharePercent: Int64 = 10

    /// Requests of a day that `round_the_clock` needs.
    public var roundTheClockRequests: Int64 = 240
    /// The rate by night as a share of the rate by day, percent.
    public var roundTheClockRatioPercent: Int64 = 70
    /// The contract zone, by its name in the time zone database.
    public var timeZone = "Europe/Oslo"

    /// Lines before this instant do not count; milliseconds since 1970 UTC.
    public var since: Int64?
    /// Lines at this instant or later do not count; milliseconds since 1970 UTC.
    public var until: Int64?

    /// The defaults.
    public init() {}
}

/// The capacity of the API and the thresholds of `overload`.
public struct ModelOverload: Sendable, Equatable {
    /// `capacity.workers`.
    public var workers: Int64?
    /// `capacity.max_rps`.
    public var maxRps: Int64?
    /// `load`, percent.
    public var loadPercent: Int64 = 80
    /// `errors`.
    public var errors: Int64 = 20
    /// `error_share`, percent.
    public var errorSharePercent: Int64 = 5
    /// `share`, percent.
    public var sharePercent: Int64 = 25
    /// `surge`.
    public var surge: Int64 = 2
    /// `minutes`.
    public var minutes: Int64 = 10
    /// `day_minutes`.
    public var dayMinutes: Int64 = 30
    /// `longest_request`, milliseconds.
    public var longest: Int64 = 3_600_000
    /// `maintenance`, milliseconds since 1970 UTC.
    public var maintenance: [Range<Int64>] = []

    /// The defaults.
    public init() {}
}

/// One entry of the policy's `routes`.
public struct ModelRoute: Sendable, Equatable {
    /// Whether push exists for a route.
    public enum Push: Sendable, Equatable, CaseIterable {
        case active, available, unknown, none
    }

    /// The pattern as written, `GET /{installation}/Estates/{id}`.
    public var match: String
    /// Whether push exists for the route.
    public var push: Push
    /// `false` takes lines from the rules, not from the writes.
    public var watch: Bool
    /// `false` is `fingerprint: none`: rule A does not apply.
    public var hasFingerprint: Bool
    /// A shortest interval of its own, seconds.
    public var minIntervalSeconds: Int64?
    /// A POST that only searches.
    public var isSafePost: Bool
    /// The route that gives many items at once.
    public var bulk: String?
    /// The largest page that the route gives.
    public var maxPage: Int64?
    /// The parameter that makes incremental lists.
    public var delta: String?

    /// Makes a route; what is left out has the policy's default.
    public init(
        _ match: String, push: Push = .unknown, watch: Bool = true, hasFingerprint: Bool = true,
        minIntervalSeconds: Int64? = nil, isSafePost: Bool = false
    ) {
        self.match = match
        self.push = push
        self.watch = watch
        self.hasFingerprint = hasFingerprint
        self.minIntervalSeconds = minIntervalSeconds
        self.isSafePost = isSafePost
    }
}
