internal import AccessLog
internal import Dispatch
internal import Ledger

/// One open input: its runs, made here or on threads of its own, and its watermark, which says what it can no longer bring.
final class ScanInput {
    private typealias RunRing = Ring<RunStep, SortedEvents>

    let input: PreparedInput
    /// Samples of its lines so far, and which of them earlier runs should have had.
    private(set) var samples: [InputSamples.Line] = []
    private(set) var samplesBehind: [InputSamples.Line] = []
    private var maker: RunMaker?
    private let ring: RunRing?
    private var spare: SortedEvents?
    private let lateness: Int64
    private var step: RunStep

    /// Opens an input.
    ///
    /// - Throws: `InputError` where it cannot be opened.
    init(_ input: PreparedInput, _ request: ScanRequest, _ options: ParserOptions, _ settings: RunMaker.Settings)
        throws(InputError)
    {
        let parser: any LineParser
        do throws(LogFormatError) {
            parser = try input.format.makeParser(options)
        } catch {
            throw InputError(.unsupported, file: input.name, message: error.description)
        }
        self.input = input
        lateness = settings.lateness
        step = RunStep(latest: input.first ?? .min / 4)
        if request.threads > 1 {
            let ring = RunRing(capacity: settings.ahead)
            self.ring = ring
            DispatchQueue(label: "abuse-scan parser").async {
                let source = input.openBeside(request, blocks: settings.ahead)
                var maker = RunMaker(
                    name: input.name, first: input.first, lines: input.continuation?.lines ?? 0, header: input.header,
                    source, parser, settings)
                var isMore = true
                while isMore {
                    let step = maker.next(ring.spare()) { ring.isCancelled }
                    isMore = !step.isAtEnd && ring.put(step)
                    if step.isAtEnd { _ = ring.put(step) }
                }
            }
        } else {
            ring = nil
            let source = try input.open(request)
            maker = RunMaker(
                name: input.name, first: input.first, lines: input.continuation?.lines ?? 0, header: input.header,
                source, parser, settings)
        }
    }

    deinit { ring?.cancel() }

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
        if let ring {
            guard let taken = ring.take(isStopped: isStopped) else { return nil }
            step = taken
        } else if maker != nil {
            let old = spare.take()
            step = maker?.next(old, isStopped: isStopped) ?? step
        }
        samples += step.samples
        samplesBehind += step.samplesBehind
        guard let events = step.events.take() else { return nil }
        guard !events.events.isEmpty else {
            recycle(events)
            return nil
        }
        return EventRun(events, input: index)
    }

    /// Takes back the storage of a run that is used up.
    func recycle(_ events: consuming SortedEvents) {
        if let ring { ring.giveBack(events) } else { spare = events }
    }
}
