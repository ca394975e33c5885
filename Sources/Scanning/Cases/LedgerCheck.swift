internal import Cases
internal import Ledger
internal import Reports

/// Looks whether history, cases, letters, findings and policies of a ledger are as they were kept.
struct LedgerCheck {
    private let office: CaseOffice
    /// Steps of the history that were looked at.
    private(set) var steps = 0

    init(_ office: CaseOffice) { self.office = office }

    /// What is wrong, one sentence each.
    mutating func faults() throws(ScanError) -> [String] {
        let (path, file) = (office.file.path, office.file)
        var rows: [HistoryRow] = []
        let (changed, letters, outbox): ([SealFault], [LetterRow], [OutboxRow])
        do throws(LedgerError) {
            try file.history { rows.append($0) }
            changed = try file.changedRows()
            letters = try file.letters()
            outbox = try file.outbox()
        } catch {
            throw ScanError(error.description, .ledger)
        }
        steps = rows.count
        let found =
            history(rows) + changed.map(\.sentence)
            + proofs(rows, letters) + states(letters) + messages(outbox)
        return found.map { "\(path): \($0)" }
    }

    private func history(_ rows: [HistoryRow]) -> [String] {
        var steps: [HistoryStep] = []
        let forgotten = HistoryRow.emptied(in: rows)
        for row in rows {
            guard let step = row.step, let what = row.what else {
                return ["step \(row.number) of the history cannot be read"]
            }
            guard HistoryRow(step, kind: what.kind) == row else {
                return ["row \(row.number) of the history was changed"]
            }
            steps.append(step)
        }
        return HistoryChain.firstFault(steps, forgotten: forgotten).map { ["\($0.fact) in the history"] } ?? []
    }

    /// The history tells of every case that it was opened, and of every letter what it held.
    private func proofs(_ rows: [HistoryRow], _ letters: [LetterRow]) -> [String] {
        var digests: [String: String] = [:]
        var opened: Set<String> = []
        var masked: Set<String> = []
        var caseOf: [String: String] = [:]
        for row in rows {
            switch row.what {
            case .written(let letter, let digest):
                digests[letter] = digest
                masked.remove(letter)
                caseOf[letter] = row.caseID
            case .opened: opened.insert(row.caseID ?? "")
            case .forgotten(true, _, _):
                opened.remove(row.caseID ?? "")
                for letter in caseOf.filter({ $0.value == row.caseID }).keys { digests[letter] = nil }
            case .forgotten(false, _, let letters): masked.formUnion(letters)
            default: break
            }
        }
        var found: [String] = []
        for row in letters {
            guard let digest = digests.removeValue(forKey: row.id) else {
                found.append("the history tells of no letter \(row.id)")
                continue
            }
            // Between planning and sending, a letter is dated anew.
            if digest != ContentDigest.hex(row.json.utf8), !isUnderWay(row.id), !masked.contains(row.id) {
                found.append("the letter \(row.id) is not the one that the history tells of")
            }
        }
        found += digests.keys.sorted().map { "the letter \($0) is missing" }
        found += office.cases.keys.sorted().filter { !opened.contains($0) }.map { "the history tells of no case \($0)" }
        return found + opened.sorted().filter { office.cases[$0] == nil }.map { "the case \($0) is missing" }
    }

    private func isUnderWay(_ letter: String) -> Bool {
        let status = try? office.letter(letter).letter.status
        return status == .approved
    }

    /// The columns say what the cases say.
    private func states(_ letters: [LetterRow]) -> [String] {
        letters.compactMap { row in
            guard let status = try? office.letter(row.id).letter.status else {
                return "the letter \(row.id) belongs to no case"
            }
            return status.rawValue == row.stage
                ? nil : "the letter \(row.id) is \(row.stage), but its case says \(status)"
        }
    }

    /// What the history says was sent has its messages, and what was sent the history tells of.
    private func messages(_ outbox: [OutboxRow]) -> [String] {
        outbox.filter { $0.state == .sent }.flatMap { row in
            row.letters.compactMap { letter -> String? in
                guard let status = try? office.letter(letter).letter.status, status == .drafted else { return nil }
                return "the message \(row.message) is sent, but its letter \(letter) is not even approved"
            }
        }
    }
}
