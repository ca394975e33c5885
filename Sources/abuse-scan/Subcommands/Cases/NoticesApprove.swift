import ArgumentParser
import Cases
import Ledger
import Scanning

/// `notices approve N…`
struct NoticesApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Lets letters go out; notices send then sends them.",
        usage: "abuse-scan notices approve [<options>] <letters> ...",
        discussion: """
            abuse-scan notices approve 9F1C-1 --ledger hub.ledger --by kari
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "Numbers of letters, or their beginnings.")
    var letters: [String]

    func run() throws {
        var office = try options.office(for: .writing)
        let at = try act.instant(office)
        // All names are understood before anything is recorded.
        let ids = try letters.map { text in
            try Failure.ofScan { () throws(ScanError) in try office.findLetter(text).id }
        }
        for id in ids {
            let (state, letter) = try Failure.ofScan { () throws(ScanError) in try office.letter(id) }
            if letter.status == .approved { continue }
            let event = CaseEvent(at: at, by: act.author, action: .approved(letter: id))
            try Failure.ofScan { () throws(ScanError) in _ = try office.record(event, of: state.id) }
        }
        let next = "Next: abuse-scan notices send\n"
        try options.show(ids.map { "\($0) is approved.\n" }.joined() + next, ["approved": ids])
    }
}
