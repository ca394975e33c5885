/// An instant as a calendar date and a time of day, proleptic Gregorian, without leap seconds.
package struct CivilTime: Equatable {
    var year: Int64
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int

    /// English short names, as the text for people prints them.
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Milliseconds since 1970; local ones give local time.
    package init(milliseconds: Int64) {
        let (days, rest) = Self.floored(milliseconds, by: 86_400_000)
        (year, month, day) = Self.date(days: days)
        hour = Int(rest / 3_600_000)
        minute = Int(rest / 60_000 % 60)
        second = Int(rest / 1000 % 60)
        millisecond = Int(rest % 1000)
    }

    /// RFC 3339 in UTC, `2026-03-02T07:02:17Z`; `.mmm` only where it is not zero.
    package var rfc3339: String {
        let date = "\(Self.padded(Int(year), 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        let time = "\(clock):\(Self.padded(second, 2))"
        return "\(date)T\(time)\(millisecond == 0 ? "" : ".\(Self.padded(millisecond, 3))")Z"
    }

    /// `02:02`.
    var clock: String { "\(Self.padded(hour, 2)):\(Self.padded(minute, 2))" }

    /// `14 Nov`.
    var dayAndMonth: String { "\(day) \(Self.months[month - 1])" }

    /// Days since 1970 as a date, by eras of 400 years that begin in March, so that the leap day comes last.
    private static func date(days: Int64) -> (year: Int64, month: Int, day: Int) {
        let (era, dayOfEra) = floored(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        let day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = value % divisor
        return remainder < 0
            ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }

    private static func padded(_ value: Int, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
