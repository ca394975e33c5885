internal import AccessLog
internal import Detection
internal import Ledger

/// One reading of all inputs: blocks become runs, runs are merged, events are judged in canonical order.
final class ScanPass {
    private let request: ScanRequest
    /// Names by the numbers of inputs.
    private let names: [String]
    private let settings: RunMaker.Settings
    private let options: ParserOptions
    private let crew: ReadingCrew
    private var waiting: [PreparedInput]
    private var open: [ScanInput] = []
    private var merge: EventMerge
    /// The lines of inputs that were closed, by the order of their names.
    private var closedTallies: [ClosedTally] = []
    /// Sums over them, which are asked for at every step.
    private var closedLines: Int64 = 0
    private var closedLate: Int64 = 0
    private var closedLateness: Int64 = 0
    private let ranks: [Int]
    private var shared: OverlapWatch
    /// There but while it hands events out.
    private var feed: BatchFeed?
    private(set) var problems: [String] = []
    private(set) var hasFaults = false
    private(set) var files = 0
    private var closedRead: Int64 = 0
    private var closedDecoded: Int64 = 0
    /// Bytes of the blocks that wait for their turn.
    private var held = 0
    private(set) var reached: Int64?

    /// Takes sums out of a detector that holds many.
    var putAway: ((inout Detector?) throws(ScanError) -> Void)?

    /// What was read of one input, for a ledger.
    struct Account {
        let ordinal: Int32
        let account: InputAccount
        let first: Int64?
        let last: Int64?
        let isAtEnd: Bool
        let hasFault: Bool
    }

    /// What was read of the inputs that were opened.
    private(set) var accounts: [Account] = []
    /// Samples of their lines.
    private(set) var samples: [InputSamples] = []
    /// Inputs with lines that earlier runs should have had: how many, and samples of them.
    private(set) var behind: [(name: String, lines: Int64, samples: [InputSamples.Line])] = []
    /// The largest stamp of a request in all inputs.
    private var latest = Int64.min
    /// Everything before it was judged.
    private var released = Int64.min
    /// Who judges the days of cases, `nil` where nobody does.
    var judge: DayJudge?
    /// What earlier runs read, by the numbers of inputs.
    var pastInputs: [Int32: SeenInput] = [:]
    /// Whether the run was stopped before the end of its inputs.
    private var isCut = false

    init(
        _ inputs: [PreparedInput], names: [String], _ request: ScanRequest, _ options: ParserOptions,
        _ settings: RunMaker.Settings
    ) {
        self.request = request
        self.names = names
        self.settings = settings
        self.options = options
        crew = ReadingCrew(threads: request.threads - 1)
        feed = BatchFeed(capacity: MemoryLimits(bytes: request.memory).division, crew: crew)
        // The last comes first; inputs without any stamp are read at once.
        waiting = inputs.sorted { ($0.first ?? .min, $0.name, $0.index) > ($1.first ?? .min, $1.name, $1.index) }
        let sorted = names.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        var ranks = [Int](repeating: 0, count: names.count)
        for (rank, name) in sorted.enumerated() { ranks[name.offset] = rank }
        self.ranks = ranks
        shared = OverlapWatch(inputs: names.count)
        merge = EventMerge(ranks: ranks)
    }

    deinit { crew.dismiss() }

    /// The lines of an input that is read.
    private struct ClosedTally {
        let rank: Int
        let isPush: Bool
        let tally: LineTally

        init(_ input: ScanInput, _ ranks: [Int]) {
            (rank, isPush, tally) = (ranks[Int(input.index)], input.input.isPush, input.tally)
        }
    }

    /// Every line read so far, in its class.
    var tally: LineTally { sum(ofPushes: false) }
    /// The same of the logs of deliveries.
    var pushTally: LineTally { sum(ofPushes: true) }

    private func sum(ofPushes isPush: Bool) -> LineTally {
        let all = closedTallies + open.map { ClosedTally($0, ranks) }
        var sum = LineTally()
        for input in all.sorted(by: { $0.rank < $1.rank }) where input.isPush == isPush { sum.add(input.tally) }
        return sum
    }

    /// Lines read so far.
    var lines: Int64 { open.reduce(closedLines) { $0 + $1.tally.lines } }

