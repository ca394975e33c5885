import AccessLog
import ArgumentParser
import Cases
import Ledger
import Scanning

/// `notices record N`
struct NoticesRecord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Records that a letter arrived, came back or was answered, by whatever means.",
        usage: "abuse-scan notices record [<options>] <letter>",
        discussion: """
            abuse-scan notices record 9F1C-1 --delivered "receipt of 18 Nov"
            abuse-scan notices record 9F1C-1 --bounced "mailbox full"
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "The number of the letter, or its beginning.")
    var letter: String

    @Option(
        name: .long,
        help: ArgumentHelp("It arrived; how that is known. Time runs from --at on.", valueName: "reference"))
    var delivered: String?

    @Option(name: .long, help: ArgumentHelp("It came back; why. The clock stands.", valueName: "why"))
    var bounced: String?

    @Option(name: .long, help: ArgumentHelp("The partner answered.", valueName: "text"))
    var answered: String?

    @Option(name: .long, help: ArgumentHelp("More time: the deadline is not before this date.", valueName: "date"))
    var extend: String?

    func validate() throws {
        if [delivered, bounced, answered, extend].compactMap(\.self).count != 1 {
            throw ValidationError(
                "Say what became of the letter: one of --delivered, --bounced, --answered and --extend.")
        }
        if let extend, CivilDate(extend) == nil {
            throw ValidationError("--extend \(extend) is no date; write one such as 2026-11-14.")
        }
    }

    func run() throws {
        var office = try options.office(for: .writing)
        let id = try Failure.ofScan { () throws(ScanError) in try office.findLetter(letter).id }
        let (state, known) = try Failure.ofScan { () throws(ScanError) in try office.letter(id) }
        let action = action(id)
        // Said twice, it is kept once.
        if !isKnown(known, action, office) {
            let dropped = try Failure.ofScan { () throws(ScanError) in
                bounced == nil ? [] : try office.messagesToDrop(id)
            }
            let event = CaseEvent(at: try act.instant(office), by: act.author, action: action)
            try Failure.ofScan { () throws(ScanError) in _ = try office.record(event, of: state.id, outbox: dropped) }
        }
        let text = CaseText.wrapped("\(CaseStep.recorded(action).sentence)").map { $0 + "\n" }.joined()
        try options.show(text, ["letter": id, "recorded": action.kind])
    }

    private func action(_ id: String) -> CaseEvent.Action {
        if let delivered { return .delivered(letter: id, reference: delivered) }
        if let bounced { return .bounced(letter: id, why: bounced) }
        if let extend, let date = CivilDate(extend) { return .extended(letter: id, until: date) }
        return .answered(text: answered ?? "")
    }

    private func isKnown(_ letter: CaseLetter, _ action: CaseEvent.Action, _ office: CaseOffice) -> Bool {
        switch action {
        case .delivered: letter.status == .delivered
        case .bounced: letter.status == .bounced
        case .extended(_, let until): letter.extended == until
        case .answered:
            (try? office.history(of: office.letter(letter.id).state.id).last?.sentence)
                == CaseStep.recorded(action).sentence
        default: false
        }
    }
}
