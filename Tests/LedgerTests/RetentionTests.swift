import Detection
import Testing

@testable import Ledger

@Suite("What is too old")
struct RetentionTests {
    private static let day = SampleCommit.day

    /// Local days that begin two hours before those of UTC.
    private static let startOfDay: @Sendable (Int64) -> Int64 = { time in
        let shifted = time + 2 * SampleCommit.hour
        return shifted - ((shifted % day) + day) % day - 2 * SampleCommit.hour
    }

    private static func rollUp(_ hour: Int64, _ requests: Int64) -> HourlyRollUp {
        HourlyRollUp(
            hour: hour, key: SampleCommit.key, route: "GET /", counts: RollUpCounts(requests: requests, excess: 1))
    }

    @Test func oldHoursBecomeDays() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        var commit = SampleCommit.number(1)
        commit.rollUps = [
            Self.rollUp(9 * Self.day + 21 * SampleCommit.hour, 1),
            Self.rollUp(9 * Self.day + 22 * SampleCommit.hour, 2),
            Self.rollUp(10 * Self.day + 5 * SampleCommit.hour, 4), Self.rollUp(11 * Self.day, 8),
        ]
        try ledger.commit(commit)
        commit = SampleCommit.number(2)
        // A late line of a day that is folded already is added to it.
        commit.rollUps = [Self.rollUp(10 * Self.day + 7 * SampleCommit.hour, 16)]
        for now in [Self.day * 12 + SampleCommit.hour, Self.day * 12 + 2 * SampleCommit.hour] {
            commit.retention = Retention(now: now, keepHours: Self.day, startOfDay: Self.startOfDay)
            try ledger.commit(commit)
            commit = SampleCommit.with(SampleCommit.number(3)) { $0.rollUps = [] }
        }
        var (days, hours): ([HourlyRollUp], [HourlyRollUp]) = ([], [])
        try ledger.daily(in: 0..<100 * Self.day) { days.append($0) }
        try ledger.hourly(in: 0..<100 * Self.day) { hours.append($0) }
        #expect(days.map(\.hour) == [8 * Self.day + 22 * SampleCommit.hour, 9 * Self.day + 22 * SampleCommit.hour])
        #expect(days.map(\.counts.requests) == [1, 22])
        #expect(days.map(\.counts.excess) == [1, 3])
        #expect(hours == [Self.rollUp(11 * Self.day, 8)])
    }

    @Test func whatIsOverAYearOldGoesAndTheHistoryStays() throws {
        let folder = try LedgerFolder()
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        for n in 1...2 { try ledger.commit(SampleCommit.number(n)) }
        var commit = SampleCommit.number(3)
        commit.run.lastTime = 500 * Self.day
        commit.findings = [SampleCommit.finding(2, ended: 3 * SampleCommit.hour), SampleCommit.finding(3, ended: nil)]
        commit.retention = Retention(now: 500 * Self.day, startOfDay: Self.startOfDay)
        try ledger.commit(commit)
        let past = try ledger.past()
        #expect(past.runs == 1 && past.inputs.isEmpty && past.nextOrdinal == 4)
        var findings: [String] = []
        try ledger.findings { findings.append($0.id) }
        #expect(findings == ["finding-3"])
        var minutes = 0
        try ledger.minutes(in: 0..<500 * Self.day) { _ in minutes += 1 }
        try ledger.hourly(in: 0..<500 * Self.day) { _ in minutes += 1 }
        try ledger.daily(in: 0..<500 * Self.day) { _ in minutes += 1 }
        #expect(minutes == 0)
        var steps = 0
        try ledger.history { _ in steps += 1 }
        #expect(steps == 3)
        #expect(try ledger.cases().count == 1 && ledger.letters().count == 3)
        #expect(
            try folder.shell(
                "sqlite3 $L 'SELECT login, installation FROM keys; SELECT count(*) FROM samples, policies'"
            )
            .output == "alfa-web|MSDEMO\n0\n")
    }
}
