internal import Cases
internal import Foundation
public import Ledger

/// Takes somebody out of what cases keep: cases, letters, messages, and the texts that people wrote into the history.
///
/// What stays is the chain of the history: that and when steps were taken, by numbers that name nobody. A step that says
/// what was taken out joins the chain, so that `verify` tells what was forgotten from what was changed.
public struct CaseEraser {
    private let cases: [Case]
    private let rows: (cases: [CaseRow], letters: [LetterRow], history: [HistoryRow], outbox: [OutboxRow])
    private let at: Int64
    private let by: String

    /// Opens an eraser on a ledger.
    ///
    /// - Parameters:
    ///   - file: the ledger.
    ///   - instant: when, milliseconds since 1970 UTC.
    ///   - author: who.
    /// - Throws: `ScanError` where the ledger cannot be read.
    public init(_ file: LedgerFile, at instant: Int64, by author: String) throws(ScanError) {
        (at, by) = (instant, author)
        do throws(LedgerError) {
            var history: [HistoryRow] = []
            try file.history { history.append($0) }
            rows = (try file.cases(), try file.letters(), history, try file.outbox())
            cases = try rows.cases.map { row throws(LedgerError) in try CasePast.state(row, file.path) }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// What is to be done for a subject.
    public func change(for subject: Forgetting.Subject) -> CaseForgetting {
        var change = CaseForgetting()
        switch subject {
        case .login(let login, let installation):
            let gone = cases.filter {
                $0.key.login == login && (installation == nil || $0.key.installation == installation)
            }
            drop(Set(gone.map(\.id)), &change)
            if !gone.isEmpty { dropDigests(&change) { _ in true } }
        case .address(let address): mask(Forgetting.masking(address), &change)
        case .before(let time):
            let gone = zip(cases, rows.cases).filter { state, row in !state.isOpen && row.updated < time }.map(\.0.id)
            drop(Set(gone), &change)
            dropDigests(&change) { $0.time < time }
        }
        return change
    }

    /// Open cases that go, whose warnings cannot be proven any more.
    public func openCases(in change: CaseForgetting) -> Int {
        cases.count { $0.isOpen && change.cases.contains($0.id) }
    }

    // MARK: A login, a time

    private func drop(_ ids: Set<String>, _ change: inout CaseForgetting) {
        guard !ids.isEmpty else { return }
        change.cases = ids.sorted()
        let letters = Set(rows.letters.filter { ids.contains($0.caseID) }.map(\.id))
        change.letters = letters.count
        for row in rows.outbox where !letters.isDisjoint(with: row.letters) {
            // A message to the same person may hold letters of others, which must not go a second time.
            if row.letters.allSatisfy(letters.contains) || row.isWaiting {
                change.messages.append(row.message)
            } else {
                change.emptiedMessages.append(row.message)
            }
        }
        var emptied: [String: [Int64]] = [:]
        for row in rows.history {
            guard let id = row.caseID, ids.contains(id), let bare = row.withoutTexts else { continue }
            change.history.append(bare)
            emptied[id, default: []].append(row.number)
        }
        note(change.cases.map { .init(id: $0, isGone: true, rows: emptied[$0] ?? [], letters: []) }, &change)
    }

    /// Digests tell of many; the next one is made anew.
    private func dropDigests(_ change: inout CaseForgetting, _ isMeant: (OutboxRow) -> Bool) {
        for row in rows.outbox where row.letters.isEmpty && !row.bytes.isEmpty && isMeant(row) {
            row.isWaiting ? change.messages.append(row.message) : change.emptiedMessages.append(row.message)
        }
    }

    // MARK: An address

    private func mask(_ mask: (String) -> String?, _ change: inout CaseForgetting) {
        var touched: [String: Note] = [:]
        for var row in rows.cases {
            guard let json = mask(row.json) else { continue }
            row.json = json
            change.maskedCases.append(row)
            touched[row.id, default: Note(id: row.id)].letters += []
        }
        for var row in rows.letters {
            guard let json = mask(row.json) else { continue }
            row.json = json
            change.maskedLetters.append(row)
            touched[row.caseID, default: Note(id: row.caseID)].letters.append(row.id)
        }
        for var row in rows.history {
            guard let json = mask(row.json) else { continue }
            row.json = json
            change.history.append(row)
            touched[row.caseID ?? "", default: Note(id: row.caseID ?? "")].rows.append(row.number)
        }
        for row in rows.outbox where mask(row.plainText) != nil {
            row.isWaiting ? change.messages.append(row.message) : change.emptiedMessages.append(row.message)
        }
        note(touched.values.sorted { $0.id < $1.id }, &change)
    }

    // MARK: The chain

    private struct Note {
        var id: String
        var isGone = false
        var rows: [Int64] = []
        var letters: [String] = []
    }

    private func note(_ notes: [Note], _ change: inout CaseForgetting) {
        var last = rows.history.last?.step
        for note in notes {
            let step = CaseStep.forgotten(isGone: note.isGone, rows: note.rows, letters: note.letters.sorted())
            // Steps are coded without fail: they hold text and numbers.
            guard let made = try? HistoryChain.step(step, of: note.id, at: at, by: by, after: last) else { continue }
            last = made
            change.steps.append(HistoryRow(made, kind: step.kind))
        }
    }
}

extension OutboxRow {
    /// Whether no channel has it: it is written anew without what is forgotten.
    fileprivate var isWaiting: Bool { state == .planned || state == .failed }

    /// The message with its soft line ends taken out, so that a word that was broken is found.
    fileprivate var plainText: String { String(decoding: bytes, as: UTF8.self).replacing("=\n", with: "") }
}

extension HistoryRow {
    /// The step without what people and channels wrote into it; `nil` where nothing of that is in it.
    fileprivate var withoutTexts: HistoryRow? {
        guard let step, let what, let bare = what.withoutTexts else { return nil }
        var row = self
        row.json = HistoryRow.text(by: step.by, what: CaseBook.json(bare))
        return row
    }
}
