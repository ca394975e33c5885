/// Thresholds of `fan_out`.
public struct FanOutOptions: Sendable, Equatable {
    /// Requests of fan-outs in 24 hours that make a finding.
    public var requests = 1000
    /// Their least share of the key's requests.
    public var sharePercent = 50
    /// Fan-outs that they must at least come from.
    public var fanOuts = 2
    /// Different items that a burst must at least ask for.
    public var ids = 20
    /// The longest pause within a burst, seconds.
    public var gapSeconds = 10
    /// The longest time between the list and its burst, seconds.
    public var afterListSeconds = 60
    /// Query parameters that name the wanted items; such requests are no part of a fan-out.
    public var idParameters = ["id", "ids", "id__in"]

    /// The defaults.
    public init() {}
}
