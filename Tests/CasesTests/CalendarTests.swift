import AccessLog
import Foundation
import ReferenceModel
import Testing

@testable import Cases

@Suite struct CalendarTests {
    private let oslo = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)

    /// From printed calendars.
    @Test(arguments: [
        "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09",
        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2031-04-13",
        "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25", "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10",
        "2040-04-01", "2049-04-18", "2076-04-19", "2081-03-30",
    ])
    func easterIsThatOfPrintedCalendars(date: String) throws {
        let easter = try #require(CivilDate(date))
        #expect(Easter.sunday(of: easter.year).text == date)
    }

    /// The rule of the church in its own words: the Sunday after the first full moon from 21 March on, the moon reckoned by
    /// golden number and epact.
    @Test func easterIsTheSundayAfterThePaschalMoon() {
        for year in 1600...2400 {
            let golden = year % 19 + 1
            let century = year / 100 + 1
            let solar = 3 * century / 4 - 12
            let lunar = (8 * century + 5) / 25 - 5
            var epact = (11 * golden + 20 + lunar - solar) % 30
            if epact < 0 { epact += 30 }
            if epact == 25 && golden > 11 || epact == 24 { epact += 1 }
            let moon = 44 - epact < 21 ? 74 - epact : 44 - epact
            let full = CivilDate(year: year, month: 3, day: 1).adding(days: moon - 1)
            let sunday = full.adding(days: 7 - full.weekday)
            #expect(Easter.sunday(of: year) == sunday, "\(year)")
        }
    }

    /// Weekdays off beside Saturdays and Sundays, typed from the official lists.
    @Test(arguments: [
        (
            WorkCalendar.norway, 2026,
            ["01-01", "04-02", "04-03", "04-06", "05-01", "05-14", "05-25", "12-25"]
        ),
        (.norway, 2027, ["01-01", "03-25", "03-26", "03-29", "05-06", "05-17"]),
        (.denmark, 2023, ["04-06", "04-07", "04-10", "05-05", "05-18", "05-29", "06-05", "12-25", "12-26"]),
        (.denmark, 2024, ["01-01", "03-28", "03-29", "04-01", "05-09", "05-20", "06-05", "12-25", "12-26"]),
        (.denmark, 2026, ["01-01", "04-02", "04-03", "04-06", "05-14", "05-25", "06-05", "12-25"]),
        (
            .sweden, 2026,
            ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-19", "12-25"]
        ),
        (.sweden, 2024, ["01-01", "03-29", "04-01", "05-01", "05-09", "06-06", "06-21", "12-25", "12-26"]),
    ])
    func weekdaysOffAreThoseOfTheOfficialLists(calendar: WorkCalendar, year: Int, expected: [String]) {
        let first = CivilDate(year: year, month: 1, day: 1)
        let off = (0..<(CivilDate.isLeap(year) ? 366 : 365)).map { first.adding(days: $0) }.filter {
            1...5 ~= $0.weekday && !calendar.isWorkingDay($0)
        }
        // Days on which 1 January and the like fall on a weekend are no weekdays off.
        #expect(off.map { String($0.text.dropFirst(5)) } == expected, "\(calendar) \(year)")
    }

    @Test func weekendsAndHolidaysAreThoseOfFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for year in 2005...2060 {
            let easter = Easter.sunday(of: year)
            let sunday = try #require(
                calendar.date(from: DateComponents(year: easter.year, month: easter.month, day: easter.day)))
            func offset(_ days: Int) throws -> String {
                let date = try #require(calendar.date(byAdding: .day, value: days, to: sunday))
                let parts = calendar.dateComponents([.month, .day], from: date)
                return String(format: "%02d-%02d", parts.month ?? 0, parts.day ?? 0)
            }
            func weekday(_ number: Int, from month: Int, _ day: Int) throws -> String {
                var date = try #require(calendar.date(from: DateComponents(year: year, month: month, day: day)))
                while calendar.component(.weekday, from: date) != number {
                    date = try #require(calendar.date(byAdding: .day, value: 1, to: date))
                }
                let parts = calendar.dateComponents([.month, .day], from: date)
                return String(format: "%02d-%02d", parts.month ?? 0, parts.day ?? 0)
            }
            let common = try Set(["01-01", "12-25", "12-26"] + [-2, 0, 1, 39, 49].map(offset))
            let expected: [(WorkCalendar, Set<String>)] = [
                (.norway, try common.union(["05-01", "05-17", offset(-3), offset(50)])),
                (
                    .denmark,
                    try common.union(["06-05", offset(-3), offset(50)] + (year < 2024 ? [offset(26)] : []))
                ),
                (
                    .sweden,
                    try common.union([
                        "01-06", "05-01", "06-06", weekday(6, from: 6, 19), weekday(7, from: 6, 20),
                        weekday(7, from: 10, 31),
                    ])
                ),
            ]
            var date = try #require(calendar.date(from: DateComponents(year: year, month: 1, day: 1)))
            while calendar.component(.year, from: date) == year {
                let parts = calendar.dateComponents([.month, .day], from: date)
                let ours = CivilDate(year: year, month: parts.month ?? 0, day: parts.day ?? 0)
                for (country, holidays) in expected {
                    let isHoliday = holidays.contains(String(ours.text.dropFirst(5)))
                    #expect(country.isHoliday(ours) == isHoliday, "\(country) \(ours.text)")
                    #expect(
                        country.isWorkingDay(ours) == (!isHoliday && !calendar.isDateInWeekend(date)),
                        "\(country) \(ours.text)")
                }
                date = try #require(calendar.date(byAdding: .day, value: 1, to: date))
            }
        }
    }

    @Test func deadlinesAreThoseOfTheSlowCalendar() throws {
        let slow = try OsloCalendar()
        var random = SeededRandom(seed: 1)
        let start = try slow.at("2026-01-01", 0)
        for _ in 0..<3_000 {
            let delivered = start + Int64.random(in: 0..<(420 * 86_400), using: &random) * 1000
            let days = Int.random(in: 1...30, using: &random)
            let expected = try slow.deadline(after: delivered, days: days)
            #expect(oslo.deadline(after: delivered, grace: days * 86_400) == expected, "\(delivered) \(days)")
        }
    }

    /// Delivered, days of grace, and the date on which the office closes over it.
    @Test(arguments: [
        ("2026-03-19", 9, 7, "2026-03-26"), ("2026-03-19", 16, 7, "2026-03-26"), ("2026-03-19", 17, 7, "2026-03-27"),
        // Over the night in which summer time begins, to Maundy Thursday and past Easter.
        ("2026-03-26", 9, 7, "2026-04-07"), ("2026-03-27", 9, 7, "2026-04-07"),
        // Over the night in which it ends.
        ("2026-10-23", 9, 7, "2026-10-30"), ("2026-10-23", 17, 7, "2026-10-30"),
        // 1 May, Ascension Day, Whit Monday; 17 May 2027 is a Monday.
        ("2026-04-24", 9, 7, "2026-05-04"), ("2026-05-07", 9, 7, "2026-05-15"), ("2026-05-11", 9, 14, "2026-05-26"),
        ("2027-05-10", 9, 7, "2027-05-18"),
        // Christmas and New Year.
        ("2026-12-17", 9, 7, "2026-12-28"), ("2026-12-17", 9, 14, "2027-01-04"),
    ])
    func deadlinesStepOverWhatIsClosed(delivered: String, hour: Int, days: Int, expected: String) throws {
        let slow = try OsloCalendar()
        let deadline = oslo.deadline(after: try slow.at(delivered, hour), grace: days * 86_400)
        #expect(deadline == (try slow.at(expected, 16, 30)))
    }

    @Test func openDecembersAreThePolicysWord() throws {
        let slow = try OsloCalendar()
        var calendar = oslo
        calendar.closed = []
        let deadline = calendar.deadline(after: try slow.at("2026-12-17", 9), grace: 7 * 86_400)
        #expect(deadline == (try slow.at("2026-12-24", 16, 30)))
    }

    @Test(arguments: [
        ("2026-03-27", 16, 29, "2026-03-27", 16, 29), ("2026-03-27", 16, 30, "2026-03-30", 8, 30),
        ("2026-03-30", 8, 29, "2026-03-30", 8, 30), ("2026-04-01", 17, 0, "2026-04-07", 8, 30),
        ("2026-12-23", 16, 30, "2026-12-28", 8, 30),
    ])
    func lettersWaitForOpeningHours(
        date: String, hour: Int, minute: Int, opens: String, openHour: Int, openMinute: Int
    ) throws {
        let slow = try OsloCalendar()
        let next = oslo.nextOpen(from: try slow.at(date, hour, minute))
        #expect(next == (try slow.at(opens, openHour, openMinute)))
        #expect(oslo.isOpen(at: next))
    }

    @Test func textsReadBack() {
        #expect(OpeningHours("08:30-16:30") == .standard)
        #expect(OpeningHours("16:30-08:30") == nil && OpeningHours("8-16") == nil && OpeningHours("08:30-24:00") == nil)
        #expect(MonthDay("12-24")?.description == "12-24" && MonthDay("02-30") == nil && MonthDay("2-3") == nil)
        #expect(CivilDate("2026-02-29") == nil && CivilDate("2024-02-29")?.text == "2024-02-29")
        for text in ["maildir:out box", "sendmail", "sendmail:/usr/bin/msmtp"] {
            #expect(DeliveryChannel(text)?.description == text)
        }
        for text in ["maildir:", "maildir", "sendmail:relative", "smtp:host", ""] {
            #expect(DeliveryChannel(text) == nil, "\(text)")
        }
    }
}
