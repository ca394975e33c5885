/// A local day that cases were judged by.
public struct JudgedDay: Sendable, Equatable {
    /// Its first instant, milliseconds since 1970 UTC.
    public var start: Int64
    /// `2026-11-14`.
    public var date: String
    /// Whether the log held all of it.
    public var isCovered: Bool
    /// Whether the API itself was in trouble, so that it counts against nobody but who caused it.
    public var isFault: Bool
    /// Covered days of the ledger up to and with it.
    public var coveredDays: Int

    /// Makes a day.
    public init(start: Int64, date: String, isCovered: Bool, isFault: Bool, coveredDays: Int) {
        self.start = start
        self.date = date
        self.isCovered = isCovered
        self.isFault = isFault
        self.coveredDays = coveredDays
    }
}
