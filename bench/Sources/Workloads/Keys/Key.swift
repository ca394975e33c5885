/// What a key of a workload truly is.
public enum Label: String, Sendable, CaseIterable {
    case good, abusive
    case nearMiss = "near miss"
}

/// What a rule has to say of a key.
public struct Expectation: Sendable {
    /// The rule's name, as findings have it.
    public var rule: String
    /// The first and the last second of what it must see, since 1970.
    public var from: Int64
    /// The second behind the last.
    public var to: Int64
    /// How many times the threshold; `nil` for repeated fetches, where the truth says it.
    public var multiple: Double?
    /// The mean gap between two requests, s; of pollers.
    public var interval: Double?
    /// The true periods, s, where the requests come sharply in time.
    public var periods: [Double] = []
    /// Whether slots of five minutes do not tell it, but slots of ten: it asks more seldom than every 150 s, or is made of
    /// clocks that do.
    public var isSlow = false
    /// Whether it rests on Saturdays and Sundays.
    public var isOnlyWeekdays = false
    /// Whether it does the same from its first to its last second, so that the time until it is found says something.
    public var isSteady = true
    /// Requests in 24 hours, or per hour for refusals, from which on the rule has to fire.
    public var threshold: Int?
    /// In how many hours of 24 the threshold must be reached; `nil` if it is one of the sum over 24 hours.
    public var badHours: Int?
    /// Whether notices are due at all.
    public var isNotified = true
}

/// One key of a workload: a login on a base.
public struct Key: Sendable {
    /// Its place in the workload.
    public internal(set) var place: Int
    /// Its login.
    public internal(set) var login: String
    /// Its installation.
    public internal(set) var installation: String
    /// What it truly is.
    public internal(set) var label: Label
    /// The name of its kind, and which of it.
    public let archetype: String
    /// Which form of its kind.
    public let variant: String
    /// What must be found; `nil` for what must not.
    public internal(set) var expectation: Expectation?
    /// The places of days on which a good key did what a finding says, such as dying and starting again.
    public internal(set) var deservedDays: ClosedRange<Int>?
}
