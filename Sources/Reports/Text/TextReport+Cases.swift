internal import Cases

extension TextReport {
    /// What the run did to cases, what is to be done, and how.
    func cases() -> [String] {
        guard let news = model.news, !news.events.isEmpty || !news.tasks.isEmpty else { return [] }
        var lines = wrapped(title(news), style: .bold)
        let events = news.events.filter { $0.step.kind != "written" }
        for event in events.prefix(news.isSimulation ? .max : max(1, options.top)) { lines += told(event) }
        let hidden = events.count - options.top
        if hidden > 0, !news.isSimulation { lines += wrapped("\(number(Int64(hidden))) more steps.", indent: 2) }
        lines += todo(news) + [""]
        return lines
    }

    private func title(_ news: CaseNews) -> String {
        let opened = news.events.count { $0.step == .opened }
        let drafted = news.events.count { $0.step.kind == "drafted" }
        var parts = [
            "\(Figures.counted(Int64(opened), "case")) opened".glued,
            "\(Figures.counted(Int64(drafted), "letter")) drafted".glued, "\(news.open) open in all".glued,
        ]
        parts.append("\(Figures.counted(Int64(news.days), "day")) judged".glued)
        let start = news.isSimulation ? "Simulation, nothing of it is real" : news.isDryRun ? "Would be kept" : "Cases"
        return "\(start): \(parts.joined(separator: ", "))."
    }

    private func told(_ event: CaseNews.Event) -> [String] {
        let key = [event.key.login ?? "(no login)", event.key.installation].compactMap(\.self).joined(separator: " ")
        let clause = event.key.clause.map { "clause \($0)" } ?? "quota"
        let name = Columns.shortened(shown(key), to: 30).glued
        // Days end at midnight: a step belongs to the day before.
        let date = times.day(event.at - 1)
        return wrapped(
            "\(date)  \(event.id)  \(name), \(clause): \(shown(event.step.sentence))", indent: 2, hanging: 10)
    }

    private func todo(_ news: CaseNews) -> [String] {
        guard !news.isSimulation else {
            return wrapped("Assumed: every letter arrives when the office next opens, and changes nothing.", indent: 2)
        }
        guard !news.tasks.isEmpty, let ledger = news.ledger else { return [] }
        var lines = [Style.bold.applied(to: "To do:", color: options.color)]
        for task in news.tasks.prefix(max(1, options.top)) {
            lines += wrapped(shown(task.sentence), indent: 2, hanging: 4)
        }
        let hidden = news.tasks.count - options.top
        if hidden > 0 { lines += wrapped("\(number(Int64(hidden))) more.", indent: 2) }
        guard !news.isDryRun else { return lines }
        return lines + wrapped("Next: abuse-scan notices list --ledger \(shown(ledger))", indent: 2, hanging: 4)
    }
}
