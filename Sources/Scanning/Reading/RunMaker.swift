internal import AccessLog
internal import Detection
internal import Ledger

/// What one input has come to: a run of events and how far the input is.
struct RunStep: Sendable {
    /// The events of one block in order; none at the end, and for a block without any.
    var events: SortedEvents?
    /// The largest stamp so far; before the first line, that of the first line of the file.
    var latest: Int64
    var tally = LineTally()
    var state = ReadingState()
    var isAtEnd = false
    /// Lines of the format, and lines that could not be read.
    var linesRead: Int64 = 0
    var linesUnread: Int64 = 0
    /// Samples of the block's lines, and which of them earlier runs should have had.
    var samples: [InputSamples.Line] = []
    var samplesBehind: [InputSamples.Line] = []
}

/// Makes the blocks of one input into sorted runs of events and tells every line's class.
struct RunMaker: ~Copyable {
    /// What all inputs share.
    struct Settings: Sendable {
        let since: Int64
        let until: Int64
        let lateness: Int64
        let maxLine: Int
        /// Lines before it were judged by earlier runs; milliseconds since 1970 UTC.
        var frontier = Int64.min
        /// Whether lines are sampled, to tell later whether they come again.
        var isSampled = false
        /// How many URLs with queries are remembered; they are to stay in the cache of the core.
        var targets = 1 << 12
        /// How much waits for its turn.
        var backlog = ReadingLane.Backlog.usual
        /// Whether stamps are moved from the start of requests to their end.
        var movesStamps = false
        /// Whether the lines are deliveries by push.
        var isPush = false
        var detection: DetectionOptions
    }

    private let name: String
    private var settings: Settings
    private var parser: any LineParser
    private var requests: RequestReader
    private var lineNumber: Int64 = 0
    private var step: RunStep
    private var record = AccessRecord()
    /// Events of the block so far; what lies behind them is of an older one.
    private var eventCount = 0

    /// Makes runs of an input's blocks; `lines` were read of it before, and `header` is what the parser must know of them.
    init(
        name: String, first: Int64?, lines: Int64 = 0, header: [UInt8] = [], _ parser: any LineParser,
        _ settings: Settings
    ) {
        self.name = name
        self.parser = parser
        self.settings = settings
        requests = RequestReader(settings.detection, targets: settings.targets)
        step = RunStep(latest: first ?? .min / 4)
        lineNumber = lines
        guard !header.isEmpty else { return }
        var copy = header
        var text = copy.mutableSpan
        _ = self.parser.parse(0..<header.count, in: &text, into: &record)
    }

    /// Goes on under another policy, whose keys and URLs are formed alike.
    mutating func take(_ detection: DetectionOptions) {
        settings.detection = detection
        requests = RequestReader(detection, targets: settings.targets)
    }

    /// Lines before an instant are late from now on.
    mutating func raise(frontier: Int64) { settings.frontier = max(settings.frontier, frontier) }

    /// Ends where reading ended.
    mutating func end(_ state: ReadingState) -> RunStep {
        step.isAtEnd = true
        step.samples.removeAll()
        step.samplesBehind.removeAll()
        step.state = state
        return step
    }

    /// Makes a run of the next block, in the storage of an old one; `state` is how far reading was with it.
    mutating func run(
        of block: consuming LineBlock, _ state: ReadingState, into spare: consuming SortedEvents? = nil
    ) -> RunStep {
        // Storage that two hold is copied when one writes to it, so it changes hands.
        var content = spare.take() ?? SortedEvents()
        if block.overlong > 0 {
            lineNumber += 1
            step.tally.add(.tooLong, file: name, line: lineNumber)
        }
        step.samples.removeAll()
        step.samplesBehind.removeAll()
        var count = block.count
        swap(&content.bytes, &block.bytes)
        TextRepair.repair(&content.bytes, &count)
        eventCount = 0
        read(&content.bytes, count, into: &content.events)
        content.events.removeLast(content.events.count - eventCount)
        content.sort()
        var step = step
        step.state = state
        step.events = content
        return step
    }

