/// What to trace.
public struct TraceRequest: Sendable {
    /// A login, for all its installations, or `login/INSTALLATION`; `login/` is what names no installation.
    public var key: String
    /// The only rule to trace, `nil` for all.
    public var rule: RuleName?
    /// The local day whose evaluations are all kept, milliseconds since 1970 UTC.
    public var day: Range<Int64>?

    /// Asks for a key.
    public init(key: String, rule: RuleName? = nil, day: Range<Int64>? = nil) {
        self.key = key
        self.rule = rule
        self.day = day
    }

    /// Whether a key is asked for.
    func matches(_ key: PartnerKey) -> Bool {
        let login = key.login ?? ""
        return self.key == login || self.key == "\(login)/\(key.installation ?? "")"
    }
}

/// What every rule saw of one key.
public struct KeyTrace: Sendable {
    /// A target that was never asked often enough to be counted.
    public struct ColdTarget: Sendable, Equatable {
        /// Its route.
        public var route: String
        /// The target, unmasked.
        public var target: String
        /// Requests in its busiest block.
        public var requests: Int64
        /// The start of that block, milliseconds since 1970 UTC.
        public var start: Int64
        /// Where the block ends.
        public var end: Int64
    }

    /// A route of the policy that the key used.
    public struct UsedRoute: Sendable, Equatable {
        /// Its place in the policy's routes.
        public var route: Int
        /// Requests of the key.
        public var requests: Int64
    }

    /// The key.
    public let key: PartnerKey
    /// In order of first appearance.
    public internal(set) var rules: [RuleTrace] = []
    /// The busiest target of each route on which none was admitted by rule B.
    public internal(set) var coldTargets: [ColdTarget] = []
    /// Routes of the policy, by their place.
    public internal(set) var usedRoutes: [UsedRoute] = []
    /// Further targets and routes that could not be followed one by one.
    public internal(set) var unfollowed: Int64 = 0
    var places: [RuleTrace.Subject: Int] = [:]

    /// Traces that are followed for a key at most.
    static let most = 4096
}

/// Requests of rule B that admit a target, for outputs.
extension KeyTrace {
    /// A target is counted from the block on that follows one with so many requests.
    public static var admission: Int64 { Int64(PollingRule.admission) }
}
