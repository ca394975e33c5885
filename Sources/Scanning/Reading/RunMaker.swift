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

    private var parser: any LineParser
    private var lines: LineTaker

    /// Makes runs of an input's blocks; `lines` were read of it before, and `header` is what the parser must know of them.
    init(
        name: String, first: Int64?, lines: Int64 = 0, header: [UInt8] = [], _ parser: any LineParser,
        _ settings: Settings
    ) {
        self.parser = parser
        self.lines = LineTaker(name: name, first: first, lines: lines, settings)
        guard !header.isEmpty else { return }
        var copy = header
        var text = copy.mutableSpan
        var record = AccessRecord()
        _ = self.parser.parse(0..<header.count, in: &text, into: &record)
    }

    /// Goes on under another policy, whose keys and URLs are formed alike.
    mutating func take(_ detection: DetectionOptions) { lines.take(detection) }

    /// Lines before an instant are late from now on.
    mutating func raise(frontier: Int64) { lines.raise(frontier: frontier) }

    /// Ends where reading ended.
    mutating func end(_ state: ReadingState) -> RunStep {
        lines.begin()
        var step = lines.step
        step.isAtEnd = true
        step.state = state
        return step
    }

    /// Makes a run of the next block, in the storage of an old one; `state` is how far reading was with it.
    mutating func run(
        of block: consuming LineBlock, _ state: ReadingState, into spare: consuming SortedEvents? = nil
    ) -> RunStep {
        // Storage that two hold is copied when one writes to it, so it changes hands.
        var content = spare.take() ?? SortedEvents()
        lines.begin()
        if block.overlong > 0 { lines.skip() }
        var count = block.count
        swap(&content.bytes, &block.bytes)
        TextRepair.repair(&content.bytes, &count)
        // The parser is looked up once for all lines of the block.
        lines.read(&content.bytes, count, by: &parser, into: &content.events)
        content.sort()
        var step = lines.step
        step.state = state
        step.events = content
        return step
    }
}
