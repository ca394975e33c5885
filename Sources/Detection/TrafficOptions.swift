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
