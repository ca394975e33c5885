import Detection

/// What is told of a log while it is written.
extension TextReport {
    /// One episode that has just begun, or ended.
    ///
    ///     13 Nov 09:02  alfa-web  MSDEMO   Alfa Prospekt AS: finding, polling
    ///       Polls GET /MSDEMO/Estates every 60 s since …
    func news(of finding: Finding) -> [String] {
        let time = times.stamp(finding.ended ?? finding.started)
        var name = name(of: finding.key)
        if let partner = finding.key.login.flatMap({ model.partners[$0] }) {
            name += "   " + shown(partner.name ?? partner.id)
        }
        let rule = finding.rule.rawValue.replacing("_", with: " ")
        let exempt = finding.exempt.map { ", exempt: \(shown($0))" } ?? ""
        let title = "\(time)  \(name): \(word(for: finding)), \(rule)\(exempt)"
        let style: Style = finding.kind == .finding && finding.ended == nil && finding.exempt == nil ? .bold : .dim
        let head = Style.lines(title, style, options)
        guard finding.ended == nil, finding.kind == .finding else {
            return head + wrapped(brief(finding) + ".", indent: 2)
        }
        let fix = "Fix: \(Advice.fix(for: finding, rule: model.routes[finding.route]))."
        let sentences = [sentence(for: finding), source(of: finding), fix].filter { !$0.isEmpty }
        return head + wrapped(sentences.joined(separator: " "), indent: 2)
    }

    private func word(for finding: Finding) -> String {
        if finding.ended != nil { return finding.kind == .finding ? "finding ended" : "observation ended" }
        return finding.kind == .finding ? "FINDING" : "observation"
    }
}

extension Style {
    /// A title that is shortened to one line.
    fileprivate static func lines(_ title: String, _ style: Style, _ options: ReportOptions) -> [String] {
        [style.applied(to: Columns.shortened(title, to: options.width), color: options.color)]
    }
}
