internal import AccessLog
internal import Cases
internal import Detection

extension ReportMaker {
    private var ladder: Ladder { Ladder(notices: material.notices, calendar: material.calendar) }

    /// Cases that were open in the period: opened before its end, and not resolved before its start.
    private var cases: [Case] {
        let first = material.calendar.date(of: material.period.from)
        let last = material.calendar.date(of: material.period.to - 1)
        return material.cases.filter { state in
            isShown(state.key.key) && state.opened <= last && (state.isOpen || state.resolved ?? state.lastDay >= first)
        }
    }

    func caseRows() -> [PeriodReport.CaseRow] {
        cases.map { state in
            PeriodReport.CaseRow(
                id: state.id, subject: subject(state.key.key), clause: state.key.clause, stage: state.stage.rawValue,
                opened: state.opened.text,
                days: state.days.map {
                    PeriodReport.CaseDayRow(date: $0.date.text, score: $0.score, verdict: $0.verdict.rawValue)
                },
                letters: state.letters.map { letter in
                    PeriodReport.LetterRow(
                        id: letter.id, kind: letter.kind, status: letter.status, drafted: letter.drafted.text,
                        delivered: letter.delivered, deadline: ladder.deadline(of: letter))
                }, isSimulation: state.letters.contains { $0.isSimulation },
                exemption: state.exemption.map { DisplayText.safe($0.reason) })
        }.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
    }

    /// What is to be done now, in the order of cases.
    func tasks() -> [PeriodReport.Task] {
        cases.flatMap { state in
            let partner = state.key.login.flatMap { material.partners[$0]?.id }
            return ladder.tasks(of: state, hasContact: partner.map(material.reachable.contains) ?? false)
        }.map(Self.task)
    }

    private static func task(_ task: OperatorTask) -> PeriodReport.Task {
        var row = PeriodReport.Task(caseID: task.id, kind: "")
        switch task.kind {
        case .acuteOverload(let finding, let minutes): (row.kind, row.letter, row.number) = ("acute", finding, minutes)
        case .suspension(let finding, let points):
            (row.kind, row.letter, row.number) = ("suspension", finding, Int64(points))
        case .closing: row.kind = "closing"
        case .missingContact: row.kind = "contact"
        case .bounced(let letter): (row.kind, row.letter) = ("bounced", letter)
        case .approve(let letter, let since): (row.kind, row.letter, row.since) = ("approve", letter, since.text)
        case .send(let letter): (row.kind, row.letter) = ("send", letter)
        case .confirm(let letter): (row.kind, row.letter) = ("confirm", letter)
        }
        return row
    }
}
