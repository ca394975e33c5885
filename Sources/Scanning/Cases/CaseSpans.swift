internal import AccessLog
internal import Cases
internal import Ledger

/// On which days the cases of a ledger were looked at, as its history tells: from their opening on, thirty days beyond a
/// resolution, not while access was closed.
///
/// The logs alone do not tell it once a person exempted, closed or opened a case again.
struct CaseSpans {
    private enum State {
        case open
        case resolved(CivilDate)
        case closed
    }

    /// What a case was from a day on, in the order of days.
    private var turns: [CaseKey: [(from: CivilDate, state: State)]] = [:]

    /// Reads the history of a ledger.
    init(_ office: CaseOffice) throws(ScanError) {
        var turns: [CaseKey: [(from: CivilDate, state: State)]] = [:]
        do throws(LedgerError) {
            try office.file.history { row in
                guard let key = office.cases[row.caseID ?? ""]?.key, let what = row.what else { return }
                // What the scan does at the end of a day holds for the next one, what people do for the day itself.
                let (last, date) = (office.date(of: row.time - 1), office.date(of: row.time))
                let turn: (CivilDate, State)? =
                    switch what {
                    case .opened, .reopened: (last.adding(days: 1), .open)
                    case .resolved: (last.adding(days: 1), .resolved(last))
                    case .recorded(.closed): (date, .closed)
                    case .recorded(.reopened): (date, .resolved(date))
                    default: nil
                    }
                if let turn { turns[key, default: []].append((from: turn.0, state: turn.1)) }
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        self.turns = turns
    }

    /// The cases that are looked at on a day, even if nothing is found.
    func followed(on date: CivilDate) -> [CaseKey] {
        turns.compactMap { key, turns in
            switch turns.last(where: { $0.from <= date })?.state {
            case .open: key
            case .resolved(let day) where date.days(since: day) <= Ladder.relapseDays: key
            case .resolved, .closed, nil: nil
            }
        }
    }
}