    /// Lines that came late, and by how much at most, in all inputs.
    var late: Int64 { open.reduce(closedLate) { $0 + $1.tally.late } }
    var maxLateness: Int64 { open.reduce(closedLateness) { max($0, $1.tally.maxLateness) } }

    /// Late lines that reading again would put in order.
    private var isLate: Bool { maxLateness > 0 }

    /// Bytes read so far, before and after inflating.
    var bytesRead: Int64 { open.reduce(closedRead) { $0 + $1.state.bytesRead } }
    var bytesDecoded: Int64 { open.reduce(closedDecoded) { $0 + $1.state.bytesDecoded } }

    /// Opens the first inputs: they are read beside while the windows of earlier runs are.
    func begin() { _ = nextInput() }

    /// Reads on until the end, a stop, or the first late line where `stopsAtLate`. Without a detector, lines are only
    /// counted and their lateness measured. Throws where more lines wait than memory allows.
    func run(
        _ detector: inout Detector?, stopsAtLate: Bool, isStopped: () -> Bool, progress: (ScanPass) -> Void
    ) throws(ScanError) {
        while !isStopped() {
            guard let input = nextInput() else { break }
            if let run = input.next(isStopped: isStopped) {
                if detector != nil {
                    held += run.content.size
                    merge.add(run)
                } else {
                    input.recycle(run.content)
                }
            }
            see(input)
            if input.isAtEnd { close(input) }
            if stopsAtLate, isLate { return }
            try release(before: watermark, &detector)
            try putAway?(&detector)
            guard held <= request.memory else { throw tooMuchWaits() }
            progress(self)
        }
        if !holdsBack { try release(before: .max, &detector) }
        isCut = !open.isEmpty || !waiting.isEmpty
        for input in open { close(input) }
        if holdsBack { try release(before: frontier, &detector) }
    }

    // MARK: - What is kept for the next run

    /// Whether lines that may still have to wait for others are kept for the next run.
    private var holdsBack: Bool { request.ledger != nil }

    /// The lateness bound, milliseconds.
    var lateness: Int64 { settings.lateness }

    /// Before it everything was judged; later runs begin here.
    var frontier: Int64 {
        // Of a run that was stopped, inputs may lie far behind the latest line: only what all of them have passed is judged.
        if isCut { return max(settings.frontier, released) }
        guard latest > .min else { return settings.frontier }
        return max(settings.frontier, latest - settings.lateness)
    }

    /// Takes back what the run before held.
    func add(_ held: HeldEvents) {
        var byFile: [Int32: [RequestEvent]] = [:]
        for (event, file) in zip(held.events, held.files) {
            byFile[file, default: []].append(event)
            if event.order != .push { latest = max(latest, event.time) }
        }
        for (file, events) in byFile {
            var content = SortedEvents()
            content.bytes = held.bytes
            content.events = events
            content.sort()
            self.held += content.size
            merge.add(EventRun(content, input: file))
        }
    }

    /// What waits for lines that may come in the next run.
    var heldBack: HeldEvents {
        var held = HeldEvents()
        merge.forEach { event, bytes, file in held.add(event, bytes.span, file: file) }
        return held
    }

