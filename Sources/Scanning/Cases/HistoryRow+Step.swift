internal import Cases
internal import Foundation
public import Ledger

/// Who did it, and what, as the ledger keeps it.
private struct StepText: Codable {
    var by: String
    var what: CaseStep
}

extension HistoryRow {
    /// A step as a row.
    init(_ step: HistoryStep, kind: String) {
        self.init(
            number: step.number, caseID: step.id.isEmpty ? nil : step.id, time: step.at, kind: kind,
            json: Self.text(by: step.by, what: step.what), previous: step.previous, digest: step.digest)
    }

    /// What the ledger keeps of who, and of what as JSON.
    static func text(by author: String, what: String) -> String { "{\"by\":\(CaseBook.json(author)),\"what\":\(what)}" }

    /// The step, `nil` where the row cannot be read as one.
    var step: HistoryStep? {
        guard let text = try? JSONDecoder().decode(StepText.self, from: Data(json.utf8)) else { return nil }
        return HistoryStep(
            number: number, at: time, by: text.by, id: caseID ?? "", what: CaseBook.json(text.what),
            previous: previous, digest: digest)
    }

    /// What is wrong with the row by itself, `nil` where nothing is.
    public var fault: String? {
        guard let step, let what else { return "it cannot be read" }
        return HistoryRow(step, kind: what.kind) == self && step.digest == step.expectedDigest ? nil : "it was changed"
    }

    /// The numbers of the rows whose texts were taken out, as later rows say.
    public static func emptied(in rows: [HistoryRow]) -> Set<Int64> {
        Set(
            rows.flatMap { row -> [Int64] in
                guard case .forgotten(_, let emptied, _) = row.what else { return [] }
                return emptied.filter { $0 < row.number }
            })
    }

    /// What happened, `nil` where the row cannot be read.
    var what: CaseStep? { (try? JSONDecoder().decode(StepText.self, from: Data(json.utf8)))?.what }
}
