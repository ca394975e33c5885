import Foundation
import Testing

@testable import AccessLog

@Suite("Civil dates")
struct CivilDateTests {
    static let known: [(date: CivilDate, days: Int64, weekday: Int)] = [
        (CivilDate(year: 1970, month: 1, day: 1), 0, 4), (CivilDate(year: 1969, month: 12, day: 31), -1, 3),
        (CivilDate(year: 2000, month: 2, day: 29), 11_016, 2), (CivilDate(year: 2026, month: 3, day: 2), 20_514, 1),
        (CivilDate(year: 0, month: 3, day: 1), -719_468, 3), (CivilDate(year: 9999, month: 12, day: 31), 2_932_896, 5),
    ]

    @Test("Days since 1970 and back", arguments: known)
    func days(_ date: CivilDate, _ days: Int64, _ weekday: Int) {
        #expect(date.daysSince1970 == days)
        #expect(CivilDate(daysSince1970: days) == date)
        #expect(date.weekday == weekday)
    }

    @Test("Every day of 800 years follows the one before")
    func everyDay() {
        var date = CivilDate(year: 1599, month: 12, day: 31)
        for days in date.daysSince1970...CivilDate(year: 2400, month: 1, day: 1).daysSince1970 {
            guard CivilDate(daysSince1970: days) == date, date.daysSince1970 == days, date.isReal else {
                Issue.record("\(date) is not day \(days)")
                return
            }
            date.day += 1
            if !date.isReal { (date.month, date.day) = (date.month + 1, 1) }
            if !date.isReal { (date.year, date.month) = (date.year + 1, 1) }
        }
    }

    @Test("Dates that no calendar has")
    func unreal() {
        for (year, month, day) in [
            (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0),
        ] {
            #expect(!CivilDate(year: year, month: month, day: day).isReal)
        }
        #expect(CivilDate(year: 2000, month: 2, day: 29).isReal)
    }
}