    /// Judges what waits, as if nothing more came.
    func releaseAll(_ detector: inout Detector?) { hand(before: .max, &detector) }

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
            var (request, settings) = (request, settings)
            settings.isPush = input.isPush
            settings.movesStamps = input.movesStamps
            if open.count > 1 {
                request.blockSize /= 2
                (settings.backlog, settings.targets) = (.ofMany, 1 << 11)
                for input in open.prefix(2) { input.narrow() }
            }
            open.append(try ScanInput(input, request, options, settings, crew))
            files += 1
        } catch {
            report(error.description)
        }
    }

    /// Pairs of inputs that hold the same lines for a while.
    var overlaps: [OverlapWatch.Overlap] { shared.overlaps }

    private var watermark: Int64 {
        let opened = open.lazy.map(\.watermark).min() ?? .max
        let unopened = waiting.last.map { ($0.first ?? .min) - ($0.first == nil ? 0 : settings.lateness) } ?? .max
        return min(opened, unopened, holdsBack ? frontier : .max)
    }

    private func release(before watermark: Int64, _ detector: inout Detector?) throws(ScanError) {
        if let judge, let cut = judge.cut(before: watermark, reach) {
            try judgeDays(judge, upTo: cut, watermark, &detector)
        }
        hand(before: watermark, &detector)
    }

    /// Stops at the end of each local day, for cases to be judged by what the log held then.
    private func judgeDays(
        _ judge: DayJudge, upTo first: Int64, _ watermark: Int64, _ detector: inout Detector?
    ) throws(ScanError) {
        guard detector != nil else { return }
        var next: Int64? = first
        while let cut = next {
            hand(before: cut, &detector)
            guard var judging = detector.take() else { return }
            try judge.judge(&judging, seenInputs)
            detector = consume judging
            next = judge.cut(before: watermark, reach)
        }
    }

    private var reach: DayJudge.Reach {
        let unopened = waiting.last?.first
        let next = [merge.nextTime, unopened].compactMap(\.self).min()
        return DayJudge.Reach(nextTime: next, latest: latest)
    }

    /// The inputs of this run and of earlier ones, as far as they were read.
    private var seenInputs: [SeenInput] {
        let now =
            open.map { ($0.index, $0.input.name, $0.input.first, $0.linesRead > 0 ? $0.latest : nil) }
            + accounts.map { ($0.ordinal, names[Int($0.ordinal)], $0.first, $0.last) }
        var seen = pastInputs
        for (ordinal, name, first, last) in now {
            guard let first, let last else { continue }
            let known = seen[ordinal]
            seen[ordinal] = SeenInput(
                name: name, first: min(first, known?.first ?? first), last: max(last, known?.last ?? last))
        }
        return Array(seen.values)
    }

    private func hand(before watermark: Int64, _ detector: inout Detector?) {
        // What each run needs is taken out once: the detector of its optional, the watch of the object.
        guard var judging = detector.take(), var feed = feed.take() else { return }
        if watermark < .max { released = max(released, watermark) }
        let isShared = ranks.count > 1
        var watch = OverlapWatch(inputs: 0)
        swap(&watch, &shared)
        merge.release(before: watermark) { run, range in
            if isShared { watch.take(run, range) }
            feed.take(run, range, for: &judging)
        } done: { run in
            watch.forget(run)
            reached = run.lastTime
            feed.end(run, for: &judging)
            feed.release(recycle)
        }
        // Shards get as many at a time as they can.
        if !judging.isSharded || watermark == .max { feed.judge(by: &judging) }
        feed.release(recycle)
        self.feed = consume feed
        swap(&watch, &shared)
        detector = consume judging
    }

    /// Gives the storage of a run back to its input.
    private func recycle(_ run: EventRun) {
        held -= run.content.size
        open.first { $0.index == run.input }?.recycle(run.content)
    }

    private func close(_ input: ScanInput) {
        open.removeAll { $0 === input }
        closedTallies.append(ClosedTally(input, ranks))
        closedLines += input.tally.lines
        closedLate += input.tally.late
        closedLateness = max(closedLateness, input.tally.maxLateness)
        note(input)
        closedRead += input.state.bytesRead
        closedDecoded += input.state.bytesDecoded
        if let fault = input.state.fault { report(fault.description) }
        if input.linesRead == 0, input.linesUnread > 0 {
            let fact = input.input.guess ?? request.nothingRead(see: "abuse-scan doctor shows why")
            report("\(input.input.name): \(fact)")
        } else if input.linesRead == 0, input.tally.unreadable[Int(UnreadableReason.tooLong.rawValue)] > 0 {
            report("\(input.input.name): \(request.nothingShort)")
        }
    }

    /// How far requests go decides what may still have to wait; deliveries do not.
    private func see(_ input: ScanInput) {
        if input.linesRead > 0, !input.input.isPush { latest = max(latest, input.latest) }
    }

    /// Notes what was read of an input.
    private func note(_ input: ScanInput) {
        guard let account = input.state.account else { return }
        accounts.append(
            Account(
                ordinal: input.index, account: account, first: input.input.first,
                last: input.linesRead > 0 ? input.latest : nil, isAtEnd: input.isAtEnd,
                hasFault: input.state.fault != nil))
        if !input.samples.isEmpty { samples.append(InputSamples(ordinal: input.index, lines: input.samples)) }
        if input.behind > 0 { behind.append((input.input.name, input.behind, input.samplesBehind)) }
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
