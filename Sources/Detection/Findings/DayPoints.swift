/// Points of one finding on one local day.
public struct DayPoints: Codable, Sendable, Equatable {
    /// The local day's start, milliseconds since 1970 UTC.
    public var day: Int64
    /// 1 to 60.
    public var points: Int

    /// Makes points of a day.
    public init(day: Int64, points: Int) {
        self.day = day
        self.points = points
    }
}
