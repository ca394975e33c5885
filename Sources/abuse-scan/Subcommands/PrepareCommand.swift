import ArgumentParser
import Foundation
import Policy
import Reports
import Scanning

/// `prepare`: turns logs into records that any sort brings into order.
struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Turns logs into records to be sorted and judged elsewhere, group by group.",
        discussion: """
            abuse-scan prepare logs/*.gz | LC_ALL=C sort |
            abuse-scan scan --input-format prepared --sorted
            Records are plain ASCII lines and hold what the logs hold; keep them as safe
            as those.
            """)

    @OptionGroup var inputs: InputOptions
    @OptionGroup var policyOptions: PolicyOptions

    @Flag(name: .long, help: "Prints only the totals of all records, which scans of single groups need.")
    var totals = false

    @Flag(name: .long, help: "Leaves the totals out.")
    var noTotals = false

    @Flag(name: .long, help: "Leaves file and line of examples out, so that nothing depends on how a log was cut.")
    var noPlaces = false

    @Option(
        name: .short, help: ArgumentHelp("Writes to a file, whole, then renamed.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "No summary on standard error.")
    var quiet = false

    func validate() throws {
        if totals, noTotals { throw ValidationError("--totals and --no-totals exclude each other; leave one out.") }
        if inputs.ledger != nil {
            throw ValidationError("prepare keeps nothing, so it takes no --ledger; leave it out.")
        }
    }

    func run() throws {
        let policy = try policyOptions.load()
        let zone = try zoneOffsets(policy)
        let request = try inputs.request(policy, zoneOffset: zone)
        var asked = Prepare.Output()
        asked.hasRecords = !totals
        asked.hasTotals = !noTotals
        asked.keepsPlaces = !noPlaces
        let interrupt = Interrupt()
        interrupt.listen()
        let outcome = try OutputFile.write(output) { sink in
            do {
                return try Prepare(request, asked) { interrupt.signalNumber != 0 }.run(to: sink)
            } catch let error as ScanError {
                throw Failure(error.description)
            }
        }
        for problem in outcome.problems { Terminal.warn(DisplayText.safe(problem)) }
        if !quiet {
            Terminal.warn(
                "\(outcome.lines) lines, \(outcome.records) records, \(outcome.unreadable) unreadable, "
                    + "\(outcome.outOfPeriod) outside the period")
        }
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.hasFaults { throw Failure.input }
    }

    private func zoneOffsets(_ policy: Policy) throws -> @Sendable (Int64) -> Int64 {
        do throws(ScanError) {
            return try Scan.offsets(of: policy.timeZone)
        } catch {
            throw Failure(error.description)
        }
    }
}
