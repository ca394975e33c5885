import ArgumentParser
import Policy
import Scanning

/// What is read, and how.
struct InputOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Logs, gzipped or plain; - is standard input.", valueName: "file"), completion: .file())
    var files: [String] = []

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var span: SpanOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Remembers between runs: goes on from the run before, and reads nothing twice.", valueName: "file"),
        completion: .file())
    var ledger: String?

    @Flag(name: .long, help: "Tells what a run with a ledger would do, and writes nothing.")
    var dryRun = false

    func validate() throws {
        if dryRun, ledger == nil {
            throw ValidationError("--dry-run belongs to --ledger; without a ledger nothing is written anyway.")
        }
        if ledger != nil, span.isNamed {
            throw ValidationError(
                "--ledger counts every line exactly once, so it takes no --since and --until; leave them out.")
        }
    }

    /// The request that these options make; `mayBeEmpty` where logs are found without being named.
    func request(_ policy: Policy, mayBeEmpty: Bool = false, zoneOffset: (Int64) -> Int64) throws -> ScanRequest {
        var request = try reading.request(files, policy, mayBeEmpty: mayBeEmpty)
        let instants = try span.instants(zoneOffset: zoneOffset)
        (request.since, request.until) = (instants.since, instants.until)
        request.ledger = ledger.map { LedgerUse(path: $0) }
        request.ledger?.isDryRun = dryRun
        return request
    }
}
