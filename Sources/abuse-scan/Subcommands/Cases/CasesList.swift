import ArgumentParser
import Cases
import Detection
import Foundation
import Ledger
import Policy
import Reports
import Scanning

/// `cases list`
struct CasesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists open cases, those with something to do first.",
        usage: "abuse-scan cases list [<options>]",
        discussion: """
            abuse-scan cases list --ledger hub.ledger
            abuse-scan cases list --all --key alfa-web/MSDEMO
            """)

    @OptionGroup var options: CaseOptions

    @Flag(name: .long, help: "Also cases that are resolved or closed.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only this stage: observed, notice, reminder, final, closing, closed or resolved.", valueName: "stage"),
        completion: .list(Case.Stage.allCases.map(\.rawValue)),
        transform: CasesList.stage)
    var stage: Case.Stage?

    @Option(name: .long, help: ArgumentHelp("Only this login, base, or login/base.", valueName: "key"))
    var key: String?

    func run() throws {
        let office = try options.office(for: .reading)
        let shown = office.cases.values.filter(fits)
        let tasks = Dictionary(grouping: office.setting.tasks(of: shown)) { $0.id }
        let order = office.setting.tasks(of: shown).map(\.id)
        let cases = shown.sorted { left, right in
            let places = [left, right].map { order.firstIndex(of: $0.id) ?? .max }
            return places[0] != places[1] ? places[0] < places[1] : left.id < right.id
        }
        let rows = cases.map { CaseSummary($0, office, tasks[$0.id] ?? []) }
        try options.show(text(rows, office), ["cases": rows])
    }

    private static func stage(_ text: String) throws -> Case.Stage {
        if let stage = Case.Stage(rawValue: text) { return stage }
        let names = Case.Stage.allCases.map(\.rawValue)
        let guess =
            NearestName.of(text, in: names).map { "; did you mean \($0)?" }
            ?? "; write one of \(names.joined(separator: ", "))"
        throw ValidationError("\"\(text)\" is no stage\(guess)")
    }

    private func fits(_ state: Case) -> Bool {
        if let stage, state.stage != stage { return false }
        if !all, stage == nil, !state.isOpen { return false }
        return key.map { Self.fits(state, $0) } ?? true
    }

    private static func fits(_ state: Case, _ key: String) -> Bool {
        let (login, base) = (state.key.login ?? "", state.key.installation ?? "")
        return key == login || key == base || key == "\(login)/\(base)"
    }

    /// A question about a key of which there is no case at all.
    private func otherKey(_ office: CaseOffice) -> String {
        guard let key, !office.cases.values.contains(where: { Self.fits($0, key) }) else { return "" }
        let known = office.cases.values.sorted { $0.id < $1.id }.map(\.key)
        return NearestKey.question(
            NearestKey.of(key, in: known.map { PartnerKey(login: $0.login, installation: $0.installation) }))
    }

    private func text(_ rows: [CaseSummary], _ office: CaseOffice) -> String {
        guard !rows.isEmpty else {
            return office.cases.isEmpty
                ? "No cases yet: a run with --ledger opens them at the end of each local day.\n"
                : "No such cases\(otherKey(office))\(all ? "" : "; --all shows all \(office.cases.count)").\n"
        }
        var lines = [CaseText.row("case", "partner and base", "clause", "stage", "opened", "score")]
        for row in rows {
            let key = [row.login ?? "(no login)", row.installation].compactMap(\.self).joined(separator: "  ")
            lines.append(
                CaseText.row(
                    row.id, key, row.clause.map(String.init) ?? "quota", row.stage, row.opened,
                    row.clause == nil ? "" : String(row.score)))
            for task in row.tasks {
                lines += CaseText.wrapped("-> " + CaseText.withoutNumber(task, row.id), indent: 2, hanging: 5)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

/// A case in a list.
struct CaseSummary: Encodable {
    var id: String
    var login: String?
    var installation: String?
    var partner: String?
    var clause: Int?
    var stage: String
    var opened: String
    var score: Int
    var lastDay: String
    var exemptUntil: String?
    var tasks: [String]

    init(_ state: Case, _ office: CaseOffice, _ tasks: [OperatorTask]) {
        id = state.id
        (login, installation, clause) = (state.key.login, state.key.installation, state.key.clause)
        partner = office.setting.partner(of: state.key)?.id
        (stage, opened, score) = (state.stage.rawValue, state.opened.text, state.keyScore)
        lastDay = state.lastDay.text
        exemptUntil = state.exemption?.until?.text
        self.tasks = tasks.map(\.sentence)
    }
}

/// Lines of commands on cases.
enum CaseText {
    static let width = 80

    static func row(_ id: String, _ key: String, _ clause: String, _ stage: String, _ date: String, _ last: String)
        -> String
    {
        let cells = [(id, 13), (key, 27), (clause, 6), (stage, 9), (date, 10), (last, 5)]
        return cells.map { cell($0.0, $0.1) }.joined(separator: "  ").trimmed
    }

    /// Text of so many columns, safe for a terminal.
    static func cell(_ text: String, _ width: Int) -> String { DisplayText.cell(text, width: width) }

    /// A sentence as lines of at most 80 columns.
    static func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil) -> [String] {
        DisplayText.wrapped(text, width: width, indent: indent, hanging: hanging)
    }

    /// A sentence on a case that stands below its number already.
    static func withoutNumber(_ sentence: String, _ id: String) -> String {
        sentence.hasPrefix(id + ": ") ? String(sentence.dropFirst(id.count + 2)) : sentence
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
