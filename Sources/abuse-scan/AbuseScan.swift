import ArgumentParser
import CMemory
import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The command line: `abuse-scan FILE…` scans, other commands stand beside it.
@main
struct AbuseScan: ParsableCommand {
    /// The number of this version.
    static let number = "0.1.0"

    /// What results depend on: the version, as ledgers and reports keep it.
    static let version = "\(number) (\(Scan.inflateLibrary))"

    static let configuration = CommandConfiguration(
        commandName: "abuse-scan",
        abstract: "Finds partners whose integrations misuse an API, from its access logs.",
        discussion: """
            abuse-scan logs/*.gz               files, gzipped or plain
            zcat logs/*.gz | abuse-scan        standard input
            abuse-scan --ledger hub.ledger logs/*.gz      goes on from the run before
            Nothing that it does closes anybody's access.
            """,
        version: "\(number) (\(Scan.inflateLibrary); \(BuildMark.text))",
        subcommands: [
            ScanCommand.self, ExplainCommand.self, DoctorCommand.self, PolicyCommand.self, LedgerCommand.self,
            ForgetCommand.self, CasesCommand.self, NoticesCommand.self, VerifyCommand.self, ReportCommand.self,
            ScheduleCommand.self, PrepareCommand.self, RecipeCommand.self, ManualCommand.self,
        ],
        defaultSubcommand: ScanCommand.self)

    static func main() {
        // A closed pipe is an error of the write, not a signal.
        _ = signal(SIGPIPE, SIG_IGN)
        abuse_scan_return_large_pieces()
        do {
            try CommandSlip.check(Array(CommandLine.arguments.dropFirst()))
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
