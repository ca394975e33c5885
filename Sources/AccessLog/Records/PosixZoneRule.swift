/// The rule of a POSIX `TZ` text: a standard offset, and for most zones summer time between two days of each year.
struct PosixZoneRule: Sendable, Equatable {
    /// A day of the year on which the clock changes.
    enum Day: Sendable, Equatable {
        /// `Mm.w.d`: weekday `d` (0 is Sunday) of week `w` (5 is the last) of month `m`.
        case weekday(month: Int, week: Int, weekday: Int)
        /// `Jn`: day 1 to 365; 29 February is never counted.
        case julian(Int)
        /// `n`: day 0 to 365; 29 February is counted.
        case ordinal(Int)
    }

    /// Summer time.
    struct Summer: Sendable, Equatable {
        /// Seconds east of UTC while it holds.
        var offset: Int64
        /// The day it begins, and the seconds after local (standard) midnight.
        var start: Day
        /// Seconds after midnight, -167 to 167 hours (RFC 9636, 3.3.1).
        var startTime: Int64
        /// The day it ends.
        var end: Day
        /// Seconds after local (summer) midnight.
        var endTime: Int64
    }

    /// Seconds east of UTC outside summer time.
    var standard: Int64
    /// Summer time, or `nil` where there is none.
    var summer: Summer?

    /// `CET-1CEST,M3.5.0,M10.5.0/3`.
    static let centralEurope = PosixZoneRule(
        standard: 3600,
        summer: Summer(
            offset: 7200,
            start: .weekday(month: 3, week: 5, weekday: 0), startTime: 7200,
            end: .weekday(month: 10, week: 5, weekday: 0), endTime: 10_800
        )
    )

    /// The offset at an instant, seconds.
    func offset(atUTC seconds: Int64) -> Int64 {
        guard let summer else { return standard }
        var latest = Int64.min
        var offset = standard
        // The times of day may reach a week into a neighbouring year, so the neighbours are asked too.
        for year in years(around: seconds) {
            let begins = start(of: summer, in: year)
            let ends = end(of: summer, in: year)
            if ends <= seconds, ends > latest { (latest, offset) = (ends, standard) }
            // Summer time all year long is written as an end that meets the next beginning: the beginning wins.
            if begins <= seconds, begins >= latest { (latest, offset) = (begins, summer.offset) }
        }
        return offset
    }

    /// The next change after an instant, or `nil` without summer time.
    func nextTransition(after seconds: Int64) -> Int64? {
        guard let summer else { return nil }
        var next: Int64?
        for year in years(around: seconds) {
            for change in [start(of: summer, in: year), end(of: summer, in: year)] where change > seconds {
                next = min(next ?? change, change)
            }
        }
        return next
    }

    private func years(around seconds: Int64) -> ClosedRange<Int> {
        let year = CivilDate(daysSince1970: (seconds + standard).flooredQuotient(by: 86_400)).year
        return year - 1...year + 1
    }

    private func start(of summer: Summer, in year: Int) -> Int64 {
        summer.start.daysSince1970(in: year) * 86_400 + summer.startTime - standard
    }

    private func end(of summer: Summer, in year: Int) -> Int64 {
        summer.end.daysSince1970(in: year) * 86_400 + summer.endTime - summer.offset
    }
}

extension PosixZoneRule.Day {
    /// The day in a year, as days from 1970-01-01.
    func daysSince1970(in year: Int) -> Int64 {
        let newYear = CivilDate(year: year, month: 1, day: 1).daysSince1970
        switch self {
        case .ordinal(let day): return newYear + Int64(day)
        case .julian(let day): return newYear + Int64(day) - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1)
            var day = 1 + (weekday - first.weekday + 7) % 7 + (week - 1) * 7
            if day > CivilDate.length(ofMonth: month, year: year) { day -= 7 }
            return CivilDate(year: year, month: month, day: day).daysSince1970
        }
    }
}
