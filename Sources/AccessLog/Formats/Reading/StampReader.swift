/// Reads time stamps and remembers the last day and minute, so that the calendar is computed only when their text changes.
struct StampReader: Sendable {
    /// The zone of stamps without one.
    let assumedZone: TimeZoneRules?

    /// The text and start of the day and minute that `17/May/2015:10:05` had last.
    var commonLogMinute = CommonLogMinute()
    /// The text `2026-03-02` of the last day, as two overlapping words; the first value contradicts itself, so no text
    /// equals it.
    var isoDay: (UInt64, UInt64) = (.max, 0)
    /// The start of that day as if it were UTC, milliseconds.
    var isoDayStart: Int64 = 0
    /// The day that a stamp without zone had last.
    var zonelessDay = ZonelessDay()
    /// The last local minute that had no zone, milliseconds as if it were UTC.
    private var zonelessMinute = Int64.min
    /// What to subtract from local times of that minute, milliseconds.
    private var zonelessEast: Int64 = 0

    init(assumedZone: TimeZoneRules?) {
        self.assumedZone = assumedZone
    }

    /// The instant of a local time without zone, milliseconds.
    mutating func utc(fromLocal local: Int64) -> Int64 {
        guard let assumedZone else { return local }
        let minute = local.flooredQuotient(by: 60_000) * 60_000
        if minute != zonelessMinute {
            zonelessEast = minute - assumedZone.utc(fromLocal: minute / 1000) * 1000
            zonelessMinute = minute
        }
        return local - zonelessEast
    }

    /// The start of a day as if it were UTC, milliseconds; `nil` if the calendar has no such day.
    static func dayStart(year: Int, month: Int, day: Int) -> Int64? {
        let date = CivilDate(year: year, month: month, day: day)
        return date.isReal ? date.daysSince1970 * 86_400_000 : nil
    }
}
