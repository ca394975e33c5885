public import Detection

/// What one key did on one route in one hour (or one local day).
public struct HourlyRollUp: Sendable, Hashable {
    /// The start of the hour, or of the local day, milliseconds since 1970 UTC.
    public var hour: Int64
    /// Whose requests these are.
    public var key: PartnerKey
    /// The route's template, `GET /{installation}/Estates`.
    public var route: String
    /// The sums.
    public var counts: RollUpCounts

    /// Makes a roll-up.
    public init(hour: Int64, key: PartnerKey, route: String, counts: RollUpCounts) {
        self.hour = hour
        self.key = key
        self.route = route
        self.counts = counts
    }
}

/// Sums over requests.
public struct RollUpCounts: Sendable, Hashable {
    /// Requests.
    public var requests: Int64
    /// Bytes of their answers.
    public var bytes: Int64
    /// Server time in milliseconds, 0 where the log has no request times.
    public var serverMilliseconds: Int64
    /// Answers 304.
    public var notModified: Int64
    /// Answers 4xx without 429.
    public var clientErrors: Int64
    /// Answers 5xx.
    public var serverErrors: Int64
    /// Answers 429.
    public var throttled: Int64
    /// Fetches of what had not changed, beyond the tolerance.
    public var excess: Int64
    /// Bytes of the excess.
    public var excessBytes: Int64

    /// Makes sums.
    public init(
        requests: Int64 = 0, bytes: Int64 = 0, serverMilliseconds: Int64 = 0, notModified: Int64 = 0,
        clientErrors: Int64 = 0, serverErrors: Int64 = 0, throttled: Int64 = 0, excess: Int64 = 0,
        excessBytes: Int64 = 0
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
}

/// What all keys together did in one minute, for the service level.
public struct MinuteRollUp: Sendable, Hashable {
    /// The start of the minute, milliseconds since 1970 UTC.
    public var minute: Int64
    /// Requests.
    public var requests: Int64
    /// Answers 5xx.
    public var serverErrors: Int64

    /// Makes a roll-up.
    public init(minute: Int64, requests: Int64, serverErrors: Int64) {
        self.minute = minute
        self.requests = requests
        self.serverErrors = serverErrors
    }
}
