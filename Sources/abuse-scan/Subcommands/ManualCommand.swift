import ArgumentParser
import Foundation
import Reports

/// `manual`: the manual pages of the program and all its commands.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Prints the manual page of the program or a command, or writes all pages.",
        discussion: """
            abuse-scan manual --to /usr/local/share/man/man1     every page
            abuse-scan manual cases check | man -l -             one of them, at once
            Pages are written in mdoc, for man of any system.
            """)

    @Argument(help: "The words of a command, such as cases check; the program itself without them.")
    var command: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Writes every page into this folder, which is made.", valueName: "folder"),
        completion: .directory)
    var to: String?

    func validate() throws {
        if to != nil, !command.isEmpty {
            throw ValidationError("--to writes every page; leave out the command.")
        }
    }

    func run() throws {
        let program = try CommandOutline.program()
        guard let to else {
            return try OutputFile.write(nil, ManualPage.text(try named(program), in: program))
        }
        do {
            try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
        } catch {
            throw Failure(
                "\(to): cannot be made; name a folder that can be written to with --to", status: Failure.input)
        }
        for command in program.all {
            try OutputFile.write("\(to)/\(ManualPage.name(command))", ManualPage.text(command, in: program))
        }
        let count = program.all.count
        Terminal.warn("Wrote \(count) pages to \(DisplayText.safe(to)); try: man \(DisplayText.safe(to))/abuse-scan.1")
    }

    /// The command that the words name.
    private func named(_ program: CommandOutline) throws -> CommandOutline {
        var found = program
        for word in command {
            guard let next = found.commands.first(where: { $0.commandName == word }) else {
                throw CommandSlip.unknown(word, of: found.words, among: found.commands.map(\.commandName))
            }
            found = next
        }
        return found
    }
}
