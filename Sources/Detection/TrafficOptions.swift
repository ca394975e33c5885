/// Thresholds of `ignored_backoff`.
public struct IgnoredBackoffOptions: Sendable, Equatable {
    /// Requests within a waiting time that make a bad hour.
    public var premature = 200
    /// Their least share of the key's requests.
    public var sharePercent = 20
    /// Bad hours that make a finding …
    public var sustained = 2
    /// … out of so many.
    public var window = 24
    /// So many in one hour make a finding alone.
    public var heavyPremature = 2000
    /// The waiting time where the log has no Retry-After, seconds.
    public var waitSeconds = 10
    /// The field of the line that holds Retry-After in seconds: its name, `nil` where the log has none.
    public var retryAfterField: String?
    /// The place of that field in `AccessRecord.custom`.
    public var retryAfterPlace: Int?

    /// The defaults.
    public init() {}
}

/// Thresholds of `closed_door`.
public struct ClosedDoorOptions: Sendable, Equatable {
    /// Refused requests that make a bad hour.
    public var requests = 300
    /// Their least share of the requests on the route.
    public var sharePercent = 90
    /// Bad hours that make a finding …
    public var sustained = 6
    /// … out of so many.
    public var window = 24

    /// The defaults.
    public init() {}
}
