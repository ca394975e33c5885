import AccessLog
import ArgumentParser
import Cases
import Ledger
import Scanning

/// `cases exempt ID`
struct CasesExempt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exempt", abstract: "Lets a case stand still: its days count for nothing until a date.",
        usage: "abuse-scan cases exempt [<options>] --reason <text> <id>",
        discussion: """
            abuse-scan cases exempt 9F1C --until 2026-12-01 --reason "initial import"
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "The number of the case, or its beginning.")
    var id: String

    @Option(
        name: .long, help: ArgumentHelp("The first date that counts again; for good if left out.", valueName: "date"))
    var until: String?

    @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    func validate() throws {
        if reason.isEmpty { throw ValidationError("--reason must not be empty; say why the case stands still.") }
        if let until, CivilDate(until) == nil {
            throw ValidationError("--until \(until) is no date; write one such as 2026-11-14.")
        }
    }

    func run() throws {
        var office = try options.office(for: .writing)
        let state = try Failure.ofScan { () throws(ScanError) in try office.findCase(id) }
        let note = ExemptionNote(reason: reason, owner: act.author, until: until.flatMap { CivilDate($0) })
        // Said twice, it is kept once.
        if state.exemption != note {
            let event = CaseEvent(at: try act.instant(office), by: act.author, action: .exempted(note))
            try Failure.ofScan { () throws(ScanError) in _ = try office.record(event, of: state.id) }
        }
        let end = until.map { "until \($0)" } ?? "for good"
        try options.show(
            CaseText.wrapped("\(state.id) is exempt \(end): \(reason)").map { $0 + "\n" }.joined(),
            ["id": state.id, "until": until ?? "", "reason": reason])
    }
}
