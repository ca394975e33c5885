import Workloads

/// Runs that must print the same, and those that did not.
public struct Repetitions: Sendable {
    /// How many runs were compared.
    public var runs = 0
    /// What was different in those that differed.
    public var differences: [String] = []

    /// No run yet.
    public init() {}
}

extension Score {
    /// The table of what has been judged so far.
    public func rows() -> [Row] {
        noticeRows() + timeRows() + figureRows() + quotaRows() + [determinismRow()]
    }

    private func noticeRows() -> [Row] {
        let rate = goodKeyDays == 0 ? 0 : 100 * Double(falseDays) / Double(goodKeyDays)
        return [
            row("notice precision (keys)", ">= 0.999", precision, least: 0.999),
            Row(
                measure: "false notices, good keys and near misses",
                target: "0 in 10 000 good key-months", measured: "\(goodNotices.missed) in \(Int(goodMonths))",
                passes: goodNotices.missed == 0, exceptions: goodNotices.exceptions),
            Row(
                measure: "false observations, good keys", target: "<= 1 % of key-days",
                measured: "\(Self.decimal(rate, 2)) % (\(falseDays) of \(goodKeyDays))", passes: rate <= 1,
                exceptions: falseKinds.sorted { $0.value > $1.value }.map { "\($0.value) x \($0.key)" }),
            row("observations with figures and limit", "all", unexplained, least: 1),
            row("near misses without a finding", "all", silentNearMisses, least: 1),
            row("largest honest customer without a finding", "all", largestGood, least: 1),
            row("notice recall, abusers >= 2 x", ">= 0.98", recallTwo, least: 0.98),
            row("notice recall, abusers >= 4 x", "1.00", recallFour, least: 1),
            Row(
                measure: "abusers with a finding of the expected rule", target: "(no target)",
                measured: Self.share(named), passes: nil),
            row("notice at the end of the 3rd abusive day", "all", noticeDays, least: 1),
            row("resolved at the end of the 7th clean day", "all", resolvedDays, least: 1),
        ]
    }

    private func timeRows() -> [Row] {
        [
            ("A", "time to find, A after E = 100", "<= 1 h"),
            ("B150", "time to find, B up to 150 s", "<= 7 h"),
            ("B300", "time to find, B up to 300 s", "<= 8 h"), ("C1", "time to find, C1", "<= 15 min"),
            ("C2", "time to find, C2", "<= 1 h"),
        ].map { name, measure, target in
            guard let tally = times[name] else {
                return Row(measure: measure, target: target, measured: "nothing to judge", passes: false)
            }
            var row = row(measure, target, tally, least: 1)
            let figures = [50.0, 95, 100].map { Self.decimal(tally.percentile($0) / 3600, 2) }
            row.measured += "; median \(figures[0]), p95 \(figures[1]), most \(figures[2]) h"
            return row
        }
    }

    private func figureRows() -> [Row] {
        [
            row("period error when sharp", "<= max(1 s, 1 %) in >= 99 %", periods, least: 0.99),
            row("redundant count never above the truth", "all", above, least: 1),
            share("redundant count by entity tag", ">= 95 % of the truth", shareByTag),
            share("redundant count by size", ">= 80 % of the truth", shareBySize),
        ]
    }

    private func quotaRows() -> [Row] {
        WorkloadQuota.all.map { quota in
            row("D \(quota.name)", "equal to brute force", quotas[quota.name] ?? Tally(), least: 1, mustHave: true)
        }
    }

    private func determinismRow() -> Row {
        Row(
            measure: "determinism", target: "byte-identical",
            measured: "\(determinism.runs - determinism.differences.count) of \(determinism.runs) runs",
            passes: determinism.runs > 0 && determinism.differences.isEmpty, exceptions: determinism.differences)
    }

    private func share(_ measure: String, _ target: String, _ tally: Tally) -> Row {
        var row = row(measure, target, tally, least: 1, mustHave: true)
        row.measured += "; least \(Self.decimal(100 * (tally.figures.min() ?? 0), 1)) %"
        return row
    }

    private func row(
        _ measure: String, _ target: String, _ tally: Tally, least: Double, mustHave: Bool = false
    ) -> Row {
        let hasAny = tally.all > 0 || !mustHave
        return Row(
            measure: measure, target: target, measured: Self.share(tally), passes: hasAny && tally.rate >= least,
            exceptions: tally.exceptions)
    }

    /// What the table's figures rest on, and the rules that the program lacks.
    public func remarks() -> [String] {
        var remarks = [
            "B is timed from the first whole block of the grid in which the client polls: by ruling 22 that block only "
                + "admits the target, six or seven more must follow.",
            "A notice is the key score rule (3 days of 7 at 15 points, or two at 60), worked out by the judge: "
                + "no run drafts letters yet.",
        ]
        if !printsDayScores {
            remarks.append("The program prints no day scores; they are worked out from the episodes of its findings.")
        }
        if !hasPushLog {
            remarks.append("The program was given no log of deliveries, so a push outage excuses nobody.")
        }
        for rule in missing.sorted() {
            remarks.append("Rule \(rule) is not in this program; its abusers count as missed.")
        }
        remarks.append("Resuming across runs is not judged here; the tests of the ledger do that.")
        return remarks
    }

    /// Each archetype with how many of its keys would get a notice.
    public func archetypeLines() -> [String] {
        archetypes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.held) of \($0.value.all) noticed" }
    }

    static func share(_ tally: Tally) -> String {
        tally.all == 0 ? "none" : "\(decimal(tally.rate, 4)) (\(tally.held) of \(tally.all))"
    }

    static func decimal(_ number: Double, _ places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let whole = Int((number * scale).rounded())
        let rest = String(abs(whole) % Int(scale))
        let zeros = String(repeating: "0", count: places - rest.count)
        return "\(whole < 0 ? "-" : "")\(abs(whole) / Int(scale)).\(zeros)\(rest)"
    }
}
