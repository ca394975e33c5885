import Detection

/// The explanation for people.
struct ExplainText {
    let explanation: Explanation
    let report: TextReport

    init(_ explanation: Explanation, _ options: ReportOptions) {
        self.explanation = explanation
        report = TextReport(model: explanation.model, options: options)
    }

    /// Every line, without its end; none is wider than the options say.
    func lines() -> [String] {
        var lines: [String] = []
        for trace in explanation.traces {
            if !lines.isEmpty { lines.append("") }
            lines += head(trace)
            for rule in explanation.rules { lines += account(of: rule, trace) }
            if !explanation.isDetailed || explanation.day != nil { lines += scores(trace) }
        }
        if explanation.isDetailed, explanation.day == nil, let rule = explanation.rules.first {
            lines += Self.paragraphs(of: rule, report, room: Self.screen - lines.count)
        }
        return lines
    }

    /// Lines that a near miss of one rule takes at most.
    private static let screen = 24

    /// The paragraphs of a rule that the room allows, and where the others are told.
    private static func paragraphs(of rule: RuleName, _ report: TextReport, room: Int) -> [String] {
        var lines = [""]
        let paragraphs = paragraphs(rule.text).map { report.wrapped($0, indent: 2) }
        for (place, paragraph) in paragraphs.enumerated() {
            let isLast = place == paragraphs.count - 1
            guard lines.count + paragraph.count + (isLast ? 0 : 1) <= room else {
                return lines
                    + report.wrapped("abuse-scan explain --rule \(rule.rawValue) tells more of the rule.", indent: 2)
            }
            lines += paragraph
        }
        return lines
    }

    private func head(_ trace: KeyTrace) -> [String] {
        var title = report.name(of: trace.key)
        let partner = trace.key.login.flatMap { explanation.model.partners[$0] }
        if let partner { title += "   " + report.shown(partner.name ?? partner.id) }
        let summary = explanation.model.summary
        let totals = explanation.model.keys.first { $0.key == trace.key }
        var facts = Figures.counted(totals?.requests ?? 0, "request")
        if let first = summary.firstTime, let last = summary.lastTime {
            facts += ", log of \(report.times.period(from: first, to: last)) (\(report.shown(report.options.zoneName)))"
        }
        return [bold(Columns.shortened(title, to: report.options.width))] + wrapped(facts)
    }

    private func account(of rule: RuleName, _ trace: KeyTrace) -> [String] {
        let account = RuleAccount(rule, trace, explanation.model)
        var lines = [""]
        lines += wrapped("\(rule.rawValue) \(verdict(account)).", style: .bold)
        guard let first = account.traces.first else {
            return lines + wrapped(nothing(rule, trace), indent: 2) + notJudged(rule, trace)
        }
        lines += told(first, account, trace)
        lines += others(account)
        lines += notJudged(rule, trace)
        if explanation.day != nil {
            for trace in account.traces.filter({ !$0.hours.isEmpty }).prefix(3) { lines += hours(trace, rule) }
        }
        return lines
    }

    private func verdict(_ account: RuleAccount) -> String {
        let found = account.findings.filter { $0.kind == .finding }
        switch account.verdict {
        case .fired where found.count == 1: return "fired"
        case .fired: return "fired \(Figures.grouped(Int64(found.count))) times"
        case .observed where account.rule == .roundTheClock: return "was observed, which is all that it does"
        case .observed: return "did not fire, but was observed"
        case .notFired: return "did not fire"
        }
    }

    /// The text of a rule, a paragraph each.
    static func paragraphs(_ text: RuleText) -> [String] {
        [
            text.sentence, "Fires when: \(lowered(text.firesWhen))",
            "Does not fire when: \(lowered(text.doesNotFireWhen))", "Evidence: \(lowered(text.evidence))",
            "Defaults: \(text.defaults)",
        ]
    }

    private static func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

    /// Further routes and targets, one line each.
    private func others(_ account: RuleAccount) -> [String] {
        let rest = account.traces.dropFirst()
        guard explanation.isDetailed, !rest.isEmpty else { return [] }
        let shown = rest.prefix(rest.count > 3 ? 2 : 3)
        var lines = shown.flatMap { trace in
            let state = account.findings(of: trace).contains { $0.kind == .finding } ? ": fired" : ""
            return wrapped("Also \(subject(trace))\(state): \(brief(trace.nearest)).", indent: 2, hanging: 4)
        }
        let hidden = rest.count - shown.count
        if hidden > 0 { lines += wrapped("\(Figures.grouped(Int64(hidden))) more that came less near.", indent: 2) }
        return lines
    }

    /// `96 of 100 excess fetches, 41 % of 50 %`.
    func brief(_ evaluation: Evaluation?) -> String {
        guard let way = evaluation?.nearestWay else { return "no figures" }
        return way.conditions.map { $0.phrase.glued }.joined(separator: ", ")
    }

    /// `GET /{installation}/Estates`, `GET /MSDEMO/Estates`, `GET /maps/* answered 404`.
    func subject(_ trace: RuleTrace) -> String {
        let subject = trace.subject
        let width = report.options.width - 24
        let route = Columns.shortened(report.shown(Redaction.route(subject.route)), to: width)
        switch subject.rule {
        case .quota:
            return Columns.shortened(report.shown(Redaction.target(subject.target ?? "")), to: width)
                + (subject.detail == "key" ? "" : " of the whole \(subject.detail ?? "")")
        case .closedDoor: return "\(route) answered \(subject.detail ?? "")".glued
        case .wastefulScan:
            return "\(route) \(subject.detail == "tiny_pages" ? "in tiny pages" : "in full scans")".glued
        default:
            guard let target = subject.target else { return route.isEmpty ? "all routes" : route.glued }
            let method = route.prefix { $0 != " " }
            return "\(method) \(Columns.shortened(report.shown(Redaction.target(target)), to: width))".glued
        }
    }

    func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil, style: Style = .plain) -> [String] {
        report.wrapped(text, indent: indent, hanging: hanging, style: style)
    }

    func bold(_ text: String) -> String { Style.bold.applied(to: text, color: report.options.color) }
}
