internal import AccessLog
internal import Detection

/// One input: its blocks become sorted runs of events, and its watermark says what it can no longer bring.
final class ScanInput {
    /// What all inputs share.
    struct Settings {
        let since: Int64
        let until: Int64
        let lateness: Int64
        let detection: DetectionOptions
    }

    let name: String
    let index: Int32
    private(set) var isAtEnd = false
    /// The largest stamp so far; before the first line, that of the first line of the file.
    private(set) var latest: Int64
    private(set) var linesRead: Int64 = 0
    /// Why the format is a guess, `nil` where it is not.
    let guess: String?
    private let reader: BlockReader
    private var parser: any LineParser
    private let maxLine: Int
    private let settings: Settings
    private var requests: RequestReader
    private var lineNumber: Int64 = 0
    private var spares: [EventRun] = []
    private var record = AccessRecord()

    init(
        name: String, index: Int32, first: Int64?, reader: BlockReader, parser: any LineParser, guess: String?,
        maxLine: Int, settings: Settings
    ) {
        self.name = name
        self.index = index
        self.reader = reader
        self.parser = parser
        self.guess = guess
        self.maxLine = maxLine
        self.settings = settings
        requests = RequestReader(settings.detection)
        latest = first ?? .min / 4
    }

    /// Lines that could not be read so far.
    private(set) var linesUnread: Int64 = 0

    /// How far reading went.
    var state: ReadingState { reader.state }

    /// Events before it are all there; whatever comes below it is late.
    var watermark: Int64 { isAtEnd ? .max : latest - settings.lateness }

    /// Reads one more block.
    ///
    /// - Returns: its events in canonical order, or `nil` if it has none.
    func readBlock(_ tally: inout LineTally, isStopped: () -> Bool) -> EventRun? {
        let run = spares.popLast() ?? EventRun()
        guard let block = reader.next(spare: run.unload(), isStopped: isStopped) else {
            isAtEnd = true
            return nil
        }
        if block.overlong > 0 {
            lineNumber += 1
            tally.add(.tooLong, file: name, line: lineNumber)
        }
        let count = block.count
        run.load(block.bytes, input: index) { bytes, events in read(&bytes, count, into: &events, &tally) }
        guard !run.isEmpty else {
            spares.append(run)
            return nil
        }
        return run
    }

    private func read(
        _ bytes: inout [UInt8], _ count: Int, into events: inout [RequestEvent], _ tally: inout LineTally
    ) {
        var cutter = LineCutter(count: count)
        var text = bytes.mutableSpan
        var event = RequestEvent()
        while let line = cutter.line(in: text.span) {
            lineNumber += 1
            if line.isEmpty {
                tally.directives += 1
            } else if line.count > maxLine {
                tally.add(.tooLong, file: name, line: lineNumber)
            } else if read(line, in: &text, into: &event, &tally) {
                events.append(event)
            }
        }
    }

    /// Reads one line; `true` if it is an event of the period.
    private func read(
        _ line: Range<Int>, in text: inout MutableSpan<UInt8>, into event: inout RequestEvent, _ tally: inout LineTally
    ) -> Bool {
        switch parser.parse(line, in: &text, into: &record) {
        case .directive:
            tally.directives += 1
            return false
        case .unreadable(let reason):
            linesUnread += 1
            tally.add(reason, file: name, line: lineNumber)
            return reason.hasTime && takeStamp(into: &event, &tally)
        case .record: break
        }
        guard requests.read(record, in: text.span, into: &event) else {
            tally.add(.url, file: name, line: lineNumber)
            return takeStamp(into: &event, &tally)
        }
        event.line = lineNumber
        tally.lines += 1
        linesRead += 1
        return place(&event, &tally)
    }

    /// A line that cannot be read but for its stamp still tells how far the log goes.
    private func takeStamp(into event: inout RequestEvent, _ tally: inout LineTally) -> Bool {
        event = RequestEvent()
        event.time = record.time
        event.orderTime = record.time
        event.flags = .isStampOnly
        event.line = lineNumber
        linesRead += 1
        return place(&event, &tally)
    }

    /// Puts an event into its class: out of the period, late, of a key or of nobody.
    private func place(_ event: inout RequestEvent, _ tally: inout LineTally) -> Bool {
        let watermark = latest - settings.lateness
        let isRequest = !event.flags.contains(.isStampOnly)
        let lateBy = latest - event.time
        latest = max(latest, event.time)
        guard event.time >= settings.since, event.time < settings.until else {
            if isRequest { tally.outOfPeriod += 1 }
            return false
        }
        if event.time < watermark {
            tally.maxLateness = max(tally.maxLateness, lateBy)
            tally.late += isRequest ? 1 : 0
            event.flags.insert(.isLate)
            event.orderTime = watermark
        } else if isRequest {
            if event.key == 0 { tally.unidentified += 1 } else { tally.identified += 1 }
        }
        return true
    }

    /// Takes back the storage of a run that is used up.
    func recycle(_ run: EventRun) {
        if spares.count < 8 { spares.append(run) }
    }
}
