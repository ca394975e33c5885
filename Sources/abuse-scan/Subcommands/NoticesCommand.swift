import ArgumentParser
import Cases
import Policy
import Scanning

/// `notices`: letters to partners.
struct NoticesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "Shows letters to partners, approves and sends them, and records what became of them.",
        discussion: """
            abuse-scan notices list --ledger hub.ledger
            abuse-scan notices approve 9F1C-1
            abuse-scan notices send
            abuse-scan notices record 9F1C-1 --delivered "receipt of 18 Nov"
            """,
        subcommands: [
            NoticesList.self, NoticesShow.self, NoticesApprove.self, NoticesSend.self, NoticesRecord.self,
            NoticesDigest.self, Gallery.self,
        ])

    /// `notices gallery`
    struct Gallery: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes every letter in every language, made of made-up findings, to look at.",
            discussion: """
                abuse-scan notices gallery /tmp/letters
                """)

        @OptionGroup var options: PolicyOptions

        @Argument(help: "The folder to write to; index.html lists the letters.", completion: .directory)
        var folder: String

        func run() throws {
            let policy = try options.load()
            let gallery = LetterGallery(try NoticesCommand.renderer(for: policy), notices: policy.notices)
            do {
                try gallery.write(to: folder)
            } catch {
                throw Failure("\(folder): cannot be written: \(error); name a folder that can be")
            }
            Terminal.warn("Wrote \(gallery.entries.count) letters. Open \(folder)/index.html")
        }
    }

    /// The words of letters under a policy: the built-in ones, and over them those of its folder.
    static func renderer(for policy: Policy) throws -> LetterRenderer {
        let calendar: CaseCalendar
        do throws(ScanError) {
            calendar = try CaseCalendar(policy)
        } catch {
            throw Failure(error.description)
        }
        do throws(LetterTextError) {
            return try LetterRenderer(folder: policy.notices.templates, calendar: calendar)
        } catch {
            throw Failure(error.description)
        }
    }
}
