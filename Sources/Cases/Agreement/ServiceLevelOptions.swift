/// What an agreement says of availability, and when a minute counts as down.
public struct ServiceLevelOptions: Codable, Sendable, Equatable {
    /// The hours of a working day for which availability is agreed, minutes after midnight.
    public var opens = 360
    /// Where they end.
    public var closes = 1320
    /// The agreed level, percent of a calendar month.
    public var targetPercent = 99
    /// Below this level in so many months in a row the customer may leave, percent.
    public var exitPercent = 90
    /// Those months.
    public var exitMonths = 3
    /// How many times the lost share the fee is reduced by with the extra cover.
    public var coverFactor = 5
    /// A minute is down if so much of its requests were answered with 5xx, percent.
    public var errorPercent = 50
    /// And if it has at least so many of them.
    public var errors = 5

    /// The hosting agreement's.
    public init() {}

    /// The hours as policies write them.
    public var hours: OpeningHours {
        get { OpeningHours(opens: opens, closes: closes) }
        set { (opens, closes) = (newValue.opens, newValue.closes) }
    }
}

/// What an agreement says of data.
public struct DataVolumeOptions: Codable, Sendable, Equatable {
    /// Bytes of a calendar month and login that are included.
    public var included = 2 << 30
    /// Bytes of the unit above, of which every started one is charged.
    public var unit = 1 << 30

    /// The hosting agreement's.
    public init() {}
}