    private mutating func read(_ bytes: inout [UInt8], _ count: Int, into events: inout [RequestEvent]) {
        var cutter = LineCutter(count: count)
        var text = bytes.mutableSpan
        while let line = cutter.line(in: text.span) {
            lineNumber += 1
            if line.isEmpty {
                step.tally.directives += 1
            } else if line.count > settings.maxLine {
                step.tally.add(.tooLong, file: name, line: lineNumber)
            } else {
                read(line, in: &text, into: &events)
            }
        }
    }

    private mutating func read(
        _ line: Range<Int>, in text: inout MutableSpan<UInt8>, into events: inout [RequestEvent]
    ) {
        let hash = settings.isSampled ? StableHash.hash(text.span.extracting(line)) : 1
        let outcome = parser.parse(line, in: &text, into: &record)
        if settings.movesStamps, record.duration > 0 { record.time += record.duration }
        switch outcome {
        case .record:
            if hash % 256 == 0 { sample(hash, record.time) }
            take(text.span, into: &events)
        case .directive: step.tally.directives += 1
        case .unreadable(let reason):
            step.linesUnread += 1
            step.tally.add(reason, file: name, line: lineNumber)
            if reason.hasTime { takeStamp(record.time, into: &events) }
        }
    }

    private mutating func sample(_ hash: UInt64, _ time: Int64) {
        let line = InputSamples.Line(hash: hash, time: time)
        step.samples.append(line)
        if time < settings.frontier { step.samplesBehind.append(line) }
    }

    /// Takes the record that was read.
    private mutating func take(_ text: Span<UInt8>, into events: inout [RequestEvent]) {
        // It is made where it stays, over what an older block left there, since it is long.
        let last = eventCount
        if last == events.count { events.append(RequestEvent()) }
        let isReadable =
            settings.isPush
            ? requests.readPush(record, in: text, into: &events[last])
            : requests.read(record, in: text, into: &events[last])
        guard isReadable else {
            step.tally.add(.url, file: name, line: lineNumber)
            return takeStamp(record.time, into: &events)
        }
        step.tally.lines += 1
        step.linesRead += 1
        events[last].line = lineNumber
        if place(&events[last]) { eventCount += 1 }
    }

    /// A line that cannot be read but for its stamp still tells how far the log goes.
    private mutating func takeStamp(_ time: Int64, into events: inout [RequestEvent]) {
        if settings.isPush { return }
        var event = RequestEvent()
        event.time = time
        event.orderTime = time
        event.flags = .isStampOnly
        event.line = lineNumber
        step.linesRead += 1
        guard place(&event) else { return }
        if eventCount == events.count { events.append(event) } else { events[eventCount] = event }
        eventCount += 1
    }

    /// Puts an event into its class: out of the period, late, of a key or of nobody.
    ///
    /// - Returns: whether it is of the period.
    private mutating func place(_ event: inout RequestEvent) -> Bool {
        let watermark = max(step.latest - settings.lateness, settings.frontier)
        let isRequest = !event.flags.contains(.isStampOnly)
        let lateBy = step.latest - event.time
        step.latest = max(step.latest, event.time)
        guard event.time >= settings.since, event.time < settings.until else {
            if isRequest { step.tally.outOfPeriod += 1 }
            return false
        }
        if event.time < watermark {
            // What comes behind the frontier of earlier runs cannot be put in order by reading again.
            if event.time < settings.frontier {
                step.tally.behind += isRequest ? 1 : 0
                // In this run's turn: the next one could do no more for it.
                event.orderTime = settings.frontier - 1
            } else {
                step.tally.maxLateness = max(step.tally.maxLateness, lateBy)
                event.orderTime = watermark
            }
            step.tally.late += isRequest ? 1 : 0
            event.flags.insert(.isLate)
        } else if event.order == .push {
            if event.status == 200 { step.tally.delivered += 1 } else { step.tally.failed += 1 }
        } else if isRequest {
            if event.key == 0 { step.tally.unidentified += 1 } else { step.tally.identified += 1 }
        }
        return true
    }
}
