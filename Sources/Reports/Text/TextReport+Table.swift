import Detection

extension TextReport {
    /// One row a key and rule.
    private struct Row {
        var points: Int?
        var name: String
        var rule: String
        var since: String
        var saving: String
    }

    /// The columns of the table; the name takes what the others leave.
    private struct Layout {
        static let points = 7
        static let rule = 15
        static let since = 12
        var name: Int
        var saving: Int
        var hasSince: Bool

        init(_ rows: [Row], width: Int) {
            saving = rows.map { Columns.width($0.saving) }.reduce(17, max)
            let sinceWidth = rows.map { Columns.width($0.since) }.reduce(Self.since, max)
            let rest = width - Self.points - Self.rule - saving - 6
            hasSince = rest - sinceWidth - 2 >= 16
            let widest = rows.map { Columns.width($0.name) }.reduce(21, max)
            name = max(1, min(widest, hasSince ? rest - sinceWidth - 2 : rest))
        }
    }

    /// The ranked table of keys and rules.
    func table() -> [String] {
        let rows = shown.flatMap(rows)
        let layout = Layout(rows, width: options.width)
        let partner = layout.name >= 16 ? "partner and base" : "partner"
        let head = Row(points: nil, name: partner, rule: "rule", since: "since", saving: "a fix saves a day")
        let title = line(head, layout, points: " points")
        return [Style.dim.applied(to: title, color: options.color)]
            + rows.map { line($0, layout, points: points($0.points)) }
    }

    private func rows(of ranked: RankedKey) -> [Row] {
        let byRule = RuleName.allCases.compactMap { rule in
            let findings = ranked.findings.filter { $0.rule == rule }
            return findings.isEmpty ? nil : (rule, findings)
        }.sorted { $0.1[0].points > $1.1[0].points }
        return byRule.enumerated().map { index, entry in
            Row(
                points: index == 0 ? ranked.points : nil, name: index == 0 ? name(of: ranked.key) : "",
                rule: Self.spoken(entry.0), since: times.stamp(entry.1.map(\.since).min() ?? 0),
                saving: saving(of: entry.1, rule: entry.0))
        }
    }

    private func line(_ row: Row, _ layout: Layout, points: String) -> String {
        let name = Columns.padded(Columns.shortened(row.name, to: layout.name), to: layout.name)
        let rule = Columns.padded(row.rule, to: Layout.rule)
        let since = layout.hasSince ? Columns.padded(row.since, to: Layout.since) + "  " : ""
        let saving = Columns.padded(row.saving, to: layout.saving, trailing: true)
        return "\(points)  \(name)  \(rule)  \(since)\(saving)"
    }

    private func points(_ points: Int?) -> String {
        let text = Columns.padded(points.map(String.init) ?? "", to: Layout.points, trailing: true)
        let style: Style = (points ?? 0) >= 60 ? .red : (points ?? 0) >= 20 ? .yellow : .plain
        return style.applied(to: text, color: options.color)
    }

    /// Calls where polling wastes them, bytes and server time where whole answers do.
    private func saving(of findings: [Finding], rule: RuleName) -> String {
        // Load at the wrong time is not saved but moved.
        if rule == .overload { return "-" }
        let waste = findings.reduce(into: Waste()) { $0.add(wasteADay(of: $1)) }
        guard rule == .repeatedFetch, waste.bytes >= 1_000_000 else { return Figures.counted(waste.requests, "call") }
        let time =
            waste.serverMilliseconds < 1000 ? "" : ", \(Figures.duration(milliseconds: waste.serverMilliseconds))"
        return Figures.bytes(waste.bytes) + time
    }

    func wasteADay(of finding: Finding) -> Waste {
        finding.wasteADay(first: model.summary.firstTime, last: model.summary.lastTime)
    }

    /// The rule's name in a sentence.
    static func spoken(_ rule: RuleName) -> String {
        switch rule {
        case .repeatedFetch: "repeated fetch"
        case .polling: "polling"
        case .roundTheClock: "round the clock"
        case .overload: "overload"
        case .ignoredBackoff: "ignored backoff"
        case .closedDoor: "closed door"
        case .fanOut: "fan-out"
        case .wastefulScan: "wasteful scan"
        case .parallelDuplicates: "duplicates"
        case .quota: "quota"
        }
    }
}
