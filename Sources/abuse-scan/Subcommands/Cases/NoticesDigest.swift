import ArgumentParser
import Cases
import Ledger
import Scanning

/// `notices digest`
struct NoticesDigest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest",
        abstract: "Shows the digest that notices send would now send to notices.operators; nothing is sent.",
        usage: "abuse-scan notices digest [<options>]",
        discussion: """
            abuse-scan notices digest --ledger hub.ledger
            abuse-scan notices digest --html digest.html
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Option(name: .long, help: ArgumentHelp("Writes the HTML part to a file.", valueName: "file"))
    var html: String?

    func run() throws {
        let office = try options.office(for: .reading)
        let at = try act.instant(office)
        let digest = try Failure.ofScan { () throws(ScanError) in try OperatorDesk.digest(office, at: at) }
        let words = try NoticesCommand.renderer(for: office.setting.policy).render(digest)
        guard let html else { return try options.show("Subject: \(words.subject)\n\n\(words.text)", digest) }
        var file = try OutputFile(html)
        try file.write(Array(words.html.utf8).span)
        try file.finish()
    }
}
