import AccessLog
import Testing

@testable import Reports

@Suite struct ReportPeriodTests {
    private let zone = TimeZoneRules.builtIn("Europe/Oslo") ?? .utc

    @Test(arguments: [
        ("2026-10", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z"),
        ("2026", "2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"),
        ("2026-W43", "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"),
        ("2026-W01", "2025-12-28T23:00:00Z", "2026-01-04T23:00:00Z"),
        ("2026-W53", "2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z"),
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
        ("2026-12", "2026-11-30T23:00:00Z", "2026-12-31T23:00:00Z"),
    ])
    func namesOfPeriodsAreReadInTheContractsZone(text: String, from: String, to: String) throws {
        let period = try #require(ReportPeriod(text, in: zone))
        #expect(CivilTime(milliseconds: period.from).rfc3339 == from)
        #expect(CivilTime(milliseconds: period.to).rfc3339 == to)
        #expect(period.label == text)
    }

    @Test(arguments: [
        "", "2026-13", "2026-W54", "2025-W53", "2026-00", "26", "2026-02-30", "2026-W1", "oktober", "2026-10-1",
    ])
    func anythingElseIsNone(text: String) { #expect(ReportPeriod(text, in: zone) == nil) }

    @Test(arguments: [
        (  // 2026-11-21T12:00:00Z
            Int64(1795262400_000),
            ["2026-11-21", "2026-11-20", "2026-W47", "2026-W46", "2026-11", "2026-10", "2026", "2025"]
        ),
        // The first of January in Oslo already, and a week of the old year.
        (  // 2026-12-31T23:30:00Z
            Int64(1798759800_000),
            ["2027-01-01", "2026-12-31", "2026-W53", "2026-W52", "2027-01", "2026-12", "2027", "2026"]
        ),
        (  // 2024-12-30T10:00:00Z
            Int64(1735552800_000),
            ["2024-12-30", "2024-12-29", "2025-W01", "2024-W52", "2024-12", "2024-11", "2024", "2023"]
        ),
        (  // 2026-03-31T21:59:59Z
            Int64(1774994399_000),
            ["2026-03-31", "2026-03-30", "2026-W14", "2026-W13", "2026-03", "2026-02", "2026", "2025"]
        ),
    ])
    func wordsAreToldFromADateOfTheZone(now: Int64, labels: [String]) throws {
        let periods = try ReportPeriod.Word.allCases.map { try #require(ReportPeriod($0.rawValue, in: zone, now: now)) }
        #expect(periods.map(\.label) == labels)
        // Each word means the same as the name.
        #expect(periods == labels.compactMap { ReportPeriod($0, in: zone) })
        #expect(ReportPeriod("last-moth", in: zone, now: now) == nil)
    }

    @Test func aSpanBeginsWithItsHour() {
        let period = ReportPeriod(from: 3_600_000 * 5 + 1, to: 3_600_000 * 7)
        #expect(period.from == 3_600_000 * 5)
        #expect(period.label == "1970-01-01T05:00:00Z/1970-01-01T07:00:00Z")
    }
}
