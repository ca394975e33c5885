import Detection

extension TextReport {
    /// Gaps that the coverage line lists.
    private static let listedGaps = 3

    /// How many partners are to warn and to watch; a clear sentence where nothing was found.
    func totals() -> [String] {
        let warned = Set(ranked.map { partner($0.key) })
        let watched = Set(model.findings.filter { $0.kind == .observation }.map { partner($0.key) }).subtracting(warned)
        let closing = "Nothing here closes anybody's access."
        guard warned.isEmpty else {
            let warn = Figures.counted(Int64(warned.count), "partner").glued
            return wrapped("\(warn) to warn, \(number(Int64(watched.count))) to watch. \(closing)", style: .bold)
        }
        let watch = watched.isEmpty ? "" : " \(Figures.counted(Int64(watched.count), "partner").glued) to watch."
        return wrapped("\(clean)\(watch) \(closing)", style: .bold)
    }

    private var clean: String {
        let summary = model.summary
        if summary.lines == 0 { return "No lines were read, so nothing can be said of anybody." }
        if summary.identified == 0 { return "No line names its sender, so nothing can be said of anybody." }
        if model.findings.contains(where: { $0.kind == .finding }) { return "Nobody to warn beside what is exempt." }
        let subject = summary.keys == 1 ? "the only key stays" : "all \(number(Int64(summary.keys))) keys stay"
        let bound = summary.tooShort.isEmpty ? "" : ", as far as so short a log can show"
        return "No misuse found: \(subject) below every limit\(bound)."
    }

    /// Partners by the register, else by login; keys without a login by their base.
    private func partner(_ key: PartnerKey) -> PartnerKey {
        guard let login = key.login else { return key }
        return PartnerKey(login: model.partners[login].map { "\u{0}\($0.id)" } ?? login, installation: nil)
    }

    /// Which span was seen, what is missing, and whether the figures are exact.
    func coverage() -> [String] {
        let summary = model.summary
        let unreadable = summary.unreadable.reduce(0) { $0 + $1.lines }
        var counts = ["\(Figures.counted(unreadable, "line").glued) unreadable", "\(number(summary.late)) late"]
        if summary.unidentified > 0 { counts.append("\(number(summary.unidentified)) unidentified") }
        let exact = summary.inexact.map { "not exact: \(shown($0))" } ?? "exact"
        var lines = wrapped("\(span(of: summary)); \(counts.joined(separator: ", ")); \(exact).")
        if let first = summary.faults.first {
            let more = summary.faults.count > 1 ? " and at \(number(Int64(summary.faults.count - 1))) other times" : ""
            lines += wrapped(
                "More than a tenth of all requests met 5xx from \(times.stamp(first.from).glued) to "
                    + "\(times.stamp(first.to).glued)\(more): a 503 in these hours is not held against anybody.")
        }
        if let stamps = summary.stamps { lines += wrapped(shown(stamps)) }
        for sentence in summary.tooShort { lines += wrapped(shown(sentence)) }
        if let overload = summary.overload, overload.isOnlyRanking { lines += wrapped(ranking(overload)) }
        return lines
    }

    private func span(of summary: RunSummary) -> String {
        guard let first = summary.firstTime, let last = summary.lastTime else { return "No time covered" }
        let range = "from \(times.stamp(first).glued) to \(times.stamp(last).glued)"
        var gaps = summary.gaps.prefix(Self.listedGaps).map { gap in
            "\(times.stamp(gap.from).glued) to \(times.stamp(gap.to).glued)"
        }
        if summary.gaps.count > gaps.count { gaps.append("\(number(Int64(summary.gaps.count - gaps.count))) more") }
        let unread = Figures.counted(Int64(summary.problems.count), "input problem").glued
        let problems = summary.problems.isEmpty ? "" : " and \(unread)"
        guard gaps.isEmpty else {
            let count = Figures.counted(Int64(summary.gaps.count), "gap").glued
            return "Not complete \(range), \(count)\(problems): \(Figures.list(gaps))"
        }
        return problems.isEmpty ? "Complete \(range)" : "Not complete \(range), \(unread)"
    }
}
