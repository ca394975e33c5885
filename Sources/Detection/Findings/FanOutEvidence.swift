/// The figures of `fan_out`: the 24 hours with the most requests of fan-outs.
public struct FanOutEvidence: Codable, Sendable, Equatable {
    /// Fan-outs that ended in the window.
    public var fanOuts: Int64 = 0
    /// Requests of fan-outs in the window.
    public var requests: Int64 = 0
    /// Requests of the fan-outs that ended in the window, also of those that had come before it.
    public var size: Int64 = 0
    /// Calls that the bulk endpoint would have needed for them: one a fan-out, more where the policy knows its largest page.
    public var bulkCalls: Int64 = 0
    /// All requests of the key in the window.
    public var keyRequests: Int64 = 0
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64 = 0
    /// Where the window ends.
    public var windowEnd: Int64

    /// Figures of nothing, of a window that ends then.
    public init(windowEnd: Int64) { self.windowEnd = windowEnd }

    /// Requests of a fan-out on average, rounded down.
    public var meanSize: Int64 { size / max(1, fanOuts) }
    /// The share of the key's requests, rounded down.
    public var sharePercent: Int64 { 100 * requests / max(1, keyRequests) }
}
