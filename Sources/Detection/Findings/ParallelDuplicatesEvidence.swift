/// The figures of `parallel_duplicates`: the 24 hours with the most duplicates.
public struct ParallelDuplicatesEvidence: Codable, Sendable, Equatable {
    /// Fetches of what was delivered less than two seconds before, or was still on its way.
    public var duplicates: Int64
    /// All fetches of the key on the route, the duplicates among them.
    public var fetches: Int64
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64

    /// The share of the duplicates, rounded down.
    public var sharePercent: Int64 { 100 * duplicates / max(1, fetches) }
}
