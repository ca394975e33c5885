import Detection

extension ExplainText {
    /// One rule on one route and target: the findings, or how near it came and what was missing.
    func told(_ trace: RuleTrace, _ account: RuleAccount, _ key: KeyTrace) -> [String] {
        let findings = account.findings(of: trace)
        if findings.contains(where: { $0.kind == .finding }) {
            return findings.filter { $0.kind == .finding }.prefix(5).flatMap { fired($0, trace) }
        }
        guard let nearest = trace.nearest else { return [] }
        var lines: [String] = []
        let window = "in the \(length(nearest)) to \(report.times.stamp(nearest.windowEnd).glued)"
        lines += wrapped("Nearest: \(subject(trace)), \(window).", indent: 2)
        lines += table(nearest)
        lines += wrapped(missing(nearest, observed: findings.first), indent: 2)
        return lines + windowHours(trace) + wholeLog(trace)
    }

    /// What would have had to be different.
    private func missing(_ nearest: Evaluation, observed: Finding?) -> String {
        var sentences: [String] = []
        if let remark = nearest.remark { sentences.append("\(remark.prefix(1).uppercased())\(remark.dropFirst()).") }
        let changes = nearest.nearestWay.flatMap(Needed.changes)
        if let obstacle = nearest.obstacle {
            let remedy = nearest.remedy.map { "; with \($0) in the policy it could" } ?? ""
            sentences.append("It cannot fire: \(obstacle)\(remedy).")
            if let changes { sentences.append("Beside that it lacked \(changes).") }
        } else if let changes {
            sentences.append("It would have fired with \(changes).")
        } else if explanation.observationsOnly {
            sentences.append("The policy makes every finding an observation (observations_only).")
        }
        if let observed {
            let start = report.times.stamp(observed.started).glued
            let end = observed.ended.map { " to \(report.times.stamp($0).glued)" } ?? " on"
            sentences.append("Observed from \(start)\(end).")
        }
        return sentences.joined(separator: " ")
    }

    private func fired(_ finding: Finding, _ trace: RuleTrace) -> [String] {
        let start = report.times.stamp(finding.started).glued
        let end = finding.ended.map { "until \(report.times.stamp($0).glued)" } ?? "and not over at the end of the log"
        let points =
            finding.exempt.map { "exempt: \(report.shown($0))" } ?? Figures.counted(Int64(finding.points), "point")
        var lines = wrapped(
            "\(subject(trace)): from \(start) \(end), with \(Figures.grouped(finding.observed)) "
                + "\(finding.unit) (limit \(Figures.grouped(finding.threshold))); \(points).", indent: 2)
        guard let worst = trace.episodes.first(where: { $0.started == finding.started })?.worst else { return lines }
        lines += wrapped(
            "Worst in the \(length(worst)) to \(report.times.stamp(worst.windowEnd).glued):", indent: 2)
        return lines + table(worst)
    }

    /// Every number of the nearest way against its limit, the other figures below.
    private func table(_ evaluation: Evaluation) -> [String] {
        guard let way = evaluation.nearestWay else { return [] }
        let rows = way.conditions.map { ($0.label, $0.figures, $0.isMet) }
        let (left, right) = (rows.map { Columns.width($0.0) }.max() ?? 0, rows.map { Columns.width($0.1) }.max() ?? 0)
        var lines = rows.map { row in
            "    " + Columns.padded(row.0, to: left) + "  " + Columns.padded(row.1, to: right, trailing: true)
                + (row.2 ? "  met" : "  not met")
        }
        let others = evaluation.ways.filter { $0.name != way.name && $0.name != "heavy" }.map { other in
            "or " + other.conditions.map(\.phrase.glued).joined(separator: ", ")
        }
        let figures = evaluation.figures.filter { $0.value > 0 }.map {
            "\(Figures.grouped($0.value)) \($0.label)".glued
        }
        if !others.isEmpty || !figures.isEmpty {
            lines += wrapped("(\((others + figures).joined(separator: "; ")))", indent: 4, hanging: 5)
        }
        return lines
    }

    /// The hours of the window, for rules that count hours: what each was, and which of the others came nearest.
    private func windowHours(_ trace: RuleTrace) -> [String] {
        let hours = trace.nearestHours
        guard let last = hours.last else { return [] }
        var lines = wrapped("Of its \(unit(last)): \(groups(hours)).", indent: 2)
        let missed = hours.filter {
            $0.kind == .misses && !$0.conditions.contains { $0.value == 0 && $0.form == .atLeast }
        }
        if let best = missed.max(by: { $0.sum < $1.sum }) {
            let stamp = report.times.stamp(best.start).glued
            let figures = best.conditions.map(\.phrase.glued).joined(separator: ", ")
            lines += wrapped("Nearest of the others: \(stamp) with \(figures).", indent: 2)
        }
        let blind = hours.filter { $0.kind == .notEvaluable }
        if !blind.isEmpty {
            let stamps = blind.prefix(4).map { report.times.stamp($0.start).glued }
            let more = blind.count > 4 ? ["\(blind.count - 4) more"] : []
            lines += wrapped("Not evaluable: \(Figures.list(stamps + more)).", indent: 2)
        }
        return lines
    }

    private func groups(_ hours: [Evaluation.Hour]) -> String {
        var order: [String] = []
        var counts: [String: Int64] = [:]
        for hour in hours {
            let reason = hour.kind == .notEvaluable ? "\(hour.reason) (not evaluable)" : hour.reason
            if counts[reason] == nil { order.append(reason) }
            counts[reason, default: 0] += 1
        }
        return order.map { "\(Figures.grouped(counts[$0] ?? 0)) \($0)".glued }.joined(separator: ", ")
    }

    /// What the hours of the whole log were.
    private func wholeLog(_ trace: RuleTrace) -> [String] {
        guard explanation.isDetailed else { return [] }
        guard !trace.tallies.isEmpty else {
            let times =
                trace.subject.rule == .roundTheClock ? "day" : trace.subject.rule == .quota ? "stamp" : "hour end"
            return wrapped("Looked at \(Figures.counted(trace.evaluations, times)).", indent: 2)
        }
        let tallies = trace.tallies.filter { $0.hours > 0 }.map { tally in
            "\(Figures.grouped(tally.hours)) \(tally.reason)".glued
        }
        return wrapped("In the whole log: \(tallies.joined(separator: ", ")).", indent: 2)
    }

    private func unit(_ hour: Evaluation.Hour) -> String {
        hour.end - hour.start == 3_600_000
            ? "hours" : "blocks of \(Figures.interval(seconds: (hour.end - hour.start) / 1000).glued)"
    }

    /// `24 hours`, `30 d`.
    func length(_ evaluation: Evaluation) -> String {
        let milliseconds = evaluation.windowEnd - evaluation.windowStart
        guard milliseconds % 3_600_000 == 0 else { return Figures.duration(milliseconds: milliseconds).glued }
        let hours = milliseconds / 3_600_000
        // A month with a change of the clock is an hour off.
        return (hours > 48 ? "\((hours + 12) / 24) days" : Figures.counted(hours, "hour")).glued
    }
}

extension Evaluation.Hour {
    /// How near the hour came to counting.
    fileprivate var sum: Int64 { conditions.reduce(0) { $0 + $1.progress } }
}
