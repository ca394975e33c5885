internal import AccessLog
internal import Detection

/// One reading of all inputs: blocks become runs, runs are merged, events are judged in canonical order.
final class ScanPass {
    private let request: ScanRequest
    private let settings: ScanInput.Settings
    private let options: ParserOptions
    private var waiting: [PreparedInput]
    private var open: [ScanInput] = []
    private var merge: EventMerge
    private(set) var tally = LineTally()
    private(set) var problems: [String] = []
    private(set) var hasFaults = false
    private(set) var files = 0
    private var closedRead: Int64 = 0
    private var closedDecoded: Int64 = 0
    /// Bytes of the blocks that wait for their turn.
    private var held = 0
    private(set) var reached: Int64?

    init(_ inputs: [PreparedInput], _ request: ScanRequest, _ options: ParserOptions, _ settings: ScanInput.Settings) {
        self.request = request
        self.settings = settings
        self.options = options
        // The last comes first; inputs without any stamp are read at once.
        waiting = inputs.sorted { ($0.first ?? .min, $0.name, $0.index) > ($1.first ?? .min, $1.name, $1.index) }
        let names = request.inputs.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        var ranks = [Int](repeating: 0, count: names.count)
        for (rank, name) in names.enumerated() { ranks[name.offset] = rank }
        merge = EventMerge(ranks: ranks)
    }

    /// Bytes read so far, before and after inflating.
    var bytesRead: Int64 { open.reduce(closedRead) { $0 + $1.state.bytesRead } }
    var bytesDecoded: Int64 { open.reduce(closedDecoded) { $0 + $1.state.bytesDecoded } }

    /// Reads on until the end, a stop, or the first late line where `stopsAtLate`. Without a detector, lines are only
    /// counted and their lateness measured. Throws where more lines wait than memory allows.
    func run(
        _ detector: inout Detector?, stopsAtLate: Bool, isStopped: () -> Bool, progress: (ScanPass) -> Void
    ) throws(ScanError) {
        while !isStopped() {
            guard let input = nextInput() else { break }
            if let run = input.readBlock(&tally, isStopped: isStopped), detector != nil {
                held += run.size
                merge.add(run)
            }
            if input.isAtEnd { close(input) }
            if stopsAtLate, tally.late > 0 { return }
            release(before: watermark, &detector)
            guard held <= request.memory else { throw tooMuchWaits() }
            progress(self)
        }
        release(before: .max, &detector)
        for input in open { close(input) }
    }

    /// The input that holds the others up: the one with the lowest watermark, opened if need be.
    private func nextInput() -> ScanInput? {
        while let next = waiting.last {
            let bound = next.first.map { $0 - settings.lateness } ?? .min
            guard open.allSatisfy({ $0.watermark >= bound }) else { break }
            waiting.removeLast()
            start(next)
        }
        return open.min { $0.watermark < $1.watermark }
    }

    private func start(_ input: PreparedInput) {
        do throws(InputError) {
            let parser: any LineParser
            do throws(LogFormatError) {
                parser = try input.format.makeParser(options)
            } catch {
                throw InputError(.unsupported, file: input.name, message: error.description)
            }
            open.append(
                ScanInput(
                    name: input.name, index: input.index, first: input.first, reader: try input.open(request),
                    parser: parser, guess: input.guess, maxLine: request.maxLine, settings: settings))
            files += 1
        } catch {
            report(error.description)
        }
    }

    private var watermark: Int64 {
        let opened = open.map(\.watermark).min() ?? .max
        let unopened = waiting.last.map { ($0.first ?? .min) - ($0.first == nil ? 0 : settings.lateness) } ?? .max
        return min(opened, unopened)
    }

    private func release(before watermark: Int64, _ detector: inout Detector?) {
        guard detector != nil else { return }
        merge.release(before: watermark) { run, range in
            let (events, order, bytes) = (run.events, run.order, run.bytes)
            detector?.consume(events.span, order: order.span, range, in: bytes.span, file: run.input)
        } done: { run in
            held -= run.size
            reached = run.lastTime
            open.first { $0.index == run.input }?.recycle(run)
        }
    }

    private func close(_ input: ScanInput) {
        open.removeAll { $0 === input }
        closedRead += input.state.bytesRead
        closedDecoded += input.state.bytesDecoded
        if let fault = input.state.fault { report(fault.description) }
        if input.linesRead == 0, input.linesUnread > 0 {
            report(
                "\(input.name): \(input.guess ?? "no line has the format asked for; leave out --log-format or correct it")"
            )
        }
    }

    private func report(_ problem: String) {
        problems.append(problem)
        hasFaults = true
    }

    @inline(never)
    private func tooMuchWaits() -> ScanError {
        ScanError(
            "over \(request.memory >> 20) MiB of lines wait for earlier ones, which come up to "
                + "\(settings.lateness / 1000) s late; give less --lateness with --one-pass, more --memory, "
                + "or sort each file by time first")
    }
}
