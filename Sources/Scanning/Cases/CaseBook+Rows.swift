internal import Cases
internal import Ledger
internal import Reports

extension CaseBook {
    /// Cases that changed, in the order of their numbers.
    var caseRows: [CaseRow] { changedCases.values.sorted { $0.id < $1.id } }

    /// Letters that changed, in the order of their numbers.
    var letterRows: [LetterRow] { changedLetters.sorted().compactMap { letters[$0] } }

    /// What changed, for a report.
    var news: CaseNews {
        let open = cases.values.filter(\.isOpen)
        var news = CaseNews(
            events: events, tasks: urgent + desk.tasks(of: open), days: judged.count, open: open.count, ledger: nil)
        news.isSimulation = desk.ladder.isSimulation
        return news
    }

    /// Alerts that no state of a case repeats.
    private var urgent: [OperatorTask] {
        alerts.filter { task in if case .acuteOverload = task.kind { true } else { false } }
    }
}
