import Detection

extension TextReport {
    /// Observations in short form: for the person on call, never for a letter.
    func watch() -> [String] {
        section("Watch, below the limits of a finding:", model.findings.filter { $0.kind == .observation }) { _ in "" }
    }

    /// Findings that the policy exempts.
    func exempt() -> [String] {
        let exempt = model.findings.filter { $0.kind == .finding && $0.exempt != nil }
        return section("Exempt, counted for nobody:", exempt) { "; exempt: \(shown($0.exempt ?? ""))" }
    }

    private func section(_ title: String, _ findings: [Finding], note: (Finding) -> String) -> [String] {
        guard !findings.isEmpty else { return [] }
        var lines = [Style.bold.applied(to: title, color: options.color)]
        for finding in findings.prefix(max(1, options.top)) {
            let name = Columns.shortened(name(of: finding.key), to: options.width - 8).glued
            lines += wrapped("\(name): \(brief(finding))\(note(finding))", indent: 2, hanging: 4, style: .dim)
        }
        let hidden = findings.count - max(1, options.top)
        if hidden > 0 {
            lines += wrapped("\(number(Int64(hidden))) more; --format ndjson shows everything.", indent: 2)
        }
        return lines + [""]
    }

    func brief(_ finding: Finding) -> String {
        let (subject, span) = (subject(of: finding), span(of: finding))
        switch finding.evidence {
        case .repeatedFetch(let figures):
            let fetches = Figures.counted(figures.excess, "unchanged answer").glued
            return "\(fetches) again in 24 hours, \(figures.sharePercent) % of \(subject), \(span)"
        case .polling(let figures):
            let isUnknown = figures.push == .unknown
            return "\(subject) \(rhythm(figures)) \(span), \(share(figures))"
                + (isUnknown ? "; it is not known whether push exists" : "")
        case .overload(let figures): return briefOverload(figures)
        case .ignoredBackoff(let figures): return briefIgnoredBackoff(finding, figures)
        case .closedDoor(let figures): return briefClosedDoor(finding, figures)
        case .fanOut(let figures): return briefFanOut(finding, figures)
        case .wastefulScan(let figures): return briefWastefulScan(finding, figures)
        case .parallelDuplicates(let figures): return briefParallelDuplicates(finding, figures)
        case .quota(let figures): return briefQuota(finding, figures)
        case .roundTheClock(let figures):
            let ratio = "\(number(figures.ratioPercent)) %".glued
            let days = Figures.counted(figures.days, "day").glued
            return "\(subject) by night as by day (\(ratio) of the day's rate), \(days), \(span)"
        }
    }
}
