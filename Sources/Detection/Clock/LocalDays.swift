internal import AccessLog

/// One local day: from the first instant with its date to the first with the next one.
struct LocalDay: Equatable {
    /// Milliseconds since 1970 UTC.
    private(set) var start: Int64
    /// The first instant with local time 06:00 or later.
    private(set) var six: Int64
    private(set) var end: Int64
}

/// Finds the local day of an instant; the last one is kept, since lines come in the order of time.
struct LocalDays {
    private let zone: TimeZoneRules
    private var last: LocalDay?

    init(_ zone: TimeZoneRules) {
        self.zone = zone
    }

    /// `2026-03-29`.
    func date(of day: LocalDay) -> String { CalendarSpan.day(at: day.start, in: zone).text }

    /// The local day that holds an instant.
    mutating func day(at time: Int64) -> LocalDay {
        if let last, time >= last.start, time < last.end { return last }
        let start = zone.startOfDay(containing: time)
        let day = LocalDay(
            start: start, six: zone.instant(ofLocalHour: 6, onDayStarting: start),
            end: zone.startOfNextDay(after: start))
        last = day
        return day
    }
}

extension LocalDay: StateElement {
    static var blank: Self { LocalDay(start: 0, six: 0, end: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&start)
        coder.code(&six)
        coder.code(&end)
    }
}
