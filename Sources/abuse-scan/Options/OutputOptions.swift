import ArgumentParser
import Policy
import Reports
import Scanning

/// What is shown, where and how.
struct OutputOptions: ParsableArguments {
    /// When colours are added.
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    /// The forms of a report, as they are asked for.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, ndjson

        var report: ReportFormat {
            switch self {
            case .text: .text
            case .json: .json
            case .ndjson: .ndjson
            }
        }
    }

    @Option(name: .long, help: "The form of the report; by the ending of -o otherwise.")
    var format: Format?

    @Option(
        name: .short, help: ArgumentHelp("Writes to a file, whole, then renamed.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(name: .long, help: ArgumentHelp("The zone of shown times (default: the policy's).", valueName: "zone"))
    var tz: String?

    @Option(name: .long, help: "When to add colours: auto, always or never.")
    var color = Color.auto

    @Option(name: .long, help: ArgumentHelp("Keys that the text shows.", valueName: "number"))
    var top = 20

    @Flag(name: .long, help: "Shows client addresses whole, not their networks.")
    var showIp = false

    @Flag(name: .shortAndLong, help: "No summary on standard error.")
    var quiet = false

    @Flag(name: .long, help: "No progress line.")
    var noProgress = false

    /// Whether progress is shown.
    var showsProgress: Bool { !quiet && !noProgress && Terminal.isTerminal(2) }

    /// How the report is shown.
    func options(_ policy: Policy) throws -> ReportOptions {
        let zone = tz ?? policy.timeZone
        do throws(ScanError) {
            let offsets = try Scan.offsets(of: zone)
            return ReportOptions(
                width: min(100, output == nil ? Terminal.columns(1) ?? 80 : 80), color: isColored, showIP: showIp,
                zoneName: zone, top: top, localOffsetSeconds: offsets)
        } catch {
            throw Failure(error.description)
        }
    }

    private var isColored: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto:
            output == nil && Terminal.isTerminal(1) && (Terminal.environment("NO_COLOR") ?? "").isEmpty
                && Terminal.environment("TERM") != "dumb"
        }
    }

    /// The form that is asked for, or that the output's name says.
    var writtenFormat: ReportFormat {
        if let format { return format.report }
        if output?.hasSuffix(".json") == true { return .json }
        if output?.hasSuffix(".ndjson") == true || output?.hasSuffix(".jsonl") == true { return .ndjson }
        return .text
    }

    /// Writes what comes in pieces.
    func write<Result>(_ body: ((Span<UInt8>) throws -> Void) throws -> Result) throws -> Result {
        try OutputFile.write(output, body)
    }

    /// Writes a text that is there whole.
    func write(_ bytes: [UInt8]) throws {
        try write { try $0(bytes.span) }
    }

    /// Writes the report.
    func write(_ model: ReportModel, _ options: ReportOptions) throws {
        let writer = ReportWriter(format: writtenFormat, options: options)
        try write { sink in try writer.write(model) { try sink($0) } }
    }
}
