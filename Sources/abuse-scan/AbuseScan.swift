import ArgumentParser
import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The command line: `abuse-scan FILE…` scans, other commands stand beside it.
@main
struct AbuseScan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abuse-scan",
        abstract: "Finds partners whose integrations misuse an API, from its access logs.",
        discussion: """
            abuse-scan logs/*.gz        reads files, gzipped or plain
            zcat … | abuse-scan         reads standard input
            Nothing that it does closes anybody's access.
            """,
        version: "0.1.0 (\(Scan.inflateLibrary))",
        subcommands: [
            ScanCommand.self, ExplainCommand.self, DoctorCommand.self, PolicyCommand.self, LedgerCommand.self,
            ForgetCommand.self, CasesCommand.self, NoticesCommand.self, VerifyCommand.self, ReportCommand.self,
            ScheduleCommand.self, PrepareCommand.self, RecipeCommand.self,
        ],
        defaultSubcommand: ScanCommand.self)

    static func main() {
        // A closed pipe is an error of the write, not a signal.
        _ = signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(error)
        }
    }

    /// Ends with the status that an error stands for.
    private static func end(_ error: any Error) -> Never {
        if error is Terminal.Closed { exit(withError: ExitCode.success) }
        if let failure = error as? Failure {
            Terminal.warn(failure.message)
            exit(withError: failure.status)
        }
        // 64 is the library's status for wrong usage; ours is 2.
        guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
        Terminal.warn(fullMessage(for: error))
        exit(withError: ExitCode(2))
    }
}
