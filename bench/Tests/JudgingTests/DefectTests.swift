import Foundation
import Judging
import Testing
import Workloads

/// The judge is worth something only if it can fail: each defect turns a row that passes into one that does not.
@Suite struct DefectTests {
    private static let defects = [
        Defect("a good key is accused", row: "notice precision (keys)", Defect.accuse(.good)),
        Defect("a good key gets a notice", row: "false notices, good keys and near misses", Defect.accuse(.good)),
        Defect("a near miss is accused", row: "near misses without a finding", Defect.accuse(.nearMiss)),
        Defect(
            "a finding says no limit", row: "observations with figures and limit",
            Defect.each("polling") { $0.isExplained = false }),
        Defect(
            "no finding but quotas", row: "time to find, A after E = 100", Defect.without { $0.rule != "quota" }),
        Defect(
            "repeats are found two hours late", row: "time to find, A after E = 100",
            Defect.each("repeated_fetch") { $0.started += 7_200_000 }),
        Defect(
            "polling is found two hours late", row: "time to find, B up to 150 s",
            Defect.each("polling") { $0.started += 7_200_000 }),
        Defect(
            "slow polling is never found", row: "time to find, B up to 300 s", Defect.without { $0.rule == "polling" }),
        Defect(
            "every period is 7 s too long", row: "period error when sharp",
            Defect.each("polling") { $0.figures["period_seconds"]? += 7 }),
        Defect(
            "repeats are counted twice", row: "redundant count never above the truth",
            Defect.each("repeated_fetch") { $0.waste *= 2 }),
        Defect(
            "half of the repeats are forgotten", row: "redundant count by size",
            Defect.each("repeated_fetch") { $0.waste /= 2 }),
        Defect(
            "quotas begin a second late", row: "D lists-a-day", Defect.each("quota") { $0.started += 1000 }),
        Defect("quotas count one too much", row: "D writes-in-24h", Defect.each("quota") { $0.figures["peak"]? += 1 }),
        Defect("no quota is kept", row: "D searches-a-day", Defect.without { $0.rule == "quota" }),
        Defect(
            "polling and repeats weigh nothing", row: "notice at the end of the 3rd abusive day",
            { output, workload in
                for place in output.findings.indices { output.findings[place].points = 0 }
                output.dayScores = output.dayScores.map { _ in [:] }
            }),
    ]

    @Test(arguments: defects) func turnsItsRow(defect: Defect) throws {
        let run = try JudgedRun.shared.get()
        let before = try #require(run.rows(run.output)[defect.measure])
        #expect(before.passes == true, "\(before)")
        var spoiled = run.output
        defect.spoil(&spoiled, run.workload)
        let after = try #require(run.rows(spoiled)[defect.measure])
        #expect(after.passes == false, "\(after)")
    }

    @Test func aRuleThatIsTurnedOffIsMissed() throws {
        let run = try JudgedRun.shared.get()
        let policy = run.policyFile + ".off"
        let off = "repeated_fetch: {excess: 1000000000, heavy_excess: 1000000000}\n"
        try Data((JudgedPolicy.text + off).utf8).write(to: URL(fileURLWithPath: policy))
        let output = try JudgedRun.output(of: run.workload, policy: policy)
        let row = try #require(run.rows(output)["time to find, A after E = 100"])
        #expect(row.passes == false)
        #expect(row.exceptions.contains { $0.hasSuffix("(exponential jitter, 60 s): never") }, "\(row.exceptions)")
    }

    @Test func aRuleThatAccusesTooEarlyIsSeen() throws {
        let run = try JudgedRun.shared.get()
        let policy = run.policyFile + ".early"
        let early = "repeated_fetch: {excess: 1, share: 1%, free_per_day: 0}\n"
        try Data((JudgedPolicy.text + early).utf8).write(to: URL(fileURLWithPath: policy))
        let rows = run.rows(try JudgedRun.output(of: run.workload, policy: policy))
        #expect(rows["notice precision (keys)"]?.passes == false)
        #expect(rows["false observations, good keys"]?.passes == false)
        #expect(rows["near misses without a finding"]?.passes == false)
    }

    @Test func runsThatPrintOtherwiseAreSeen() throws {
        var score = Score()
        score.determinism.runs = 200
        #expect(score.rows().last?.passes == true)
        score.determinism.differences = ["run 7"]
        #expect(score.rows().last?.passes == false)
    }
}
