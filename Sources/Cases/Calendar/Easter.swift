import AccessLog

/// The date on which the movable holidays hang.
enum Easter {
    /// Easter Sunday of a year of the Gregorian calendar, by the anonymous Gregorian algorithm (Meeus, Astronomical
    /// Algorithms, chapter 8): golden number, century and its two corrections give the full moon, then the Sunday after it.
    static func sunday(of year: Int) -> CivilDate {
        let golden = year % 19
        let (century, rest) = (year / 100, year % 100)
        let moonShift = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - moonShift + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let late = (golden + 11 * epact + 22 * toSunday) / 451
        let days = epact + toSunday - 7 * late + 114
        return CivilDate(year: year, month: days / 31, day: days % 31 + 1)
    }
}
