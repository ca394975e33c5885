internal import AccessLog
internal import Detection
internal import Ledger

/// Takes the lines of one input, block by block: reads each, tells its class, and counts.
struct LineTaker: ~Copyable {
    private let name: String
    private var settings: RunMaker.Settings
    private var requests: RequestReader
    private var lineNumber: Int64
    /// What the input has come to.
    private(set) var step: RunStep
    private var record = AccessRecord()
    /// Events of the block so far; what lies behind them is of an older one.
    private var eventCount = 0

    /// Goes on behind `lines` lines, the first of the file being of the stamp `first`.
    init(name: String, first: Int64?, lines: Int64, _ settings: RunMaker.Settings) {
        self.name = name
        self.settings = settings
        requests = RequestReader(settings.detection, targets: settings.targets)
        step = RunStep(latest: first ?? .min / 4)
        lineNumber = lines
    }

    /// Goes on under another policy, whose keys and URLs are formed alike.
    mutating func take(_ detection: DetectionOptions) {
        settings.detection = detection
        requests = RequestReader(detection, targets: settings.targets)
    }

    /// Lines before an instant are late from now on.
    mutating func raise(frontier: Int64) { settings.frontier = max(settings.frontier, frontier) }

    /// Forgets what was told of the lines of the block before.
    mutating func begin() {
        step.samples.removeAll()
        step.samplesBehind.removeAll()
    }

    /// Counts a line that is longer than a block.
    mutating func skip() {
        lineNumber += 1
        step.tally.add(.tooLong, file: name, line: lineNumber)
    }

    /// Reads the lines of a block into events, over those of an older one.
    mutating func read(
        _ bytes: inout [UInt8], _ count: Int, by parser: inout some LineParser, into events: inout [RequestEvent]
    ) {
        eventCount = 0
        var cutter = LineCutter(count: count)
        var text = bytes.mutableSpan
        while let line = cutter.line(in: text.span) {
            lineNumber += 1
            if line.isEmpty {
                step.tally.directives += 1
            } else if line.count > settings.maxLine {
                step.tally.add(.tooLong, file: name, line: lineNumber)
            } else {
                read(line, in: &text, by: &parser, into: &events)
            }
        }
        events.removeLast(events.count - eventCount)
    }

    private mutating func read(
        _ line: Range<Int>, in text: inout MutableSpan<UInt8>, by parser: inout some LineParser,
        into events: inout [RequestEvent]
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
