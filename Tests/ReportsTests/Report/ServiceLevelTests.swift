import AccessLog
import Cases
import Testing

@testable import Detection
@testable import Reports

/// March 2027 in Norway: 23 weekdays, of which Maundy Thursday, Good Friday and Easter Monday (25, 26 and 29) are holidays,
/// so 20 days of 16 hours, 19 200 minutes. Clocks go forward on Easter Sunday, the 28th.
@Suite struct ServiceLevelTests {
    private static let calendar = SamplePeriod.calendar

    private static func local(_ day: Int, _ minutes: Int) -> Int64 {
        calendar.instant(CivilDate(year: 2027, month: 3, day: day), minutes: minutes)
    }

    private static let down: [Range<Int64>] = [
        // By night up to the agreed hours of a day after the change of clocks: 30 of 60 minutes count.
        local(30, 330)..<local(30, 390),
        // A holiday, and a Sunday.
        local(25, 600)..<local(25, 700), local(28, 600)..<local(28, 700),
        // Four hours of a Monday.
        local(15, 720)..<local(15, 960),
        // Twenty minutes that a key's overload caused.
        local(10, 360)..<local(10, 380),
    ]

    private static func tally(silent: [Range<Int64>] = []) -> ServiceTally {
        var tally = ServiceTally(ServiceLevelOptions(), calendar: calendar)
        var minute = local(1, 0)
        while minute < calendar.end(of: CivilDate(year: 2027, month: 3, day: 31)) {
            if !silent.contains(where: { $0.contains(minute) }) {
                tally.add(minute: minute, requests: 20, serverErrors: down.contains { $0.contains(minute) } ? 10 : 9)
            }
            minute += 60_000
        }
        return tally
    }

    private static let whole = tally()

    private func month(_ tally: ServiceTally, _ causes: ServiceTally.Causes = [:]) throws -> PeriodReport.ServiceMonth {
        let months = tally.months(from: Self.local(1, 0), to: Self.local(31, 1439), causes: causes)
        #expect(months.count == 1)
        return try #require(months.first)
    }

    @Test func aMonthEqualsTheHandCalculation() throws {
        var causes: ServiceTally.Causes = [:]
        let subject = PeriodReport.Subject(login: "alfa-web", installation: "MSDEMO")
        for minute in 0..<20 { causes[Self.local(10, 360 + minute)] = [(subject, "0123456789abcdef")] }
        // Its minutes of up time change nothing.
        causes[Self.local(11, 600)] = [(subject, "0123456789abcdef")]
        let row = try month(Self.whole, causes)
        #expect(row.month == "2027-03")
        #expect(row.isWhole)
        #expect((row.agreed, row.measured, row.unknown) == (19_200, 19_200, 0))
        #expect((row.down, row.attributed) == (270, 20))
        // 18 930 of 19 200.
        #expect(row.availability == 9859)
        #expect(row.isBelowTarget)
        // 270 of 19 200 are 1.40625 %, five times that 7.03125 %; rounded up in favour of who pays.
        #expect((row.reduction, row.coveredReduction) == (141, 704))
        #expect(row.causes == [PeriodReport.Cause(subject: subject, minutes: 20, findings: ["0123456789abcdef"])])
        #expect(row.outages.map { ($0.to - $0.from) / 60_000 } == [20, 240, 30])
        #expect(row.outages.map(\.isAttributed) == [true, false, false])
        #expect(row.badMonths == 0)
    }

    @Test func withoutACauseTheMinutesCount() throws {
        let row = try month(Self.whole)
        #expect((row.down, row.attributed) == (290, 0))
    }

    @Test func minutesThatTheLogDoesNotHoldAreShownAndNotDown() throws {
        let silent = Self.local(9, 600)..<Self.local(9, 660)
        let row = try month(Self.tally(silent: [silent]))
        #expect((row.agreed, row.measured, row.unknown, row.down) == (19_200, 19_140, 60, 290))
    }

    @Test func aQuietQuarterOfAnHourIsNoGap() throws {
        let silent = Self.local(9, 600)..<Self.local(9, 615)
        let row = try month(Self.tally(silent: [silent]))
        #expect((row.measured, row.unknown) == (19_185, 0))
    }

    @Test func aTargetThatIsMetExactlyIsMet() throws {
        var options = ServiceLevelOptions()
        options.closes = options.opens + 100
        var tally = ServiceTally(options, calendar: Self.calendar)
        let first = Self.local(1, 360)
        tally.add(minute: first, requests: 10, serverErrors: 10)
        tally.add(minute: Self.local(1, 459), requests: 10, serverErrors: 4)
        let row = try month(tally)
        #expect((row.agreed, row.down, row.isBelowTarget, row.reduction) == (100, 1, false, 0))
        tally.add(minute: Self.local(2, 360), requests: 10, serverErrors: 10)
        let next = try month(tally)
        #expect((next.agreed, next.down, next.isBelowTarget) == (101, 2, true))
    }

    @Test func monthsInARowBelowTheLevelThatEndsTheAgreementAreCounted() {
        var tally = ServiceTally(ServiceLevelOptions(), calendar: Self.calendar)
        for month in 1...4 {
            let day = CivilDate(year: 2027, month: month, day: 4)
            for minute in 360..<1320 {
                tally.add(
                    minute: Self.calendar.instant(day, minutes: minute), requests: 10,
                    serverErrors: month != 2 && minute < 1300 ? 10 : 0)
            }
        }
        var options = ServiceLevelOptions()
        options.exitPercent = 100
        let months = tally.months(
            from: Self.calendar.instant(CivilDate(year: 2027, month: 1, day: 1), minutes: 0), to: .max / 2, causes: [:])
        #expect(months.map(\.month) == ["2027-01", "2027-02", "2027-03", "2027-04"])
        // 940 of about 19 000 minutes down are 95 %: above 90.
        #expect(months.map(\.badMonths) == [0, 0, 0, 0])
        #expect(months.map(\.isWhole) == [false, true, true, false])
    }
}
