/// The figures of `ignored_backoff`: the window with the most premature requests.
public struct IgnoredBackoffEvidence: Codable, Sendable, Equatable {
    /// Premature requests after a 429, which asked the whole key to wait.
    public var after429: Int64 = 0
    /// Premature requests after a 503, which asked for its route; without those of hours in which the API was in trouble.
    public var after503: Int64 = 0
    /// All requests of the key.
    public var requests: Int64 = 0
    /// Hours that met the rule's numbers.
    public var badHours: Int64 = 0
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64 = 0
    /// Where the window ends.
    public var windowEnd: Int64

    /// Figures of nothing, of a window that ends then.
    public init(windowEnd: Int64) { self.windowEnd = windowEnd }

    /// Premature requests.
    public var premature: Int64 { after429 + after503 }
    /// Their share of all requests of the key, rounded down.
    public var sharePercent: Int64 { 100 * premature / max(1, requests) }
}
