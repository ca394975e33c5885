import ArgumentParser
import Cases
import Ledger
import Scanning

/// `notices list`
struct NoticesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists letters that wait for something; --all lists every letter.",
        usage: "abuse-scan notices list [<options>]",
        discussion: """
            abuse-scan notices list --ledger hub.ledger --all
            """)

    @OptionGroup var options: CaseOptions

    @Flag(name: .long, help: "Also letters that arrived, or were taken back.")
    var all = false

    func run() throws {
        let office = try options.office(for: .reading)
        var rows: [Row] = []
        for state in office.cases.values {
            for letter in state.letters where all || (letter.isPending && !letter.isSpent) {
                rows.append(Row(letter, state, office))
            }
        }
        rows.sort { ($0.drafted, $0.id) < ($1.drafted, $1.id) }
        try options.show(text(rows, office), ["letters": rows])
    }

    private func text(_ rows: [Row], _ office: CaseOffice) -> String {
        guard !rows.isEmpty else {
            return office.letters.isEmpty
                ? "No letters yet.\n" : "No letter waits; --all shows all \(office.letters.count).\n"
        }
        var lines = [Self.line("letter", "kind", "state", "drafted", "partner and base")]
        for row in rows {
            let key = [row.login, row.installation, row.partner.map { "(\($0))" }].compactMap(\.self)
            lines.append(Self.line(row.id, row.kind, row.status, row.drafted, key.joined(separator: " ")))
        }
        let drafted = rows.count { $0.status == "drafted" }
        let approved = rows.count { $0.status == "approved" }
        let sent = rows.count { $0.status == "sent" }
        if drafted > 0 {
            lines += CaseText.wrapped("To approve: \(drafted). notices show N shows one, notices approve N lets it go.")
        }
        if approved > 0 { lines += CaseText.wrapped("To send: \(approved). notices send") }
        if sent > 0 {
            lines += CaseText.wrapped("To confirm: \(sent). notices record N --delivered REF, or --bounced WHY")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func line(_ id: String, _ kind: String, _ state: String, _ date: String, _ key: String) -> String {
        var text = [(id, 16), (kind, 10), (state, 9), (date, 10), (key, 27)].map { CaseText.cell($0.0, $0.1) }
            .joined(separator: "  ")[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private struct Row: Encodable {
        var id: String
        var caseId: String
        var kind: String
        var status: String
        var drafted: String
        var login: String?
        var installation: String?
        var partner: String?
        var isSimulation: Bool

        init(_ letter: CaseLetter, _ state: Case, _ office: CaseOffice) {
            (id, caseId, kind) = (letter.id, state.id, letter.kind.rawValue)
            (status, drafted) = (letter.status.rawValue, letter.drafted.text)
            (login, installation) = (state.key.login, state.key.installation)
            partner = office.setting.partner(of: state.key)?.id
            isSimulation = letter.isSimulation
        }
    }
}
