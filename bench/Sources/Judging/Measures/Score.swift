import Workloads

/// Holds what the program said against what is true, over as many workloads as it is given.
public struct Score {
    var precision = Tally()
    var goodNotices = Tally()
    var goodMonths = 0.0
    var goodKeyDays = 0
    var falseDays = 0
    var falseKinds: [String: Int] = [:]
    var unexplained = Tally()
    var recallTwo = Tally()
    var recallFour = Tally()
    var named = Tally()
    var silentNearMisses = Tally()
    var largestGood = Tally()
    var times: [String: Tally] = [:]
    var noticeDays = Tally()
    var resolvedDays = Tally()
    var periods = Tally()
    var above = Tally()
    var shareByTag = Tally()
    var shareBySize = Tally()
    var quotas: [String: Tally] = [:]
    var missing: Set<String> = []
    var printsDayScores = true
    var hasPushLog = false
    var archetypes: [String: Tally] = [:]
    /// Runs of equal lines cut, ordered and read otherwise, that printed the same.
    public var determinism = Repetitions()

    /// Nothing judged yet.
    public init() {}

    /// Adds what a run on a workload printed.
    public mutating func take(_ workload: Workload, _ output: ProgramOutput) {
        let byKey = Dictionary(grouping: output.findings, by: \.key)
        if output.dayScores == nil { printsDayScores = false }
        for place in workload.keys.indices {
            let key = workload.keys[place]
            let name = KeyName(key.login, key.installation)
            let findings = (byKey[name] ?? []).filter { $0.rule != "quota" }
            let scores =
                output.dayScores.map { DayScores($0[name] ?? [:], workload.season) }
                ?? DayScores(findings, workload.season)
            judge(key, workload, findings, scores, output.rules)
        }
        judgeLargest(workload, byKey)
        for place in WorkloadQuota.all.indices { judgeQuota(place, workload, output) }
    }

    private mutating func judge(
        _ key: Key, _ workload: Workload, _ findings: [SeenFinding], _ scores: DayScores, _ rules: Set<String>
    ) {
        let title = Self.title(key, workload)
        let notice = scores.noticeDay
        if notice != nil {
            precision.count(key.label == .abusive, "\(title): \(Self.list(findings))")
        }
        switch key.label {
        case .good: judgeGood(key, workload, findings, notice, title)
        case .nearMiss:
            goodNotices.count(notice == nil, title)
            let loud = findings.filter { $0.type == "finding" }
            silentNearMisses.count(loud.isEmpty, "\(title): \(Self.list(loud))")
        case .abusive: judgeAbuser(key, workload, findings, scores, rules, title)
        }
        archetypes["\(key.label.rawValue): \(key.archetype) \(key.variant)", default: Tally()].count(notice != nil)
    }

    private mutating func judgeGood(
        _ key: Key, _ workload: Workload, _ findings: [SeenFinding], _ notice: Int?, _ title: String
    ) {
        goodNotices.count(notice == nil, "\(title): \(Self.list(findings))")
        goodMonths += Double(workload.season.days) / 30
        goodKeyDays += workload.season.days
        var days: Set<Int> = []
        for finding in findings {
            unexplained.count(finding.isExplained, "\(title): \(finding.rule) without figures")
            days.formUnion(DayScores.days(of: finding, workload.season))
        }
        if let deserved = key.deservedDays { days.subtract(deserved) }
        falseDays += days.count
        for finding in findings where !days.isDisjoint(with: DayScores.days(of: finding, workload.season)) {
            falseKinds["\(key.archetype): \(finding.type) \(finding.rule)", default: 0] += 1
        }
    }

    private mutating func judgeAbuser(
        _ key: Key, _ workload: Workload, _ findings: [SeenFinding], _ scores: DayScores, _ rules: Set<String>,
        _ title: String
    ) {
        guard let expectation = key.expectation else { return }
        let truth = workload.truths[key.place]
        let hasRule = rules.contains(expectation.rule)
        if !hasRule { missing.insert(expectation.rule) }
        let multiple = expectation.multiple ?? truth.multipleOfRepeats
        let reason = hasRule ? Self.list(findings) : "rule \(expectation.rule) not in this program"
        // Who misuses the API on fewer than three days of seven has earned no notice.
        if expectation.isNotified, scores.onTrueDays(truth.abuseDays).noticeDay != nil {
            if multiple >= 2 { recallTwo.count(scores.noticeDay != nil, "\(title): \(reason)") }
            if multiple >= 4 { recallFour.count(scores.noticeDay != nil, "\(title): \(reason)") }
        }
        named.count(
            findings.contains { $0.rule == expectation.rule && $0.type == "finding" },
            "\(title): no \(expectation.rule); \(reason)")
        judgeTimes(expectation, truth, workload, findings, hasRule, title)
        if multiple >= 2, hasRule { judgeDays(truth, workload, scores, title) }
        judgePeriods(expectation, findings, title)
        judgeRepeats(truth, workload, findings, title)
    }

    private mutating func judgeDays(_ truth: KeyTruth, _ workload: Workload, _ scores: DayScores, _ title: String) {
        let due = scores.onTrueDays(truth.abuseDays)
        func day(_ place: Int?) -> String { place.map { CivilDate.text(workload.season.firstDay + $0) } ?? "never" }
        noticeDays.count(
            due.noticeDay == scores.noticeDay, "\(title): due \(day(due.noticeDay)), came \(day(scores.noticeDay))")
        guard scores.noticeDay != nil else { return }
        resolvedDays.count(
            due.resolvedDay == scores.resolvedDay,
            "\(title): due \(day(due.resolvedDay)), came \(day(scores.resolvedDay))")
    }

    private mutating func judgeLargest(_ workload: Workload, _ byKey: [KeyName: [SeenFinding]]) {
        let good = workload.keys.filter { $0.label == .good }
        guard let key = good.max(by: { workload.truths[$0.place].requests < workload.truths[$1.place].requests }) else {
            return
        }
        let findings = (byKey[KeyName(key.login, key.installation)] ?? []).filter {
            $0.rule != "quota" && $0.type == "finding"
        }
        largestGood.count(findings.isEmpty, "\(Self.title(key, workload)): \(Self.list(findings))")
        largestGood.note(Double(workload.truths[key.place].requests))
    }

    static func title(_ key: Key, _ workload: Workload) -> String {
        "seed \(workload.seed) \(workload.season.name.rawValue) \(key.login) \(key.installation) "
            + "(\(key.archetype)\(key.variant.isEmpty ? "" : ", \(key.variant)"))"
    }

    /// The rules of findings in short, the same ones once.
    static func list(_ findings: [SeenFinding]) -> String {
        let counts = Dictionary(grouping: findings) { "\($0.type) \($0.rule) \($0.points)" }.mapValues(\.count)
        let texts = counts.sorted { $0.key < $1.key }.map { $0.value == 1 ? $0.key : "\($0.value) x \($0.key)" }
        return texts.isEmpty ? "no findings" : texts.joined(separator: ", ")
    }
}
