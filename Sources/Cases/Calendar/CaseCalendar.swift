public import AccessLog

/// The days and hours of cases: local dates of the contract's zone, working days, opening hours, deadlines.
public struct CaseCalendar: Sendable {
    /// The contract's zone.
    public var zone: TimeZoneRules
    /// Whose public holidays hold.
    public var holidays: WorkCalendar
    /// Further days of every year on which the office is closed.
    public var closed: [MonthDay]
    /// When the office is open.
    public var hours: OpeningHours

    /// Makes a calendar.
    public init(
        zone: TimeZoneRules, holidays: WorkCalendar = .norway, closed: [MonthDay] = NoticeOptions().closed,
        hours: OpeningHours = .standard
    ) {
        self.zone = zone
        self.holidays = holidays
        self.closed = closed
        self.hours = hours
    }

    /// Whether the office is open on a date.
    public func isWorkingDay(_ date: CivilDate) -> Bool {
        holidays.isWorkingDay(date) && !closed.contains { $0.matches(date) }
    }

    /// The local date of an instant, milliseconds since 1970 UTC.
    public func date(of instant: Int64) -> CivilDate {
        zone.civilDate(atUTC: instant.flooredSeconds)
    }

    /// The instant of a local time, milliseconds since 1970 UTC.
    public func instant(_ date: CivilDate, minutes: Int) -> Int64 {
        zone.utc(fromLocal: date.daysSince1970 * 86_400 + Int64(minutes) * 60) * 1000
    }

    /// The first instant after a local date, milliseconds since 1970 UTC.
    public func end(of date: CivilDate) -> Int64 {
        zone.startOfNextDay(after: instant(date, minutes: 720))
    }

    /// The end of opening hours on the first working day that leaves at least the grace.
    ///
    /// - Parameters:
    ///   - instant: when the letter was delivered, milliseconds since 1970 UTC.
    ///   - grace: seconds that must lie between.
    /// - Returns: milliseconds since 1970 UTC.
    public func deadline(after instant: Int64, grace: Int) -> Int64 {
        let earliest = instant + Int64(grace) * 1000
        var day = date(of: earliest)
        while true {
            let end = self.instant(day, minutes: hours.closes)
            if end >= earliest, isWorkingDay(day) { return end }
            day = day.adding(days: 1)
        }
    }

    /// The end of opening hours on a date, or on the first working day after it; milliseconds since 1970 UTC.
    public func deadline(on date: CivilDate) -> Int64 {
        var day = date
        while !isWorkingDay(day) { day = day.adding(days: 1) }
        return instant(day, minutes: hours.closes)
    }

    /// Whether the office is open at an instant, milliseconds since 1970 UTC.
    public func isOpen(at instant: Int64) -> Bool {
        let day = date(of: instant)
        return isWorkingDay(day) && self.instant(day, minutes: hours.opens) <= instant
            && instant < self.instant(day, minutes: hours.closes)
    }

    /// The instant itself while the office is open, else when it opens next; milliseconds since 1970 UTC.
    public func nextOpen(from instant: Int64) -> Int64 {
        if isOpen(at: instant) { return instant }
        var day = date(of: instant)
        while !isWorkingDay(day) || self.instant(day, minutes: hours.opens) < instant { day = day.adding(days: 1) }
        return self.instant(day, minutes: hours.opens)
    }
}

extension Int64 {
    /// Whole seconds of milliseconds, rounded towards the past.
    var flooredSeconds: Int64 { self >= 0 ? self / 1000 : -((999 - self) / 1000) }
}
