/// The figures of `quota`: the period or the window with the most units.
public struct QuotaEvidence: Codable, Sendable, Equatable {
    /// The quota's name in the policy.
    public var name: String
    /// Whom the limit is for.
    public var scope: Quota.Scope
    /// The window of the limit, `calendar month` or `1d`.
    public var per: String
    /// `2026-03-29` or `2026-03`, `nil` for sliding windows.
    public var period: String?
    /// The most units that are allowed.
    public var limit: Int64
    /// The largest sum of units.
    public var peak: Int64 = 0
    /// Units above the limit, over the whole episode.
    public var above: Int64 = 0
    /// Units at the end of the running calendar period at its present rate; `nil` before a quarter of it has passed, for
    /// periods that are over, and for sliding windows.
    public var projected: Int64?
    /// The window, milliseconds since 1970 UTC; a sliding one is open at its start.
    public var windowStart: Int64 = 0
    /// Where the window ends.
    public var windowEnd: Int64 = 0

    /// The figures of a quota before anything was counted.
    public init(_ quota: Quota) {
        name = quota.name
        scope = quota.scope
        per = quota.period.description
        limit = quota.limit
    }
}
