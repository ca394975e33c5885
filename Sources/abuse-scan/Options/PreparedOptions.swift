import ArgumentParser
import Policy
import Reports
import Scanning

/// Sorted prepared records as input of `scan`.
struct PreparedOptions: ParsableArguments {
    /// What the input holds.
    enum InputFormat: String, ExpressibleByArgument, CaseIterable {
        case log, prepared
    }

    @Option(name: .long, help: "What the input holds: log, or prepared for sorted records of abuse-scan prepare.")
    var inputFormat = InputFormat.log

    @Flag(name: .long, help: "The prepared records are sorted by their bytes, which is checked.")
    var sorted = false

    @Option(
        name: .long,
        help: ArgumentHelp("Totals of all records, from abuse-scan prepare; a file or a folder.", valueName: "file"),
        completion: .file())
    var totals: [String] = []

    @Flag(name: .long, help: "Leaves groups open and prints their state, for the next run.")
    var emitState = false

    @Option(
        name: .long,
        help: ArgumentHelp("With --emit-state: records at it or after wait for the next run.", valueName: "moment"))
    var watermark: Moment?

    @Flag(name: .long, help: "Leaves file and line of examples out, so that nothing depends on how a log was cut.")
    var noPlaces = false

    /// Whether prepared records are read.
    var isPrepared: Bool { inputFormat == .prepared }

    func validate() throws {
        if isPrepared != sorted {
            throw ValidationError("--input-format prepared and --sorted belong together; give both.")
        }
        if !isPrepared, !totals.isEmpty || emitState || watermark != nil {
            throw ValidationError("--totals, --emit-state and --watermark belong to --input-format prepared --sorted.")
        }
        if emitState != (watermark != nil) {
            throw ValidationError("--emit-state and --watermark belong together; give both.")
        }
    }

    /// What is asked beside the request.
    func options(zoneOffset: (Int64) -> Int64) throws -> SortedScan.Options {
        var options = SortedScan.Options()
        options.totals = totals
        options.emitsState = emitState
        options.keepsPlaces = !noPlaces
        if let watermark { options.watermark = try watermark.milliseconds(zoneOffset: zoneOffset, now: 0) }
        return options
    }
}
