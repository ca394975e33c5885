import ArgumentParser
import Cases
import Ledger
import Policy
import Scanning

/// `notices show N`
struct NoticesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a letter: as text, as HTML, as the message that is sent, or with its proof.",
        usage: "abuse-scan notices show [<options>] <letter>",
        discussion: """
            abuse-scan notices show 9F1C-1 --ledger hub.ledger
            abuse-scan notices show 9F1C-1 --pack proof/      findings, lines, digests
            """)

    @OptionGroup var options: CaseOptions

    @Argument(help: "The number of the letter, or its beginning.")
    var letter: String

    @Option(name: .long, help: ArgumentHelp("Writes the HTML part to a file.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(name: .long, help: "Prints the message as it was sent, or would be sent now.")
    var eml = false

    @Option(
        name: .long,
        help: ArgumentHelp("Writes a new folder that proves the letter: the evidence pack.", valueName: "folder"),
        completion: .directory)
    var pack: String?

    func validate() throws {
        if [html != nil, eml, pack != nil].filter({ $0 }).count > 1 {
            throw ValidationError("--html, --eml and --pack exclude each other; give one of them.")
        }
    }

    func run() throws {
        let office = try options.office(for: .reading)
        let letter = try Failure.ofScan { () throws(ScanError) in try office.findLetter(self.letter) }
        let renderer = try NoticesCommand.renderer(for: office.setting.policy)
        let words = renderer.render(letter)
        if let html {
            try OutputFile.write(html, words.html)
        } else if eml {
            let bytes = try Failure.ofScan { () throws(ScanError) in try office.message(letter, renderer) }
            try Terminal.write(bytes.span, to: 1, named: "standard output")
        } else if let pack {
            let made = try Failure.ofScan { () throws(ScanError) in try office.evidence(letter, words) }
            do {
                try made.write(to: pack)
            } catch {
                throw Failure("\(error)")
            }
            Terminal.warn(
                "Wrote \(made.files.count + 1) files. Check them with: (cd \(pack) && sha256sum -c SHA256SUMS)")
        } else {
            try options.show("Subject: \(words.subject)\n\n\(words.text)", letter)
        }
    }
}
