import ArgumentParser
import Cases
import Detection
import Foundation
import Ledger
import Policy
import Reports
import Scanning

/// `cases show ID`
struct CasesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a case: its days, findings, letters and history.",
        usage: "abuse-scan cases show [<options>] <id>",
        discussion: """
            abuse-scan cases show 9F1C --ledger hub.ledger
            """)

    @OptionGroup var options: CaseOptions

    @Argument(help: "The number of the case, or its beginning.")
    var id: String

    func run() throws {
        let office = try options.office(for: .reading)
        let state = try Failure.ofScan { () throws(ScanError) in try office.findCase(id) }
        let history = try Failure.ofScan { () throws(ScanError) in try office.history(of: state.id) }
        let offsets = try Failure.ofScan { () throws(ScanError) in
            try Scan.offsets(of: office.setting.policy.timeZone)
        }
        let document = CaseDocument(state, office, history, offsets)
        try options.show(CaseShowText(document, state, office).text, document)
    }
}

/// A case with everything that is known of it.
struct CaseDocument: Encodable {
    struct LetterEntry: Encodable {
        var id: String
        var kind: String
        var status: String
        var drafted: String
        var delivered: String?
        var deadline: String?
        var isSpent: Bool
    }

    struct Step: Encodable {
        var number: Int64
        var at: String
        var by: String
        var kind: String
        var what: String
        var digest: String
    }

    struct Day: Encodable {
        var date: String
        var score: Int
        var verdict: String
    }

    var summary: CaseSummary
    var days: [Day]
    var findings: [CaseFinding]
    var letters: [LetterEntry]
    var history: [Step]

    init(_ state: Case, _ office: CaseOffice, _ steps: [CaseOffice.Step], _ offsets: (Int64) -> Int64) {
        summary = CaseSummary(state, office, office.setting.tasks(of: [state]))
        days = state.days.map { Day(date: $0.date.text, score: $0.score, verdict: $0.verdict.rawValue) }
        findings = state.findings
        letters = state.letters.map { letter in
            LetterEntry(
                id: letter.id, kind: letter.kind.rawValue, status: letter.status.rawValue, drafted: letter.drafted.text,
                delivered: letter.delivered.map { DisplayText.stamp($0, offset: offsets) },
                deadline: letter.kind.stage == nil
                    ? nil : office.setting.ladder.deadline(of: letter).map { DisplayText.stamp($0, offset: offsets) },
                isSpent: letter.isSpent)
        }
        history = steps.map { step in
            Step(
                number: step.number, at: DisplayText.stamp(step.at, offset: offsets), by: step.by, kind: step.kind,
                what: step.sentence, digest: step.digest)
        }
    }
}

/// A case as text.
struct CaseShowText {
    private let document: CaseDocument
    private let state: Case
    private let office: CaseOffice

    init(_ document: CaseDocument, _ state: Case, _ office: CaseOffice) {
        self.document = document
        self.state = state
        self.office = office
    }

    var text: String {
        let parts = [head, days, findings, letters, history, tasks].filter { !$0.isEmpty }
        return parts.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private var head: [String] {
        let summary = document.summary
        let name = office.setting.partner(of: state.key).map { $0.name ?? $0.id }
        let key = [summary.login ?? "(no login)", summary.installation, name].compactMap(\.self)
        let clause = summary.clause.map { "clause \($0)" } ?? "quotas"
        var lines = CaseText.wrapped("\(state.id)  \(key.joined(separator: "  "))", hanging: 15)
        lines += CaseText.wrapped(
            "\(clause), stage \(summary.stage), opened \(summary.opened), key score \(summary.score), "
                + "judged up to \(summary.lastDay)", indent: 2)
        if let note = state.exemption {
            lines += CaseText.wrapped(
                "exempt \(note.until.map { "until \($0.text)" } ?? "for good"): \(note.reason)"
                    + (note.owner.map { " (\($0))" } ?? ""), indent: 2)
        }
        return lines
    }

    private var days: [String] {
        guard state.key.clause != nil, !document.days.isEmpty else { return [] }
        let shown = document.days.suffix(28)
        let marks = shown.map { "\($0.date.suffix(5)) \($0.verdict == "abuse" ? String($0.score) : $0.verdict)" }
        return ["Days (day score of abuse days):"]
            + CaseText.wrapped(marks.map { $0.replacing(" ", with: "\u{A0}") }.joined(separator: ", "), indent: 2)
    }

    private var findings: [String] {
        guard !document.findings.isEmpty else { return [] }
        return ["Findings:"]
            + document.findings.flatMap { finding in
                CaseText.wrapped(
                    "\(finding.id)  \(finding.rule.rawValue)\(finding.isObservation ? " (observation)" : "") "
                        + "\(finding.target ?? finding.route), \(finding.points) points, "
                        + "\(finding.observed) against \(finding.threshold)", indent: 2, hanging: 4)
            }
    }

    private var letters: [String] {
        guard !document.letters.isEmpty else { return [] }
        return ["Letters:"]
            + document.letters.flatMap { letter in
                var parts = ["\(letter.id)  \(letter.kind), drafted \(letter.drafted), \(letter.status)"]
                if let delivered = letter.delivered { parts.append(delivered) }
                if let deadline = letter.deadline { parts.append("time until \(deadline)") }
                if letter.isSpent { parts.append("history") }
                return CaseText.wrapped(parts.joined(separator: ", "), indent: 2, hanging: 4)
            }
    }

    private var history: [String] {
        ["History:"]
            + document.history.flatMap { step in
                CaseText.wrapped("\(step.at)  \(step.by): \(step.what)", indent: 2, hanging: 20)
            }
    }

    private var tasks: [String] {
        guard !document.summary.tasks.isEmpty else { return [] }
        return ["To do:"] + document.summary.tasks.flatMap { CaseText.wrapped($0, indent: 2, hanging: 4) }
    }
}
