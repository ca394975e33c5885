/// What the API can bear; without any of it only server errors tell an overloaded minute.
public struct CapacityOptions: Sendable, Equatable {
    /// Requests that are worked on at the same time, `nil` if not known.
    public var workers: Int?
    /// Requests a second, `nil` if not known.
    public var maxRequestsPerSecond: Int?

    /// Makes a capacity; what is left out is not known.
    public init(workers: Int? = nil, maxRequestsPerSecond: Int? = nil) {
        self.workers = workers
        self.maxRequestsPerSecond = maxRequestsPerSecond
    }

    /// Whether anything is known.
    public var isKnown: Bool { workers != nil || maxRequestsPerSecond != nil }
}

/// Thresholds of `overload`.
public struct OverloadOptions: Sendable, Equatable {
    /// How much of the capacity makes an overloaded minute, percent.
    public var loadPercent = 80
    /// Server errors that make one without any known capacity …
    public var errors = 20
    /// … if they are so much of its requests, percent.
    public var errorSharePercent = 5
    /// The share of a minute that makes a key principal in it, percent.
    public var sharePercent = 25
    /// How many times its usual requests a key must send where only errors tell the overload.
    public var surge = 2
    /// Overloaded minutes with a principal key that make a finding, out of 60 …
    public var minutes = 10
    /// … or out of 24 hours.
    public var dayMinutes = 30
    /// The longest request that is believed, seconds; of longer ones the part next to the stamp counts.
    public var longestRequestSeconds = 3600
    /// Stretches in which minutes are only observed.
    public var maintenance: [Maintenance] = []

    /// The defaults.
    public init() {}
}

/// A stretch of planned work on the API, milliseconds since 1970 UTC.
public struct Maintenance: Sendable, Equatable {
    /// Its first instant.
    public var start: Int64
    /// The first instant behind it.
    public var end: Int64

    /// Makes a stretch.
    public init(start: Int64, end: Int64) {
        self.start = start
        self.end = end
    }
}
