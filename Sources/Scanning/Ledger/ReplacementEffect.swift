internal import Detection
internal import Ledger
internal import Reports

/// What it changed that inputs were taken out: findings that are others now, and cases whose days would be judged otherwise.
struct ReplacementEffect {
    /// A case of which days that were judged say something else now.
    struct ChangedCase {
        let id: String
        let key: PartnerKey
        /// Dates with the largest points of a finding before and now.
        var days: [(date: String, before: Int, now: Int)] = []
        /// Its letters by their stage.
        let letters: [String: Int]
    }

    private(set) var gone = 0
    private(set) var changed = 0
    private(set) var new = 0
    private(set) var same = 0
    private(set) var cases: [ChangedCase] = []

    /// Compares findings by their identifiers, and the days of cases by the largest points.
    init(_ before: [KeptFinding], _ now: [KeptFinding], _ rows: [CaseRow], _ letters: [LetterRow], _ days: [JudgedDay])
    {
        let old = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
        let fresh = Set(now.map(\.id))
        gone = before.count { !fresh.contains($0.id) }
        for finding in now {
            guard let known = old[finding.id] else {
                new += 1
                continue
            }
            if known == finding { same += 1 } else { changed += 1 }
        }
        for row in rows {
            var changed = ChangedCase(
                id: row.id, key: row.key,
                letters: letters.reduce(into: [:]) { if $1.caseID == row.id { $0[$1.stage, default: 0] += 1 } })
            let (then, today) = (Self.points(before, of: row), Self.points(now, of: row))
            for day in days where then[day.start] != today[day.start] {
                changed.days.append((day.date, then[day.start] ?? 0, today[day.start] ?? 0))
            }
            if !changed.days.isEmpty { cases.append(changed) }
        }
    }

    /// The largest points of a case's findings by day.
    private static func points(_ findings: [KeptFinding], of row: CaseRow) -> [Int64: Int] {
        findings.reduce(into: [:]) { points, finding in
            guard finding.kind == .finding, finding.key == row.key, finding.rule.clause == row.clause else { return }
            for day in finding.days { points[day.day] = max(points[day.day] ?? 0, day.points) }
        }
    }

    /// What is said of findings.
    var sentence: String {
        let parts = [(same, "as they were"), (changed, "with other figures"), (new, "new"), (gone, "gone")]
        let shown = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return shown.isEmpty
            ? "No findings before and after." : "Findings and observations: \(shown.joined(separator: ", "))."
    }

    /// What is said of cases, one sentence each.
    var warnings: [String] { cases.map(Self.warning) }

    private static func warning(_ changed: ChangedCase) -> String {
        let days = changed.days.prefix(3).map { "\($0.date) \($0.before) points before and \($0.now) now" }
        let more = changed.days.count > 3 ? ", and \(changed.days.count - 3) more days" : ""
        let who = [changed.key.login ?? "-", changed.key.installation].compactMap(\.self).joined(separator: " ")
        let under = ["drafted", "approved"].reduce(0) { $0 + (changed.letters[$1] ?? 0) }
        let gone = changed.letters.values.reduce(0, +) - under
        var letters: [String] = []
        if gone > 0 { letters.append("\(gone) of its letters \(gone == 1 ? "is" : "are") out") }
        if under > 0 {
            letters.append("look at the \(under == 1 ? "letter" : "\(under) letters") not sent before sending")
        }
        let tail = letters.isEmpty ? "" : "; " + letters.joined(separator: ", ")
        return
            "Case \(changed.id) (\(who)) was judged by figures that differ now: \(days.joined(separator: ", "))\(more); it "
            + "stays as it is\(tail)."
    }
}
