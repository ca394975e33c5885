import ArgumentParser
import Detection
import Policy
import Reports
import Scanning

/// `explain`: why a key was flagged or not, or how one line was read.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Says why a key was flagged or not, or how one line was read.",
        discussion: """
            abuse-scan explain --key alfa-web/MSDEMO logs/*.gz       rule by rule
            abuse-scan explain --key alfa-web --day 2026-11-14 logs/*.gz
            abuse-scan explain --rule polling          what a rule says of itself
            abuse-scan explain --line access.log.gz:812     how a line was read
            """)

    @Option(name: .long, help: ArgumentHelp("The key: a login, or login/INSTALLATION.", valueName: "key"))
    var key: String?

    @Option(
        name: .long, help: ArgumentHelp("The only rule to explain.", valueName: "rule"),
        completion: .list(RuleName.allCases.map(\.rawValue)))
    var rule: String?

    @Option(name: .long, help: ArgumentHelp("A day in the policy's zone to tell hour by hour.", valueName: "date"))
    var day: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A line of a log, or FILE:N for the Nth line of a file.", valueName: "line"))
    var line: String?

    @OptionGroup var inputs: InputOptions
    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if inputs.ledger != nil {
            throw ValidationError("explain reads logs and leaves a ledger alone; leave out --ledger and name the logs.")
        }
        if line != nil {
            if key != nil || rule != nil || day != nil {
                throw ValidationError("--line is explained by itself; leave out --key, --rule and --day.")
            }
            if !inputs.files.isEmpty { throw ValidationError("--line names its own file; leave out the others.") }
        } else if key?.isEmpty ?? (rule == nil || !inputs.files.isEmpty) {
            throw ValidationError("Nothing to explain; give --key LOGIN or --line 'TEXT' (or --rule alone).")
        }
        if day != nil, key == nil { throw ValidationError("--day belongs to --key; give both.") }
        if output.format == .ndjson { throw ValidationError("explain knows the formats text and json; choose one.") }
    }

    func run() throws {
        let policy = try policyOptions.load()
        let report = try output.options(policy)
        let writer = ExplainWriter(format: output.writtenFormat, options: report)
        if let bytes = try unread(policy, writer) { return try output.write(bytes) }
        try explainKey(policy, report, writer)
    }

    /// What is explained without reading logs: a line, or a rule.
    private func unread(_ policy: Policy, _ writer: ExplainWriter) throws -> [UInt8]? {
        do throws(ScanError) {
            if let line { return try LineExplanation.bytes(of: line, lineRequest(policy), writer) }
            if key == nil, let rule { return try KeyExplanation.text(ofRule: rule, writer) }
            return nil
        } catch {
            throw Failure(error.description)
        }
    }

    private func lineRequest(_ policy: Policy) -> ScanRequest {
        var request = ScanRequest(inputs: [], policy: policy)
        request.logFormat = inputs.reading.logFormat
        request.assumedZone = inputs.reading.assumeTz
        request.maxLine = inputs.reading.maxLine.bytes
        return request
    }

    private func explainKey(_ policy: Policy, _ report: ReportOptions, _ writer: ExplainWriter) throws {
        let request = try inputs.request(policy, zoneOffset: report.localOffsetSeconds)
        let interrupt = Interrupt()
        interrupt.listen()
        let progress = ProgressDisplay(isOn: output.showsProgress, options: report)
        let outcome: KeyExplanation.Outcome
        do throws(ScanError) {
            let explanation = try KeyExplanation(request, key: key ?? "", rule: rule, day: day) {
                interrupt.signalNumber != 0
            }
            outcome = try explanation.run { progress.show($0) }
            progress.clear()
        } catch {
            progress.clear()
            throw Failure(error.description)
        }
        try output.write(writer.bytes(outcome.explanation))
        for problem in outcome.explanation.model.summary.problems { Terminal.warn(DisplayText.safe(problem)) }
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.hasFaults { throw Failure.input }
    }
}
