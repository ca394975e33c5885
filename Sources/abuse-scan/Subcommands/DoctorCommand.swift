import ArgumentParser
import Policy
import Reports
import Scanning

/// `doctor`: what logs are, what can be told from them, and what should be added to them.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Says what logs are, which rules they support, and what to add to them.",
        discussion: """
            abuse-scan doctor logs/*.gz                format, stamps, key, rules
            abuse-scan doctor --lines 1000 access.log       its first lines alone
            Nobody is judged. The status is 3 when something could not be read.
            """)

    @Argument(help: ArgumentHelp("Logs, packed or plain; - is standard input.", valueName: "file"), completion: .file())
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only the first lines of each log.", valueName: "number"))
    var lines: Int64?

    @Option(
        name: .long,
        help: ArgumentHelp("The format, as scan takes it; told by content otherwise.", valueName: "format"))
    var logFormat: String?

    @Option(name: .long, help: ArgumentHelp("The zone of stamps without one (default UTC).", valueName: "zone"))
    var assumeTz: String?

    @Option(
        name: .long,
        help: ArgumentHelp("How late a line may come before a scan reads the log twice.", valueName: "duration"))
    var lateness: Moment.Span?

    @Option(name: .long, help: ArgumentHelp("The longest line that is read.", valueName: "size"))
    var maxLine = Size(bytes: 1 << 16)

    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let lines, lines < 1 { throw ValidationError("--lines \(lines) is not a number of lines; give 1 or more.") }
        if output.format == .ndjson { throw ValidationError("doctor knows the formats text and json; choose one.") }
    }

    func run() throws {
        let policy = try policyOptions.load()
        let writer = ExplainWriter(format: output.writtenFormat, options: try output.options(policy))
        let interrupt = Interrupt()
        interrupt.listen()
        let request = try request(policy)
        let diagnosis: Diagnosis
        do throws(ScanError) {
            diagnosis = try Doctor(request, mostLines: lines) { interrupt.signalNumber != 0 }.run()
        } catch {
            throw Failure(error.description)
        }
        try output.write(writer.bytes(diagnosis))
        for file in diagnosis.files {
            if let problem = file.problem { Terminal.warn(DisplayText.safe(problem)) }
        }
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if diagnosis.hasFaults { throw Failure.input }
    }

    private func request(_ policy: Policy) throws -> ScanRequest {
        if files.isEmpty, Terminal.isTerminal(0) {
            throw Failure("no log is named and standard input is a terminal; try: abuse-scan doctor logs/*.gz")
        }
        var request = ScanRequest(inputs: files.isEmpty ? ["-"] : files, policy: policy)
        request.logFormat = logFormat
        request.assumedZone = assumeTz
        request.lateness = lateness.map { Int64($0.milliseconds) }
        request.maxLine = maxLine.bytes
        return request
    }
}
