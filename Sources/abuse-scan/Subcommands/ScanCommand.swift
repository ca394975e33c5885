import ArgumentParser
import Foundation
import Policy
import Reports
import Scanning

/// `scan`, the default command: reads logs and prints findings.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Reads logs and prints findings (the default command).")

    @OptionGroup var inputs: InputOptions
    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var prepared: PreparedOptions

    @Option(
        name: .long, help: ArgumentHelp("End with status 1 from this on: observation or finding.", valueName: "kind"))
    var failOn: FailOn?

    /// What makes a run end with status 1.
    enum FailOn: String, ExpressibleByArgument, CaseIterable {
        case observation, finding
    }

    func run() throws {
        let policy = try policyOptions.load()
        let report = try output.options(policy)
        var request = try inputs.request(policy, zoneOffset: report.localOffsetSeconds)
        if prepared.isPrepared { return try judgePrepared(request, report) }
        request.ledger?.version = AbuseScan.configuration.version
        request.ledger?.arguments = CommandLine.arguments
        request.ledger?.policyText = policy.show()
        let interrupt = Interrupt()
        interrupt.listen()
        var outcome = try scan(request, report, interrupt)
        if prepared.noPlaces { outcome.model.forgetPlaces() }
        try output.write(outcome.model, report)
        warnOfUnused(policy)
        if !output.quiet {
            for line in SummaryText.render(outcome.model.summary, options: report) { Terminal.warn(line) }
        } else {
            for problem in outcome.model.summary.problems { Terminal.warn(DisplayText.safe(problem)) }
        }
        try end(outcome, interrupt)
    }

    /// Nothing of a policy is taken silently and then ignored.
    private func warnOfUnused(_ policy: Policy) {
        guard !output.quiet, !policy.notYetUsed.isEmpty else { return }
        let count = policy.notYetUsed.count
        let settings = count == 1 ? "1 setting of the policy has" : "\(count) settings of the policy have"
        Terminal.warn("\(settings) no effect in this version; abuse-scan policy check names them.")
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

    private func end(_ outcome: Scan.Outcome, _ interrupt: Interrupt) throws {
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.hasFaults { throw Failure.input }
        switch failOn {
        case .finding where outcome.model.accuses: throw ExitCode(1)
        case .observation where outcome.model.observes: throw ExitCode(1)
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
