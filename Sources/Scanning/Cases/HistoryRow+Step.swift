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
        let by = CaseBook.json(step.by)
        self.init(
            number: step.number, caseID: step.id.isEmpty ? nil : step.id, time: step.at, kind: kind,
            json: "{\"by\":\(by),\"what\":\(step.what)}", previous: step.previous, digest: step.digest)
    }

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

    /// The step after another one that says that a case is forgotten.
    public static func forgotten(_ id: String, after last: HistoryRow?, at instant: Int64) -> HistoryRow? {
        let step = try? HistoryChain.step(.forgotten, of: id, at: instant, by: CaseBook.author, after: last?.step)
        return step.map { HistoryRow($0, kind: CaseStep.forgotten.kind) }
    }

    /// What happened, `nil` where the row cannot be read.
    var what: CaseStep? { (try? JSONDecoder().decode(StepText.self, from: Data(json.utf8)))?.what }
}
