internal import Cases
internal import Foundation
internal import Ledger

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

    /// What happened, `nil` where the row cannot be read.
    var what: CaseStep? { (try? JSONDecoder().decode(StepText.self, from: Data(json.utf8)))?.what }
}
