import AccessLog
import ArgumentParser
import Cases
import Foundation
import Ledger
import Scanning

/// `cases check ID`
struct CasesCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether access may be closed yet, condition by condition; status 1 while it may not.",
        usage: "abuse-scan cases check [<options>] <id>",
        discussion: """
            abuse-scan cases check 9F1C --ledger hub.ledger
            abuse-scan cases check 9F1C --on 2026-12-01
            """)

    @OptionGroup var options: CaseOptions

    @Argument(help: "The number of the case, or its beginning.")
    var id: String

    @Option(
        name: .long,
        help: ArgumentHelp("The date on which the question is asked (default: today).", valueName: "date"))
    var on: String?

    func run() throws {
        let office = try options.office(for: .reading)
        let state = try Failure.ofScan { () throws(ScanError) in try office.findCase(id) }
        let date = try date(office)
        let facts = try Failure.ofScan { () throws(ScanError) in try office.facts(state) }
        let checks = office.setting.ladder.closingChecklist(state, on: date, facts: facts)
        let isPermitted = checks.allSatisfy(\.isMet)
        try options.show(
            text(checks, state, date, isPermitted),
            Answer(
                id: state.id, date: date.text, permitted: isPermitted,
                suspendable: state.suspension != nil && state.isOpen,
                conditions: checks.map { .init(met: $0.isMet, mayTurn: $0.mayTurn?.text, sentence: $0.sentence) }))
        if !isPermitted { throw ExitCode(1) }
    }

    private func date(_ office: CaseOffice) throws -> CivilDate {
        guard let on else { return office.date(of: Int64(Date().timeIntervalSince1970 * 1000)) }
        guard let date = CivilDate(on) else { throw Failure("\"\(on)\" is no date; write one such as 2026-11-14") }
        return date
    }

    private func text(_ checks: [ClosingCheck], _ state: Case, _ date: CivilDate, _ isPermitted: Bool) -> String {
        var lines = CaseText.wrapped("\(state.id) on \(date.text): may access be closed?") + [""]
        for check in checks {
            let turn = check.mayTurn.map { "; may turn on \($0.text)" } ?? ""
            lines += CaseText.wrapped("\(check.isMet ? "✓" : "✗") \(check.sentence)\(turn)", indent: 2, hanging: 4)
        }
        let missing = checks.count { !$0.isMet }
        lines += [""]
        if isPermitted {
            lines += CaseText.wrapped("Permitted. A person decides; cases close \(state.id) records it.")
        } else {
            lines += CaseText.wrapped("Not permitted: \(missing) of \(checks.count) conditions do not hold.")
            if state.suspension != nil, state.isOpen {
                lines += CaseText.wrapped(
                    "The contract permits suspension without notice here: cases close \(state.id) --confirm --reason …")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private struct Answer: Encodable {
        struct Condition: Encodable {
            var met: Bool
            var mayTurn: String?
            var sentence: String
        }

        var id: String
        var date: String
        var permitted: Bool
        var suspendable: Bool
        var conditions: [Condition]
    }
}
