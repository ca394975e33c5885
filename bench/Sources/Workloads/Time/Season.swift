/// The span of a workload: some whole local days around a day on which the clocks change.
public struct Season: Sendable {
    /// Which of the two changes lies inside.
    public enum Name: String, Sendable, CaseIterable {
        /// 2026-03-29, of 23 hours.
        case spring
        /// 2026-10-25, of 25 hours.
        case autumn
    }

    /// Which of the two changes lies inside.
    public let name: Name
    /// The first local date, as days since 1970.
    public let firstDay: Int
    /// How many local days.
    public let days: Int
    /// The first second of each day and of the day behind the last, seconds since 1970.
    public let starts: [Int64]

    /// `days` whole local days with the change in their middle.
    public init(_ name: Name, days: Int) {
        self.name = name
        self.days = days
        let change = OsloTime.day(at: name == .spring ? OsloTime.summerStarts : OsloTime.summerEnds)
        firstDay = change - days / 2
        starts = (0...days).map { [firstDay] in OsloTime.start(ofDay: firstDay + $0) }
    }

    /// The first second, since 1970.
    public var start: Int64 { starts[0] }
    /// The second behind the last, since 1970.
    public var end: Int64 { starts[days] }
    /// The number of the first hour of the rules' grid that the span touches.
    public var firstHour: Int64 { Self.hour(at: start) }
    /// How many hours of the grid the span touches.
    public var hours: Int { Int(Self.hour(at: end - 1) - firstHour) + 1 }

    /// The hour of the rules' grid at a second since 1970.
    public static func hour(at second: Int64) -> Int64 { (second - 137) / 3600 }
    /// The end of an hour of the rules' grid, seconds since 1970.
    public static func end(ofHour hour: Int64) -> Int64 { (hour + 1) * 3600 + 137 }
    /// The place of a local date in the span, which may lie outside of it.
    public func place(at second: Int64) -> Int { OsloTime.day(at: second) - firstDay }
}
