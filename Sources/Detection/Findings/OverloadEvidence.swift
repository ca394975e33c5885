/// The figures of `overload`: the 24 hours with the most minutes in which the API was overloaded and the key principal.
/// All sums are over these minutes.
public struct OverloadEvidence: Codable, Sendable, Equatable {
    /// Such minutes.
    public var minutes: Int64 = 0
    /// The most of them in 60 consecutive minutes.
    public var busiestHour: Int64 = 0
    /// Where the first of them starts and the last ends, milliseconds since 1970 UTC.
    public var firstMinute: Int64 = 0
    /// Where the last of them ends, milliseconds since 1970 UTC.
    public var lastMinute: Int64 = 0
    /// The key's share of all server time, or of all requests, rounded down.
    public var sharePercent: Int64 = 0
    /// Whether the share is one of server time; else the log lacks request times, and it is one of requests.
    public var isServerTime = false
    /// The key's requests.
    public var requests: Int64 = 0
    /// The key's server time, milliseconds: what of its requests lies within these minutes.
    public var serverMilliseconds: Int64 = 0
    /// Bytes of the key's answers.
    public var bytes: Int64 = 0
    /// The most requests of the key in one second.
    public var peakSecond: Int64 = 0
    /// The most in ten consecutive seconds.
    public var peakTenSeconds: Int64 = 0
    /// The most in sixty consecutive seconds.
    public var peakMinute: Int64 = 0
    /// Minutes in which the workers were busy.
    public var overWorkers: Int64 = 0
    /// Minutes with too many requests.
    public var overRequests: Int64 = 0
    /// Minutes with too many server errors.
    public var withErrors: Int64 = 0
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64 = 0
    /// Where the window ends.
    public var windowEnd: Int64 = 0

    /// The starts of all such minutes of the episode, in their order, milliseconds since 1970 UTC; the first
    /// ``mostStressed`` of them. `nil` in findings of versions that did not keep them.
    public var stressed: [Int64]?

    /// Minutes that are kept one by one: those of a week.
    public static let mostStressed = 10_080

    /// Figures of nothing.
    public init() {}

    /// The key's requests that were worked on at the same time, on average, in hundredths; rounded down.
    public var meanConcurrencyPercent: Int64 { serverMilliseconds / (600 * max(1, minutes)) }
}
