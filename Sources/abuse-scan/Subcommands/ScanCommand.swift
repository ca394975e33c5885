import ArgumentParser
import Foundation
import Policy
import Reports
import Scanning

/// `scan`, the default command: reads logs and prints findings.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Reads logs and prints findings (the default command).",
        discussion: """
            abuse-scan logs/*.gz                       files, in any order
            abuse-scan --since "36h ago" -o findings.json logs/*.gz
            abuse-scan --ledger hub.ledger --metrics hub.prom logs/*.gz
            abuse-scan --follow /var/log/nginx/access.log      as it is written
            abuse-scan --fail-on finding logs/*.gz     status 1 if there is one
            """)

    @OptionGroup var inputs: InputOptions
    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var following: FollowArguments
    @OptionGroup var prepared: PreparedOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Takes a log that was read wrongly out of the ledger again: computes everything anew from the others, which must "
                + "still lie somewhere, and reads what lies in its place now.", valueName: "file"))
    var replace: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("End with status 1 from this on: observation, finding or notice.", valueName: "kind"))
    var failOn: FailOn?

    @Flag(
        name: .long,
        help: "Lives through cases as if every letter arrived when it is due, and prints the steps; nothing is real.")
    var simulate = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Writes the state of this run for Prometheus to a file (a textfile collector's NAME.prom).",
            valueName: "file"), completion: .file())
    var metrics: String?

    /// What makes a run end with status 1.
    enum FailOn: String, ExpressibleByArgument, CaseIterable {
        case observation, finding, notice
    }

    func validate() throws {
        if failOn == .notice, inputs.ledger == nil, !simulate {
            throw ValidationError("--fail-on notice needs --ledger, which drafts letters, or --simulate.")
        }
        if !replace.isEmpty, inputs.ledger == nil {
            throw ValidationError("--replace takes a log out of a ledger; give --ledger FILE too.")
        }
        guard following.follow else { return }
        if output.output != nil {
            throw ValidationError("--follow writes to standard output as it goes; leave out -o, or redirect it.")
        }
        if output.format == .json {
            throw ValidationError("--follow writes text or ndjson; one JSON document would never end.")
        }
        if prepared.isPrepared {
            throw ValidationError("--follow reads lines in order by itself and takes no prepared ones; leave one out.")
        }
        if !replace.isEmpty {
            throw ValidationError("--replace computes anew what lies there now; run it without --follow.")
        }
        if inputs.dryRun { throw ValidationError("--dry-run and --follow exclude each other; leave one out.") }
    }

    func run() throws {
        if let slip = CommandSlip(inputs.files) { throw Failure(slip.sentence) }
        let policy = try policyOptions.load()
        let report = try output.options(policy)
        var request = try inputs.request(
            policy, mayBeEmpty: !replace.isEmpty, zoneOffset: report.localOffsetSeconds)
        if prepared.isPrepared { return try judgePrepared(request, report) }
        request.ledger?.version = AbuseScan.version
        request.ledger?.replacing = replace
        request.ledger?.arguments = CommandLine.arguments
        request.ledger?.policyText = policy.show()
        request.isSimulation = simulate
        let interrupt = Interrupt()
        interrupt.listen()
        let outcome: Scan.Outcome
        if following.follow {
            outcome = try follow(request, report, interrupt)
        } else {
            var found = try scan(request, report, interrupt)
            if prepared.noPlaces { found.model.forgetPlaces() }
            try output.write(found.model, report)
            if let metrics, interrupt.signalNumber == 0 { try writeMetrics(found.model, to: metrics) }
            outcome = found
        }
        if !output.quiet {
            for line in SummaryText.render(outcome.model.summary, options: report) { Terminal.warn(line) }
        } else {
            let summary = outcome.model.summary
            for problem in (summary.ledger?.warnings ?? []) + summary.problems {
                Terminal.warn(DisplayText.safe(problem))
            }
        }
        try end(outcome, interrupt)
    }

    /// A run that was stopped leaves the file of the last one that was not.
    private func writeMetrics(_ model: ReportModel, to path: String) throws {
        let text = Metrics.text(
            model, now: Int64(Date().timeIntervalSince1970), version: AbuseScan.version)
        try OutputFile.write(path, text)
    }

    private func scan(_ request: ScanRequest, _ report: ReportOptions, _ interrupt: Interrupt) throws -> Scan.Outcome {
        let progress = ProgressDisplay(isOn: output.showsProgress, options: report)
        do throws(ScanError) {
            let scan = try Scan(request) { interrupt.signalNumber != 0 }
            let outcome = try scan.run { progress.show($0) }
            progress.clear()
            return outcome
        } catch {
            progress.clear()
            throw Failure(error.description, status: error.kind == .ledger ? Failure.ledger : Failure.usage)
        }
    }

    private func follow(_ request: ScanRequest, _ report: ReportOptions, _ interrupt: Interrupt) throws -> Scan.Outcome
    {
        interrupt.listenToRequests()
        let follow = try Failure.ofScan { () throws(ScanError) in
            try Follow(request, following.options, now: FollowLoop.now) { interrupt.signalNumber != 0 }
        }
        let writer = ReportWriter(format: output.writtenFormat, options: report)
        return try FollowLoop(
            follow: follow, interrupt: interrupt, output: output, writer: writer, report: report
        ) { try policyOptions.load() }.run()
    }

    private func end(_ outcome: Scan.Outcome, _ interrupt: Interrupt) throws {
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.hasFaults { throw Failure.input }
        switch failOn {
        case .finding where outcome.model.accuses: throw ExitCode(1)
        case .observation where outcome.model.observes: throw ExitCode(1)
        case .notice where outcome.model.news?.hasLetters ?? false: throw ExitCode(1)
        default: break
        }
    }
}

/// The progress line on a terminal, after two seconds and then five times a second.
final class ProgressDisplay {
    private let isOn: Bool
    private let options: ReportOptions
    private var shown = 0.0

    init(isOn: Bool, options: ReportOptions) {
        self.isOn = isOn
        self.options = options
    }

    func show(_ progress: Scan.Progress) {
        guard isOn, progress.elapsed >= 2, progress.elapsed - shown >= 0.2 else { return }
        shown = progress.elapsed
        let line = ProgressLine(
            bytesRead: progress.bytesRead, bytesTotal: progress.bytesTotal, lines: progress.lines,
            elapsed: progress.elapsed, logTime: progress.reached)
        Terminal.showProgress(line.text(width: Terminal.columns(2), options: options))
    }

    func clear() {
        if shown > 0 { Terminal.showProgress("") }
    }
}
