/// What a rule says of itself, paragraph by paragraph: `explain` and the documentation print it.
public struct RuleText: Sendable, Equatable {
    /// What the rule means, in one sentence for people.
    public let sentence: String
    /// The trigger.
    public let firesWhen: String
    /// What speaks against it.
    public let doesNotFireWhen: String
    /// What a finding shows.
    public let evidence: String
    /// The thresholds of the shipped policy.
    public let defaults: String
}

extension RuleName {
    /// What the rule says of itself.
    public var text: RuleText {
        switch self {
        case .repeatedFetch: RepeatedFetchRule.text
        case .polling: PollingRule.text
        case .roundTheClock: RoundTheClockRule.text
        case .overload: OverloadRule.text
        case .ignoredBackoff: IgnoredBackoffRule.text
        case .closedDoor: ClosedDoorRule.text
        case .fanOut: FanOutRule.text
        case .wastefulScan: WastefulScanRule.text
        case .parallelDuplicates: ParallelDuplicatesRule.text
        case .quota: QuotaRule.text
        }
    }
}
