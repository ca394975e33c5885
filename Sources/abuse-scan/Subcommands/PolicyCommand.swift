import ArgumentParser
import Cases
import Policy
import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// `policy`: writes, checks and shows policy files.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Writes, checks and shows policy files.",
        discussion: """
            abuse-scan policy init                     writes abuse-scan.yaml
            abuse-scan policy check abuse-scan.yaml    what is wrong with it
            abuse-scan policy show                     every value that holds
            """,
        subcommands: [Init.self, Check.self, Show.self, Schema.self])

    /// `policy init`
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a commented policy file to start from.",
            discussion: """
                abuse-scan policy init
                abuse-scan policy init --profile triage -      to standard output
                """)

        @Option(name: .long, help: "The profile to start from.", completion: .list(Policy.profileNames))
        var profile = Policy.standardProfile

        @Argument(help: "The file to write; - is standard output.", completion: .file())
        var file = "abuse-scan.yaml"

        func run() throws {
            let text: String
            do throws(PolicyError) {
                text = try Policy.initialText(profile: profile)
            } catch {
                throw Failure(error.description)
            }
            if file == "-" { return try OutputFile.write(nil, text) }
            // Safe: the name lives for the call.
            guard unsafe access(file, F_OK) != 0 else {
                throw Failure("\(file): exists; give another name: abuse-scan policy init FILE")
            }
            try OutputFile.write(file, text)
            Terminal.warn("Wrote \(file). Check it with: abuse-scan policy check \(file)")
        }
    }

    /// `policy check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what is wrong with a policy file, or that nothing is.",
            discussion: """
                abuse-scan policy check abuse-scan.yaml
                """)

        @Argument(help: "The file; without it the one that a scan would use.", completion: .file())
        var file: String?

        func run() throws {
            let policy = try PolicyOptions.load(policy: file)
            if let format = policy.logFormat {
                do throws(ScanError) {
                    try Scan.check(logFormat: format)
                } catch {
                    throw Failure("\(policy.place(of: "log_format") ?? "log_format"): \(error.description)")
                }
            }
            // Every letter is tried in every language.
            _ = LetterGallery(try NoticesCommand.renderer(for: policy)).entries
            let name = file ?? "the policy in use"
            try PolicyCommand.show("\(name): profile \(policy.profile), \(policy.routes.count) routes, no problems\n")
        }
    }

    /// `policy show`
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows every value that holds, and where each comes from.",
            discussion: """
                abuse-scan policy show --policy abuse-scan.yaml
                abuse-scan policy show --profile triage
                """)

        @OptionGroup var options: PolicyOptions

        func run() throws { try PolicyCommand.show(try options.load().show()) }
    }

    /// `policy schema`
    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a JSON Schema of policy files for editors.",
            discussion: """
                abuse-scan policy schema > abuse-scan.schema.json
                """)

        func run() throws {
            let schema = Policy.schema()
            try PolicyCommand.show(schema.hasSuffix("\n") ? schema : schema + "\n")
        }
    }

    fileprivate static func show(_ text: String) throws {
        try Terminal.write(Array(text.utf8).span, to: STDOUT_FILENO, named: "standard output")
    }
}
