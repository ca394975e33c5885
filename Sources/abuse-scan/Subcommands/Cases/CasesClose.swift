import ArgumentParser
import Cases
import Ledger
import Scanning

/// `cases close ID`
struct CasesClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Records that a person closed the access; refused while it is not permitted.",
        usage: "abuse-scan cases close [<options>] <id>",
        discussion: """
            abuse-scan cases close 9F1C --reason "no answer to three letters"
            The program itself closes nothing. Where the contract permits suspension
            without notice, --confirm with a reason records that, and a letter goes out
            at once.
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "The number of the case, or its beginning.")
    var id: String

    @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
    var reason = ""

    @Flag(name: .long, help: "Suspends without notice, where the contract permits it.")
    var confirm = false

    func run() throws {
        var office = try options.office(for: .writing)
        let state = try Failure.ofScan { () throws(ScanError) in try office.findCase(id) }
        let at = try act.instant(office)
        var closed = state
        if state.stage != .closed {
            let action = CaseEvent.Action.closed(reason: reason, isConfirmed: confirm)
            do throws(ScanError) {
                closed = try office.record(CaseEvent(at: at, by: act.author, action: action), of: state.id)
            } catch {
                // What may not be is an answer, not wrong usage.
                throw Failure(error.description, status: error.kind == .ledger ? Failure.ledger : ExitCode(1))
            }
        }
        // A letter that another try did not get away goes now.
        let letter = closed.letters.last { $0.kind == .suspension && ($0.status == .drafted || $0.status == .approved) }
        let text = CaseText.wrapped("\(state.id) is recorded as closed.").map { $0 + "\n" }.joined()
        try options.show(text, ["id": state.id, "stage": closed.stage.rawValue, "letter": letter?.id ?? ""])
        guard let letter else { return }
        if letter.status == .drafted {
            let event = CaseEvent(at: at, by: act.author, action: .approved(letter: letter.id))
            try Failure.ofScan { () throws(ScanError) in _ = try office.record(event, of: state.id) }
        }
        try SendRun(office: office, channel: nil, at: at, isNow: true, by: act.author).send([letter.id])
    }
}
