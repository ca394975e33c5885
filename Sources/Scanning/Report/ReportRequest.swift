public import Policy
public import Reports

/// What a report of a period is asked to tell.
public struct ReportRequest: Sendable {
    /// The policy that names partners, quotas and agreements.
    public var policy: Policy
    /// The period, `nil` for all that the ledger or the logs hold.
    public var period: ReportPeriod?
    /// The partner whose page it is: an identifier of the register, or a login.
    public var partner: String?
    /// Whether addresses are shown whole.
    public var showsAddresses = false
    /// The program's version, for reports straight from logs.
    public var version = ""
    /// The policy that holds, as text; its digest stands in reports straight from logs.
    public var policyText = ""

    /// Makes a request for everything.
    public init(policy: Policy) { self.policy = policy }
}
