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

    @Test func aSpanBeginsWithItsHour() {
        let period = ReportPeriod(from: 3_600_000 * 5 + 1, to: 3_600_000 * 7)
        #expect(period.from == 3_600_000 * 5)
        #expect(period.label == "1970-01-01T05:00:00Z/1970-01-01T07:00:00Z")
    }
}
