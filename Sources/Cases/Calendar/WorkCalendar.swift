public import AccessLog

/// Whose public holidays deadlines step over.
///
/// Holidays follow from rules, not from tables. Where a day is no public holiday by law but offices are closed all the same
/// (Constitution Day in Denmark, Midsummer Eve in Sweden), it counts as a holiday: a deadline then comes later, never
/// earlier. 24 and 31 December are no holidays here; the policy lists them (`notices.closed`).
public enum WorkCalendar: String, Sendable, Codable, CaseIterable {
    case norway, denmark, sweden

    /// Whether the date is a public holiday; Saturdays and Sundays as such are not.
    public func isHoliday(_ date: CivilDate) -> Bool {
        isFixed(date) || isMovable(date)
    }

    /// Whether offices are open: neither a weekend nor a holiday.
    public func isWorkingDay(_ date: CivilDate) -> Bool {
        date.weekday != 0 && date.weekday != 6 && !isHoliday(date)
    }

    private func isFixed(_ date: CivilDate) -> Bool {
        switch (date.month, date.day) {
        case (1, 1), (12, 25), (12, 26): true
        case (1, 6): self == .sweden
        case (5, 1): self != .denmark
        case (5, 17): self == .norway
        // Constitution Day: shops, banks and most offices are closed.
        case (6, 5): self == .denmark
        // The national day took the place of Whit Monday in 2005.
        case (6, 6): self == .sweden && date.year >= 2005
        // Midsummer Eve, the Friday from 19 to 25 June, and Midsummer Day after it.
        case (6, 19...25) where date.weekday == 5: self == .sweden
        case (6, 20...26) where date.weekday == 6: self == .sweden
        // All Saints' Day, the Saturday from 31 October to 6 November.
        case (10, 31) where date.weekday == 6, (11, 1...6) where date.weekday == 6: self == .sweden
        default: false
        }
    }

    private func isMovable(_ date: CivilDate) -> Bool {
        switch date.days(since: Easter.sunday(of: date.year)) {
        // Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday.
        case -2, 0, 1, 39, 49: true
        // Maundy Thursday.
        case -3: self != .sweden
        // Great Prayer Day was abolished from 2024 on.
        case 26: self == .denmark && date.year < 2024
        case 50: self != .sweden || date.year < 2005
        default: false
        }
    }
}
