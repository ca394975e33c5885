internal import AccessLog
internal import Detection
internal import Ledger

/// One input that is followed: where its bytes come from, what becomes of its lines, and how far it is.
///
///     bytes ──► LineAssembler ──► RunMaker ──► EventRun
///       └──────► InputAccount, where a ledger wants to know
final class FollowInput {
    /// Where bytes come from.
    enum Source {
        case file(GrowingFile)
        case pipe(FollowedPipe)
        /// A packed file, which is read once.
        case packed(PackedFile)
        case ended
    }

    let name: String
    let ordinal: Int32
    let isPush: Bool
    /// The name that leads to it, `nil` for what has no other file behind it.
    let place: Int?
    var source: Source
    /// What earlier runs knew of it.
    var known: InputRecord?
    private(set) var format: LogFormat?
    private var assembler: LineAssembler
    private var maker: RunMaker?
    private var account: InputAccount?
    private let lines: Int64
    private var step = RunStep(latest: .min / 4)
    private var samples: [InputSamples.Line] = []
    private(set) var samplesBehind: [InputSamples.Line] = []
    private var behindKept: Int64 = 0
    /// The first stamp that was read, for the record of the input.
    private(set) var firstTime: Int64?

    /// Whether there may be bytes that were not read.
    var mayHaveMore = true
    private let isPlain: Bool
    /// How it lay on disk when it was opened.
    private let statusAtOpen: FileStatus?
    private var endedFile: GrowingFile?
    private var positionAtEnd: Int64 = 0
    /// When bytes last came, milliseconds of the caller's clock.
    var lastBytes: Int64
    /// When another file took its name, `nil` while it has it.
    var retiredAt: Int64?
    private(set) var fault: InputError?

    init(
        _ name: String, ordinal: Int32, isPush: Bool, place: Int?, _ source: Source, maxLine: Int, now: Int64,
        known: InputRecord? = nil, account: InputAccount?, lines: Int64 = 0, status: FileStatus? = nil
    ) {
        if case .packed = source { isPlain = false } else { isPlain = true }
        statusAtOpen = status
        self.name = name
        self.ordinal = ordinal
        self.isPush = isPush
        self.place = place
        self.source = source
        self.known = known
        self.account = account
        self.lines = lines
        lastBytes = now
        assembler = LineAssembler(maxLine: maxLine)
    }

    /// Whether anything is known of its lines' form.
    var isUnderstood: Bool { maker != nil }

    /// Reads lines from now on in a form.
    func understand(
        _ format: LogFormat, first: Int64?, header: [UInt8] = [], _ parser: any LineParser,
        _ settings: RunMaker.Settings
    ) {
        self.format = format
        firstTime = first
        maker = RunMaker(name: name, first: first, lines: lines, header: header, parser, settings)
    }

    // MARK: - How far it is

    /// Whether it brings nothing any more.
    var isAtEnd: Bool { if case .ended = source { true } else { false } }
    /// The largest stamp, `nil` before the first line.
    var latest: Int64? { step.linesRead > 0 ? step.latest : nil }
    /// How far back its lines may lie: its newest one, or the first one where none was read yet; `.min` where nobody knows.
    var reach: Int64 { latest ?? firstTime ?? .min }
    var tally: LineTally { step.tally }
    var linesUnread: Int64 { step.linesUnread }
    /// Lines since the last commit that earlier runs should have had; those before are in the ledger, and would be met there.
    var behind: Int64 { step.tally.behind - behindKept }
    /// Bytes read, before unpacking.
    var position: Int64 {
        switch source {
        case .file(let file): file.offset
        case .pipe(let pipe): pipe.offset
        case .packed(let file): file.state.bytesRead
        case .ended: positionAtEnd
        }
    }
    /// Bytes of its last line, whose end is missing.
    var unfinished: Int { assembler.waiting }

    // MARK: - Reading

    /// Takes bytes of a file or a pipe.
    ///
    /// - Returns: their whole lines, where there are any.
    func lines(in bytes: [UInt8]) -> LineBlock? {
        account?.add(bytes.span)
        return assembler.add(bytes)
    }

    /// The last line though its end is missing, where nothing more will come.
    func lastLine() -> LineBlock? {
        let block = assembler.finish()
        if block != nil { account?.finishLastLine() }
        return block
    }

    /// Makes events of lines.
    func events(of block: consuming LineBlock) -> EventRun? {
        guard let made = maker?.run(of: block, ReadingState()) else { return nil }
        step = made
        samples += step.samples
        samplesBehind += step.samplesBehind
        guard let events = step.events.take(), !events.events.isEmpty else { return nil }
        return EventRun(events, input: ordinal)
    }

    /// Makes events of the next block of a packed file, which ends with its last one.
    func nextPacked(isStopped: () -> Bool) -> EventRun? {
        guard case .packed(let file) = source else { return nil }
        let block = file.next(isStopped: isStopped)
        account = file.state.account ?? account
        if let block { return events(of: block) }
        guard !isStopped() else { return nil }
        fault = file.state.fault
        end()
        return nil
    }

    /// Goes on under another policy.
    func take(_ detection: DetectionOptions) { maker?.take(detection) }

    /// Lines before an instant are late from now on.
    func raise(frontier: Int64) { maker?.raise(frontier: frontier) }

    // MARK: - What is kept

    /// What is known of it now, for a ledger; `nil` before its first whole line.
    func record() -> InputRecord? {
        guard let account, account.content.length > 0 else { return nil }
        let file: GrowingFile? = if case .file(let file) = source { file } else { endedFile }
        var isCut = fault != nil
        if case .packed = source { isCut = true }
        let status = file?.status ?? (isCut ? nil : statusAtOpen)
        var record = InputRecord(
            account, ordinal: ordinal, name: name, known: known, status: status, firstTime: firstTime,
            lastTime: latest, isPlain: isPlain, hasFault: isCut, path: file?.path)
        record.isPush = isPush
        return record
    }

    /// Ends a file that has lost its name, or a pipe; a file stays open until what is known of it was kept.
    func end() {
        if case .file(let file) = source { endedFile = file }
        positionAtEnd = position
        source = .ended
        mayHaveMore = false
    }

    /// Hands out the sampled lines since the last time.
    func takeSamples() -> InputSamples? {
        (samplesBehind, behindKept) = ([], step.tally.behind)
        defer { samples = [] }
        return samples.isEmpty ? nil : InputSamples(ordinal: ordinal, lines: samples)
    }
}
