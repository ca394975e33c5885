internal import AccessLog
internal import Ledger

/// One open input: its runs, and its watermark, which says what it can no longer bring.
final class ScanInput {
    let input: PreparedInput
    /// Samples of its lines so far, and which of them earlier runs should have had.
    private(set) var samples: [InputSamples.Line] = []
    private(set) var samplesBehind: [InputSamples.Line] = []
    private let lane: ReadingLane
    private let crew: ReadingCrew
    private let lateness: Int64
    private var step: RunStep

    /// Opens an input, for a crew to read.
    ///
    /// - Throws: `InputError` where its format cannot be read.
    init(
        _ input: PreparedInput, _ request: ScanRequest, _ options: ParserOptions, _ settings: RunMaker.Settings,
        _ crew: ReadingCrew
    ) throws(InputError) {
        do throws(LogFormatError) {
            lane = ReadingLane(input, request, try input.format.makeParser(options), settings)
        } catch {
            throw InputError(.unsupported, file: input.name, message: error.description)
        }
        self.input = input
        self.crew = crew
        lateness = settings.lateness
        step = RunStep(latest: input.first ?? .min / 4)
        crew.begin(lane)
    }

    deinit { lane.cancel() }

    var index: Int32 { input.index }
    var isAtEnd: Bool { step.isAtEnd }
    var tally: LineTally { step.tally }
    var linesRead: Int64 { step.linesRead }
    var linesUnread: Int64 { step.linesUnread }
    /// Lines that earlier runs should have had.
    var behind: Int64 { step.tally.behind }
    /// The largest stamp so far.
    var latest: Int64 { step.latest }
    /// How far reading went.
    var state: ReadingState { step.state }
    /// Events before it are all there; whatever comes below it is late.
    var watermark: Int64 { isAtEnd ? .max : step.latest - lateness }

    /// Takes the next run; `nil` at the end, for a block without events, and when the run is stopped.
    func next(isStopped: () -> Bool) -> EventRun? {
        guard let taken = crew.next(of: lane, isStopped: isStopped) else { return nil }
        step = taken
        samples += step.samples
        samplesBehind += step.samplesBehind
        guard let events = step.events.take() else { return nil }
        guard !events.events.isEmpty else {
            recycle(events)
            return nil
        }
        return EventRun(events, input: index)
    }

    /// Lets less wait from now on, since many are read side by side.
    func narrow() { lane.narrow() }

    /// Takes back the storage of a run that is used up.
    func recycle(_ events: consuming SortedEvents) { lane.recycle(events) }
}
