/// Thresholds of `parallel_duplicates`.
public struct ParallelDuplicatesOptions: Sendable, Equatable {
    /// Duplicates in 24 hours that make an observation.
    public var duplicates = 1000
    /// Their least share of the route's fetches.
    public var sharePercent = 10

    /// The defaults.
    public init() {}
}
