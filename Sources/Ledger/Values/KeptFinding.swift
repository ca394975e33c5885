public import Detection

/// A finding as it is kept: the columns to ask by, and the whole of it as JSON.
public struct KeptFinding: Sendable, Equatable {
    /// 16 hex digits; the same episode has the same one in every run.
    public var id: String
    /// Whether the rule fired or was only near.
    public var kind: Finding.Kind
    /// The rule.
    public var rule: RuleName
    /// Whose it is.
    public var key: PartnerKey
    /// The route's template; empty where the rule looks at all routes.
    public var route: String
    /// The polled URL, `nil` where the rule has none.
    public var target: String?
    /// When the rule fired, milliseconds since 1970 UTC.
    public var started: Int64
    /// When it cleared, `nil` while it is open.
    public var ended: Int64?
    /// 0 to 100.
    public var points: Int
    /// The points of each local day.
    public var days: [DayPoints]
    /// The whole finding as JSON text, as the caller writes it.
    public var json: String

    /// Takes the columns from a finding.
    public init(_ finding: Finding, id: String, json: String) {
        self.init(
            id: id, kind: finding.kind, rule: finding.rule, key: finding.key, route: finding.route,
            target: finding.target, started: finding.started, ended: finding.ended, points: finding.points,
            days: finding.days, json: json)
    }

    init(
        id: String, kind: Finding.Kind, rule: RuleName, key: PartnerKey, route: String, target: String?,
        started: Int64, ended: Int64?, points: Int, days: [DayPoints], json: String
    ) {
        self.id = id
        self.kind = kind
        self.rule = rule
        self.key = key
        self.route = route
        self.target = target
        self.started = started
        self.ended = ended
        self.points = points
        self.days = days
        self.json = json
    }
}
