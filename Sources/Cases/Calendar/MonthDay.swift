public import AccessLog

/// A day of every year, `12-24`.
public struct MonthDay: Sendable, Hashable {
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int

    /// Makes a day of its parts.
    public init(month: Int, day: Int) {
        self.month = month
        self.day = day
    }

    /// Reads `12-24`, `nil` for anything else; 29 February exists.
    public init?(_ text: String) {
        guard let date = CivilDate("2024-\(text)") else { return nil }
        self.init(month: date.month, day: date.day)
    }

    /// Whether a date is this day of its year.
    public func matches(_ date: CivilDate) -> Bool { (date.month, date.day) == (month, day) }
}

extension MonthDay: CustomStringConvertible {
    /// `12-24`.
    public var description: String { String(CivilDate(year: 2024, month: month, day: day).text.dropFirst(5)) }
}
