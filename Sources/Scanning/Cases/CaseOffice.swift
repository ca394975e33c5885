public import AccessLog
public import Cases
internal import Foundation
public import Ledger
public import Policy

/// Where people work on the cases of a ledger: looking, recording what was done, and finding what a short number means.
public struct CaseOffice: Sendable {
    /// The ledger.
    public let file: LedgerFile
    /// The ladder and the register.
    public let setting: CaseDesk.Setting
    /// Every case by its number, also those that are history.
    public private(set) var cases: [String: Case] = [:]
    /// Every letter by its number.
    public private(set) var letters: [String: Letter] = [:]

    /// Opens an office on a ledger.
    ///
    /// - Throws: `ScanError`, of kind `ledger` where that cannot be used.
    public init(_ file: LedgerFile, _ policy: Policy) throws(ScanError) {
        self.file = file
        do throws(LedgerError) {
            let isSimulation = try file.isSimulation()
            for row in try file.cases() { cases[row.id] = try CasePast.state(row, file.path) }
            for row in try file.letters() { letters[row.id] = try CasePast.letter(row, file.path) }
            setting = try Self.setting(policy, isSimulation)
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    private static func setting(_ policy: Policy, _ isSimulation: Bool) throws(LedgerError) -> CaseDesk.Setting {
        do throws(ScanError) {
            return try CaseDesk.Setting(policy, isSimulation: isSimulation)
        } catch {
            throw LedgerError(.conflict, file: "policy", message: error.description)
        }
    }

    /// The local date of an instant, milliseconds since 1970 UTC.
    public func date(of instant: Int64) -> CivilDate { setting.ladder.calendar.date(of: instant) }

    /// The case that a letter belongs to, with what became of the letter.
    public func letter(_ id: String) throws(ScanError) -> (state: Case, letter: CaseLetter) {
        for state in cases.values {
            if let letter = state.letters.first(where: { $0.id == id }) { return (state, letter) }
        }
        throw ScanError("\(id): no case has this letter; ledger check tells whether the ledger is whole", .ledger)
    }

    /// What closing depends on beside the case: somebody to write to, and letters that were verified as they are now.
    public func facts(_ state: Case) throws(ScanError) -> ClosingFacts {
        let verified: [String: VerificationRow]
        let rows: [String: LetterRow]
        do throws(LedgerError) {
            verified = try file.verifications()
            rows = Dictionary(try file.letters(ofCase: state.id).map { ($0.id, $0) }) { first, _ in first }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        let standing = [LetterKind.notice, .reminder, .final].compactMap { state.standing($0)?.id }
        let isVerified = standing.allSatisfy { id in
            guard let row = verified[id], row.isIdentical, let kept = rows[id] else { return false }
            return row.digest == ContentDigest.hex(kept.json.utf8)
        }
        return ClosingFacts(
            hasContact: setting.hasContact(state.key), isEvidenceVerifiable: !standing.isEmpty && isVerified)
    }

    /// Records what a person did, in one transaction.
    ///
    /// - Parameters:
    ///   - event: what, when and who.
    ///   - id: the case.
    ///   - outbox: messages that came further with it.
    /// - Returns: the case as it is then.
    /// - Throws: `ScanError` with why it cannot be so.
    @discardableResult
    public mutating func record(
        _ event: CaseEvent, of id: String, outbox: [OutboxRow] = []
    ) throws(ScanError) -> Case {
        guard let state = cases[id] else { throw ScanError("\(id): no such case") }
        let outcome: Outcome
        do throws(CaseError) {
            outcome = try setting.ladder.record(event, in: state, facts: try knownFacts(state, event))
        } catch {
            throw ScanError(error.description)
        }
        guard let next = outcome.state else { return state }
        var book = try book()
        let grounds = book.grounds
        let (ladder, inputs) = (setting.ladder, outcome.drafts.isEmpty ? [] : try seenInputs())
        var reason: String?
        if case .closed(let text, _) = event.action { reason = text }
        book.take(outcome, next, at: event.at, by: event.by) { draft in
            var setting = grounds.setting(of: next, draft, inputs, until: event.at)
            setting.reason = reason
            return ladder.letter(draft, of: next, in: setting, at: event.at)
        }
        var commit = CaseCommit()
        commit.outbox = outbox
        try keep(&commit, book)
        return next
    }

    private func knownFacts(_ state: Case, _ event: CaseEvent) throws(CaseError) -> ClosingFacts {
        guard case .closed = event.action else { return ClosingFacts() }
        // What cannot be read is not verified.
        return (try? facts(state)) ?? ClosingFacts(hasContact: setting.hasContact(state.key))
    }

    /// Keeps an act, and takes what it changed.
    mutating func keep(_ commit: inout CaseCommit, _ book: CaseBook) throws(ScanError) {
        (commit.cases, commit.letters, commit.history) = (book.caseRows, book.letterRows, book.history)
        do throws(LedgerError) {
            try file.commit(commit)
            for row in commit.cases { cases[row.id] = try CasePast.state(row, file.path) }
            for row in commit.letters { letters[row.id] = try CasePast.letter(row, file.path) }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// A book to write the next act into.
    func book() throws(ScanError) -> CaseBook {
        let last: RunRecord?
        do throws(LedgerError) {
            last = try file.lastRun()
        } catch {
            throw ScanError(error.description, .ledger)
        }
        let grounds = LetterGrounds(
            policy: setting.policy, version: last?.version ?? "", policyDigest: last?.policyDigest ?? "")
        return CaseBook(setting, grounds, try CasePast(file), keep: setting.keeping(files: []))
    }

    private func seenInputs() throws(ScanError) -> [SeenInput] {
        do throws(LedgerError) {
            return try file.past().inputs.compactMap { input in
                guard let first = input.firstTime, let last = input.lastTime else { return nil }
                return SeenInput(name: input.name, first: first, last: last)
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }
}
