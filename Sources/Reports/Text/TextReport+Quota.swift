import Detection

extension TextReport {
    /// What was counted, against what is agreed.
    func quota(_ finding: Finding, _ evidence: QuotaEvidence) -> String {
        let units = Figures.counted(evidence.peak, "unit").glued
        return
            "\(name(of: finding, evidence)): \(units) \(window(evidence)) where \(number(evidence.limit)) are agreed, "
            + "\(number(evidence.above)) above; the limit was passed on \(times.stamp(finding.started).glued)"
            + "\(projection(evidence))."
    }

    /// The short form, also for what is only near the limit.
    func briefQuota(_ finding: Finding, _ evidence: QuotaEvidence) -> String {
        let units = "\(number(evidence.peak)) of \(Figures.counted(evidence.limit, "unit"))".glued
        let reached = "four fifths reached on \(times.stamp(finding.started).glued)"
        let state = finding.kind == .finding ? "\(number(evidence.above)) above" : reached
        return "\(name(of: finding, evidence)): \(units) \(window(evidence)), \(state)\(projection(evidence))"
    }

    /// The quota's name, with the value of its group behind a slash.
    private func name(of finding: Finding, _ evidence: QuotaEvidence) -> String {
        Columns.shortened(shown(Redaction.target(finding.target ?? evidence.name)), to: options.width - 8)
    }

    /// `in 2026-03`, `within 1d`.
    private func window(_ evidence: QuotaEvidence) -> String {
        evidence.period.map { "in \($0)".glued } ?? "within \(evidence.per)".glued
    }

    private func projection(_ evidence: QuotaEvidence) -> String {
        evidence.projected.map { ", and at this rate the period ends at about \(number($0))" } ?? ""
    }
}
