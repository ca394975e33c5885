import Detection

extension ExplainText {
    /// The day scores of a key, and what they are made of.
    func scores(_ trace: KeyTrace) -> [String] {
        guard let totals = explanation.model.keys.first(where: { $0.key == trace.key }) else { return [] }
        let score = "Key score \(totals.score): the third-largest day of the last 7 covered ones."
        guard !totals.days.isEmpty else { return [""] + wrapped("No day has points. \(score)") }
        var lines = [""] + wrapped(score, style: .bold)
        for day in totals.days {
            let parts = day.charges.map { charge in
                let finding = explanation.model.findings[charge.finding]
                let route = Columns.shortened(
                    report.shown(Redaction.route(finding.route)), to: report.options.width / 2)
                let name = "\(TextReport.spoken(finding.rule)) \(charge.points)"
                return route.isEmpty ? name.glued : "\(name.glued) (\(charge.counts ? "" : "not counted, ")\(route))"
            }
            let covered = day.day.isCovered ? "" : " (day not covered)"
            lines += wrapped(
                "\(day.day.date) \(Columns.padded(String(day.score), to: 3, trailing: true).glued)\(covered): "
                    + parts.joined(separator: ", "), indent: 2, hanging: 6)
        }
        return lines
    }

    /// Every evaluation of the day that was asked for, one line each.
    func hours(_ trace: RuleTrace, _ rule: RuleName) -> [String] {
        var lines = wrapped("\(explanation.day ?? ""), \(subject(trace)):", indent: 2)
        for evaluation in trace.hours {
            let stamp = report.times.clock(evaluation.hour?.start ?? evaluation.moment)
            var parts: [String] = []
            if let hour = evaluation.hour {
                parts.append(hour.reason)
                parts += hour.conditions.filter { $0.value > 0 }.map(\.phrase.glued)
            }
            let state = evaluation.fires ? "holds" : evaluation.obstacle == nil ? "" : "cannot fire"
            let window = brief(evaluation) + (state.isEmpty ? "" : " (\(state))")
            lines += wrapped(
                "\(stamp) \((parts.isEmpty ? [window] : [parts.joined(separator: ", "), window]).joined(separator: "; "))",
                indent: 4, hanging: 10)
        }
        return lines
    }
}
