import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Ignored back-off")
struct IgnoredBackoffTests {
    @Test("is found as the slow model finds it, on random logs", arguments: Rounds.of(30))
    func randomLog(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 17
        let log = RandomLog.makeWithRefusedHaste(seed: seed, size: 400)
        try expectAgreement(log, seed: seed, rule: number < 10 ? nil : .ignoredBackoff)
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<80 {
            let seed = UInt64(number) &* 0x9e37_79b9 &+ 17
            let (lines, options) = RandomLog.makeWithRefusedHaste(seed: seed, size: 400)
            let found = ReferenceModel.findings(lines: lines, options: options, rule: "ignored_backoff")
            for finding in found {
                seen.insert("\(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.threshold == options.backoffHeavyPremature { seen.insert("heavy") }
                if finding.integer("after_429") ?? 0 > 0 { seen.insert("429") }
                if finding.integer("after_503") ?? 0 > 0 { seen.insert("503") }
                if finding.integer("window_end") == lines.map(\.time).max() { seen.insert("at max τ") }
                let again = found.contains { $0.login == finding.login && $0.started > finding.started }
                if finding.ended != nil, again { seen.insert("again") }
            }
        }
        let wanted: Set = [
            "finding", "finding ended", "observation", "observation ended", "heavy", "429", "503", "at max τ", "again",
        ]
        #expect(wanted.subtracting(seen) == [])
    }

    /// An hour each of one refusal and so many requests in the ten seconds behind it.
    private func run(
        _ counts: [Int], status: Int = 429, after: Int64 = 2001, other: String? = nil, ordinary: Int = 0,
        failing: Int = 0, _ change: (inout ModelOptions) -> Void = { _ in }
    ) throws -> [String] {
        var options = ModelOptions()
        change(&options)
        var lines: [ModelLine] = [.tick(ModelGrid.hour(Int64(counts.count)))]
        for (hour, count) in counts.enumerated() {
            let start = ModelGrid.hour(Int64(hour))
            lines.append(ModelLine(time: start, status: status, target: "/MSDEMO/Estates"))
            lines += (0..<count).map { _ in ModelLine(time: start + after, target: other ?? "/MSDEMO/Estates") }
            lines += (0..<ordinary).map { _ in ModelLine(time: start + 60_000, target: "/MSDEMO/Estates") }
            lines += (0..<failing).map { _ in
                ModelLine(time: start + 70_000, status: 500, target: "/MSNORD/Estates", user: "beta")
            }
        }
        return try DetectorRun(lines, options).findings.filter { $0.rule == .ignoredBackoff }.map {
            let start = ($0.started - ModelGrid.hour(0)) / ModelGrid.hourLength
            return "\($0.kind.rawValue) \(start) \($0.observed)/\($0.threshold) \($0.points)"
        }
    }

    @Test func threeAreFreeAndTwoHoursOfTwoHundredFire() throws {
        #expect(try run([203, 203]) == ["finding 2 200/200 20"])
        #expect(try run([203, 202]) == ["observation 1 200/40 0"])
        #expect(try run([203]) == ["observation 1 200/40 0"])
        #expect(try run([42]) == [])
        #expect(try run([43]) == ["observation 1 40/40 0"])
    }

    @Test func twoThousandInOneHourAreEnough() throws {
        #expect(try run([2003]) == ["finding 1 2000/2000 50"])
        #expect(try run([2002]) == ["observation 1 1999/40 0"])
    }

    /// What comes within two seconds was on its way; the waiting time ends with its last millisecond.
    @Test(arguments: [(2000, false), (2001, true), (9999, true), (10_000, false)] as [(Int64, Bool)])
    func onlyTheWaitingTimeCounts(after: Int64, fires: Bool) throws {
        #expect(try !run([203, 203], after: after).isEmpty == fires)
    }

    @Test func a503AsksForItsRouteAndA429ForTheKey() throws {
        #expect(try run([203, 203], status: 503).map { $0.prefix(9) } == ["finding 2"])
        #expect(try run([203, 203], status: 503, other: "/MSDEMO/Employees") == [])
        #expect(try run([203, 203], status: 429, other: "/MSDEMO/Employees").map { $0.prefix(9) } == ["finding 2"])
        #expect(try run([203, 203], status: 500) == [])
    }

    @Test func aFifthOfTheKeysRequestsMustBePremature() throws {
        // 200 of 1,000: one refusal, 203 behind it and 796 others.
        #expect(try run([203, 203], ordinary: 796).map { $0.prefix(9) } == ["finding 2"])
        #expect(try run([203, 203], ordinary: 797) == [])
    }

    @Test func inTroubleOfTheApiOnly429Counts() throws {
        #expect(try run([203, 203], status: 503, failing: 21).map { $0.prefix(9) } == ["finding 2"])
        #expect(try run([203, 203], status: 503, failing: 22) == [])
        #expect(try run([203, 203], status: 429, failing: 23).map { $0.prefix(9) } == ["finding 2"])
    }

    @Test func whatIsLoggedAsRetryAfterIsTheWaitingTime() throws {
        var lines: [ModelLine] = [.tick(ModelGrid.hour(2))]
        for hour in [ModelGrid.hour(0), ModelGrid.hour(1)] {
            var refusal = ModelLine(time: hour, status: 429, target: "/MSDEMO/Estates")
            refusal.fields[3] = Array("60".utf8)
            lines.append(refusal)
            lines += (0..<203).map { _ in ModelLine(time: hour + 59_999, target: "/MSDEMO/Estates") }
        }
        var options = ModelOptions()
        #expect(try DetectorRun(lines, options).findings.filter { $0.rule == .ignoredBackoff }.isEmpty)
        options.retryAfterField = 3
        #expect(try DetectorRun(lines, options).findings.contains { $0.rule == .ignoredBackoff })
    }
}
