import ArgumentParser
import Foundation

/// A command as the command line declares it: its words, its options and the commands below it.
struct CommandOutline: Decodable {
    /// An option, a flag or a value without a name.
    struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            /// With its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        var kind: String
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?
        var allValues: [String]?
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool
    }

    var commandName: String
    var superCommands: [String]?
    var abstract: String?
    var discussion: String?
    var defaultSubcommand: String?
    var subcommands: [CommandOutline]?
    var arguments: [Argument]?

    /// The words that call it, the program first.
    var words: [String] { (superCommands ?? []) + [commandName] }

    /// The commands below it; `help` is a word of the parser.
    var commands: [CommandOutline] { (subcommands ?? []).filter { $0.commandName != "help" } }

    /// What can be given to it, without what only the program as a whole takes.
    var options: [Argument] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay && (superCommands == nil || argument.names?.first?.name != "version")
        }
    }

    /// The command and all below it, each before its own.
    var all: [CommandOutline] { [self] + commands.flatMap(\.all) }

    /// Whether it has an option of a name.
    func takes(_ option: String) -> Bool { options.contains { $0.names?.contains { $0.name == option } == true } }

    /// The whole program.
    static func program() throws -> CommandOutline {
        struct Dump: Decodable { var command: CommandOutline }
        return try JSONDecoder().decode(Dump.self, from: Data(AbuseScan._dumpHelp().utf8)).command
    }
}
