/// What roll-ups add up to.
public struct TrafficSums: Codable, Sendable, Equatable {
    /// Requests.
    public var requests: Int64 = 0
    /// Bytes of answers.
    public var bytes: Int64 = 0
    /// Server time, milliseconds; 0 where the log has no request times.
    public var serverMilliseconds: Int64 = 0
    /// Answers 304.
    public var notModified: Int64 = 0
    /// Answers 4xx without 429.
    public var clientErrors: Int64 = 0
    /// Answers 5xx.
    public var serverErrors: Int64 = 0
    /// Answers 429.
    public var throttled: Int64 = 0
    /// Fetches beyond the tolerance of `repeated_fetch`.
    public var excess: Int64 = 0
    /// Their bytes.
    public var excessBytes: Int64 = 0

    /// Makes sums of nothing.
    public init() {}

    /// Makes sums.
    public init(
        requests: Int64, bytes: Int64, serverMilliseconds: Int64, notModified: Int64 = 0, clientErrors: Int64 = 0,
        serverErrors: Int64 = 0, throttled: Int64 = 0, excess: Int64 = 0, excessBytes: Int64 = 0
    ) {
        self.requests = requests
        self.bytes = bytes
        self.serverMilliseconds = serverMilliseconds
        self.notModified = notModified
        self.clientErrors = clientErrors
        self.serverErrors = serverErrors
        self.throttled = throttled
        self.excess = excess
        self.excessBytes = excessBytes
    }

    /// Adds other sums; what cannot be held stays at the largest number.
    public static func += (left: inout TrafficSums, right: TrafficSums) {
        left.requests.addClamped(right.requests)
        left.bytes.addClamped(right.bytes)
        left.serverMilliseconds.addClamped(right.serverMilliseconds)
        left.notModified.addClamped(right.notModified)
        left.clientErrors.addClamped(right.clientErrors)
        left.serverErrors.addClamped(right.serverErrors)
        left.throttled.addClamped(right.throttled)
        left.excess.addClamped(right.excess)
        left.excessBytes.addClamped(right.excessBytes)
    }
}

extension Int64 {
    /// Adds, and stays at the largest number where the sum cannot be held.
    mutating func addClamped(_ other: Int64) {
        let (sum, overflow) = addingReportingOverflow(other)
        self = overflow ? .max : sum
    }
}
