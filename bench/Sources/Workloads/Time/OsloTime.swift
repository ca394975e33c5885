/// The clock of Oslo in 2026, written down by its two days of change and not taken from any table of zones.
public enum OsloTime {
    /// 2026-03-29 01:00 UTC, when clocks go one hour ahead; seconds since 1970.
    static let summerStarts: Int64 = 1_774_746_000
    /// 2026-10-25 01:00 UTC, when clocks go one hour back; seconds since 1970.
    static let summerEnds: Int64 = 1_792_890_000

    /// Local time minus UTC, seconds, at a second since 1970.
    public static func offset(at second: Int64) -> Int64 {
        summerStarts <= second && second < summerEnds ? 7200 : 3600
    }

    /// The days since 1970 of the local date at a second since 1970.
    public static func day(at second: Int64) -> Int { Int((second + offset(at: second)) / 86_400) }

    /// The first second of a local date, given as days since 1970.
    public static func start(ofDay day: Int) -> Int64 {
        let midnight = Int64(day) * 86_400
        return midnight - offset(at: midnight - 3600)
    }

    /// The local hour of the day, 0 to 23.
    static func hour(at second: Int64) -> Int { Int((second + offset(at: second)) % 86_400 / 3600) }

    /// Whether the local date, given as days since 1970, is a Saturday or a Sunday.
    static func isWeekend(_ day: Int) -> Bool { (day + 3) % 7 >= 5 }
}

/// Dates of the calendar, for stamps and policies.
public enum CivilDate {
    /// Year, month and day of a date given as days since 1970.
    public static func parts(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let part = (5 * ofYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * part + 2) / 5 + 1)
    }

    /// `2026-03-29`.
    public static func text(_ days: Int) -> String {
        let (year, month, day) = parts(days)
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// `2026-03-29T01:00:00Z` of a second since 1970.
    public static func text(ofSecond second: Int64) -> String {
        let rest = Int(second % 86_400)
        return "\(text(Int(second / 86_400)))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
