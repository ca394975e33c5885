/// What a route truly gave a key, by hours of the rules' grid from the first of the season.
public struct RouteTruth: Sendable {
    /// GETs answered with 200, 203, 206 or 304.
    public var fetches: [UInt32]
    /// Those that began before an equal answer had been delivered two seconds ago.
    public var duplicates: [UInt32]
    /// Those that brought content which the key already had, beyond three in 24 hours and object.
    public var redundant: [UInt32]
    /// Of these, those that were no parallel requests: by the log they began two seconds behind
    /// the delivery or later.
    public var redundantApart: [UInt32]
    /// Of these, those that the log can prove: by size alone it takes two equal answers before.
    public var provable: [UInt32]
    /// Whether its answers have entity tags, with which a quarter of the fetches is enough.
    public var isTagged = false
    /// The second at which the provable ones of 24 hours reached 100 and their share of the fetches, since 1970.
    public var reached: Int64?

    /// Whether so many provable repeats of so many fetches in 24 hours make the rule fire.
    func fires(_ repeats: Int, of fetches: Int) -> Bool { repeats >= 100 && (isTagged ? 4 : 2) * repeats >= fetches }

    init(hours: Int) {
        let none = [UInt32](repeating: 0, count: hours)
        (fetches, duplicates, redundant, redundantApart, provable) = (none, none, none, none, none)
    }
}

/// What is true of a key.
public struct KeyTruth: Sendable {
    /// By the place of the route among all; `nil` where it has none.
    public internal(set) var routes: [RouteTruth?]
    /// Requests that its expectation counts, by hours.
    public internal(set) var counted: [UInt32]
    /// The second at which they reached what makes the rule fire, since 1970.
    public internal(set) var reached: Int64?
    /// All its requests.
    public internal(set) var requests = 0
    /// Its largest ratio of provable repeats to the limit of 100.
    public internal(set) var multipleOfRepeats = 0.0
    /// The places of days on which it truly misused the API, in order.
    public internal(set) var abuseDays: [Int] = []
}

extension Season {
    /// The hours of the grid that end behind `from` and up to `to`, seconds since 1970, counted from the first.
    public func hours(from: Int64, to: Int64) -> Range<Int> {
        let first = max(0, Int(Self.hour(at: from) - firstHour))
        return first..<min(hours, max(first, Int(Self.hour(at: to) - firstHour)))
    }
}
