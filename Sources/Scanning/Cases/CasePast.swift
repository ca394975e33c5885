internal import Cases
internal import Foundation
internal import Ledger

/// The cases that earlier runs left behind.
struct CasePast {
    /// The current case of each key and clause.
    var cases: [CaseKey: Case] = [:]
    /// All letters.
    var letters: [String: LetterRow] = [:]
    /// The last step of the history.
    var last: HistoryStep?
    /// The start of the last day that was judged.
    var lastDay: Int64?

    /// Of a run that stands alone.
    init() {}

    /// Reads a ledger.
    ///
    /// - Throws: `ScanError` where it cannot be read.
    init(_ file: LedgerFile) throws(ScanError) {
        do throws(LedgerError) {
            for row in try file.cases() {
                let state = try Self.state(row, file.path)
                if let other = cases[state.key], other.opened > state.opened { continue }
                cases[state.key] = state
            }
            for row in try file.letters() { letters[row.id] = row }
            last = try file.lastStep().flatMap(\.step)
            lastDay = try file.judgedDays().last?.start
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// The case of a row.
    static func state(_ row: CaseRow, _ path: String) throws(LedgerError) -> Case {
        if let state = try? JSONDecoder().decode(Case.self, from: Data(row.json.utf8)) { return state }
        throw LedgerError(.corrupt, file: path, message: "case \(row.id) cannot be read; restore it from a copy")
    }

    /// The letter of a row.
    static func letter(_ row: LetterRow, _ path: String) throws(LedgerError) -> Letter {
        if let letter = try? JSONDecoder().decode(Letter.self, from: Data(row.json.utf8)) { return letter }
        throw LedgerError(.corrupt, file: path, message: "letter \(row.id) cannot be read; restore it from a copy")
    }
}
