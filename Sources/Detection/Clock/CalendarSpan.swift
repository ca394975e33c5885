internal import AccessLog

/// One day or month of the contract zone, from the first instant with its date to the first with the next one.
struct CalendarSpan: Equatable {
    /// Milliseconds since 1970 UTC.
    private(set) var start: Int64
    private(set) var end: Int64
    /// `2026-03-29` or `2026-03`.
    private(set) var text: String

    func contains(_ time: Int64) -> Bool { time >= start && time < end }

    /// The local day that holds an instant.
    static func day(at time: Int64, in zone: TimeZoneRules) -> CalendarSpan {
        let start = zone.startOfDay(containing: time)
        let date = zone.civilDate(atUTC: start.floorDivided(by: 1000))
        return CalendarSpan(start: start, end: zone.startOfNextDay(after: start), text: date.dayText)
    }

    /// The local month that holds an instant.
    static func month(at time: Int64, in zone: TimeZoneRules) -> CalendarSpan {
        let day = zone.startOfDay(containing: time)
        let date = zone.civilDate(atUTC: day.floorDivided(by: 1000))
        let isLast = date.month == 12
        let next = CivilDate(year: isLast ? date.year + 1 : date.year, month: isLast ? 1 : date.month + 1, day: 1)
        return CalendarSpan(
            start: start(CivilDate(year: date.year, month: date.month, day: 1), zone), end: start(next, zone),
            text: date.monthText)
    }

    /// A midnight that the zone skips is moved on to the first instant of its date.
    private static func start(_ date: CivilDate, _ zone: TimeZoneRules) -> Int64 {
        zone.utc(fromLocal: date.daysSince1970 * 86_400) * 1000
    }
}

extension CivilDate {
    /// `2026-03`.
    fileprivate var monthText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))" }
    /// `2026-03-29`.
    fileprivate var dayText: String { "\(monthText)-\(Self.padded(day, 2))" }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension CalendarSpan: StateElement {
    static var blank: Self { CalendarSpan(start: 0, end: 0, text: "") }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&start)
        coder.code(&end)
        coder.code(&text)
    }
}
