import ArgumentParser
import Cases
import Ledger
import Scanning

/// `cases reopen ID`
struct CasesReopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Records that access was opened again; misuse within 30 days of it is a relapse.",
        usage: "abuse-scan cases reopen [<options>] <id>",
        discussion: """
            abuse-scan cases reopen --ledger hub.ledger 3f2a --reason "Mended, version 4.2"
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "The number of the case, or its beginning.")
    var id: String

    @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
    var reason = ""

    func run() throws {
        var office = try options.office(for: .writing)
        let state = try Failure.ofScan { () throws(ScanError) in try office.findCase(id) }
        var stage = state.stage
        // Said twice, it holds already.
        if stage != .resolved {
            let event = CaseEvent(at: try act.instant(office), by: act.author, action: .reopened(reason: reason))
            stage = try Failure.ofScan { () throws(ScanError) in try office.record(event, of: state.id) }.stage
        }
        try options.show(
            "\(state.id) is recorded as opened again.\n", ["id": state.id, "stage": stage.rawValue])
    }
}
