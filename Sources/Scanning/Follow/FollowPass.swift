internal import AccessLog
internal import Detection
internal import Ledger

/// What several inputs that are still written come to, in canonical order: like ``ScanPass``, but nothing ever waits for an
/// input that is silent.
///
///     | released, judged | watermark │ held: lines that wait          │ newest
///
/// The watermark is what no input that speaks can go back behind: its newest stamp less the lateness bound. An input that is
/// silent for long is not asked; if all are, the watermark is the newest stamp of all.
struct FollowPass {
    private(set) var inputs: [FollowInput] = []
    /// Lines of inputs that were let go.
    private(set) var closedTally = LineTally()
    private(set) var closedPushTally = LineTally()
    private(set) var closedBytes: Int64 = 0
    private(set) var files = 0
    private var merge: EventMerge
    private var shared: OverlapWatch
    /// Names by the numbers of inputs.
    private(set) var names: [String]
    /// Bytes of the lines that wait.
    private(set) var heldBytes = 0
    /// Lines that are judged at one go.
    private static let batch = 1024
    /// The newest stamp of a request.
    private(set) var newest = Int64.min
    /// Everything before it was judged.
    private(set) var released: Int64
    private let lateness: Int64
    private let idle: Int64
    private let memory: Int

    /// - Parameters:
    ///   - names: by the numbers of inputs.
    ///   - frontier: everything before it was judged by earlier runs.
    ///   - lateness: how late a line may come within its input, milliseconds.
    ///   - idle: how long a silent input is waited for, milliseconds of the caller's clock.
    ///   - memory: bytes that lines may take while they wait.
    init(names: [String], frontier: Int64, lateness: Int64, idle: Int64, memory: Int) {
        self.names = names
        released = frontier
        self.lateness = lateness
        self.idle = idle
        self.memory = memory
        merge = EventMerge(ranks: [])
        shared = OverlapWatch(inputs: names.count)
        merge.order(by: ranks)
    }

    private var ranks: [Int] {
        let sorted = names.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        var ranks = [Int](repeating: 0, count: names.count)
        for (rank, name) in sorted.enumerated() { ranks[name.offset] = rank }
        return ranks
    }

    // MARK: - Inputs

    /// Takes one more input.
    mutating func add(_ input: FollowInput, names: [String]) {
        self.names = names
        merge.order(by: ranks)
        shared.makeRoom(inputs: names.count)
        inputs.append(input)
        files += 1
    }

    /// Lets go of an input that has ended, and keeps what it came to.
    mutating func close(_ input: FollowInput) {
        guard let place = inputs.firstIndex(where: { $0 === input }) else { return }
        if input.isPush { closedPushTally.add(input.tally) } else { closedTally.add(input.tally) }
        closedBytes += input.position
        inputs.remove(at: place)
    }

    /// Every line so far, in its class.
    var tally: LineTally { inputs.reduce(into: closedTally) { if !$1.isPush { $0.add($1.tally) } } }
    /// The same of the logs of deliveries.
    var pushTally: LineTally { inputs.reduce(into: closedPushTally) { if $1.isPush { $0.add($1.tally) } } }
    /// Bytes read, before unpacking.
    var bytesRead: Int64 { inputs.reduce(closedBytes) { $0 + $1.position } }

    /// The input to read from: the one that lies farthest back, those without any line first; `nil` where nobody has more,
    /// or too much waits for one that has none.
    func next(_ now: Int64) -> FollowInput? {
        let next = inputs.filter(\.mayHaveMore).min { ($0.reach, $0.ordinal) < ($1.reach, $1.ordinal) }
        guard let next, heldBytes > memory / 4 else { return next }
        let isHeldUp = inputs.contains { !$0.mayHaveMore && isAwaited($0, now) && $0.reach < next.reach }
        return isHeldUp ? nil : next
    }

    // MARK: - Lines

    /// Takes the lines of an input.
    mutating func take(_ run: EventRun?, of input: FollowInput) {
        if !input.isPush, let latest = input.latest { newest = max(newest, latest) }
        guard let run else { return }
        heldBytes += run.content.size
        merge.add(run)
    }

    /// What no line can come before any more.
    func watermark(_ now: Int64) -> Int64 {
        guard newest > .min else { return released }
        var least = Int64.max
        for input in inputs where !input.isAtEnd {
            // Of what is not read yet nobody knows how old it is.
            if input.mayHaveMore, input.reach == .min { return released }
            guard input.reach > .min else { continue }
            if input.mayHaveMore || isAwaited(input, now) { least = min(least, input.reach - lateness) }
        }
        if least < .max { return max(released, least) }
        if inputs.allSatisfy(\.isAtEnd) { return max(released, newest + 1) }
        let lastBytes = inputs.map(\.lastBytes).max() ?? now
        return max(released, now - lastBytes >= idle ? newest + 1 : newest - lateness)
    }

    /// Whether an input that has nothing now may still bring old lines.
    private func isAwaited(_ input: FollowInput, _ now: Int64) -> Bool {
        guard !input.isAtEnd else { return false }
        if let retired = input.retiredAt, now - retired >= FollowedName.grace { return false }
        return now - input.lastBytes < idle
    }

    /// Hands the lines before the watermark to the rules.
    ///
    /// - Parameters:
    ///   - now: the caller's clock, milliseconds.
    ///   - detector: the rules.
    ///   - judge: who judges each local day that ends on the way.
    ///   - past: what earlier runs read.
    /// - Returns: whether there were any, or time has passed.
    /// - Throws: `ScanError` where a day cannot be judged.
    mutating func release(
        _ now: Int64, into detector: inout Detector?, _ judge: DayJudge? = nil, _ past: [Int32: SeenInput] = [:]
    ) throws(ScanError) -> Bool {
        var limit = watermark(now)
        // Rather late lines than no memory.
        if heldBytes > memory, limit < newest - lateness { limit = newest - lateness }
        guard limit > released else { return false }
        released = limit
        for input in inputs { input.raise(frontier: limit) }
        while let judge, let cut = judge.cut(before: limit, DayJudge.Reach(nextTime: merge.nextTime, latest: newest)) {
            hand(before: cut, to: &detector)
            guard var judging = detector.take() else { break }
            try judge.judge(&judging, seen(past))
            detector = consume judging
        }
        hand(before: limit, to: &detector)
        return true
    }

    /// The inputs of this run and of earlier ones, as far as they were read.
    private func seen(_ past: [Int32: SeenInput]) -> [SeenInput] {
        var seen = past
        for record in inputs.compactMap({ $0.record() }) {
            guard let first = record.firstTime, let last = record.lastTime else { continue }
            let known = seen[record.ordinal]
            seen[record.ordinal] = SeenInput(
                name: record.name, first: min(first, known?.first ?? first), last: max(last, known?.last ?? last))
        }
        return Array(seen.values)
    }

    /// Pairs of inputs that hold the same lines for a while.
    var overlaps: [OverlapWatch.Overlap] { shared.overlaps }

    private mutating func hand(before limit: Int64, to detector: inout Detector?) {
        guard var judging = detector.take() else { return }
        let isShared = names.count > 1
        var feed = BatchFeed(capacity: Self.batch)
        merge.release(before: limit) { run, range in
            if isShared { shared.take(run, range) }
            feed.take(run, range, for: &judging)
        } done: { run in
            heldBytes -= run.content.size
            shared.forget(run)
            feed.end(run, for: &judging)
            feed.release { _ in }
        }
        feed.judge(by: &judging)
        detector = consume judging
    }

    // MARK: - What waits

    /// What waits for lines that may still come.
    var heldBack: HeldEvents {
        var held = HeldEvents()
        merge.forEach { event, bytes, file in held.add(event, bytes.span, file: file) }
        return held
    }

    /// Judges what waits, as if nothing more came; it has to be taken back then.
    mutating func releaseAll(into detector: inout Detector?) {
        guard var judging = detector.take() else { return }
        var feed = BatchFeed(capacity: Self.batch)
        merge.release(before: .max) { run, range in
            feed.take(run, range, for: &judging)
        } done: { run in
            feed.end(run, for: &judging)
            feed.release { _ in }
        }
        feed.judge(by: &judging)
        detector = consume judging
        heldBytes = 0
    }

    /// Takes back what waited.
    mutating func takeBack(_ held: HeldEvents) {
        merge = EventMerge(ranks: ranks)
        heldBytes = 0
        var byFile: [Int32: [RequestEvent]] = [:]
        for (event, file) in zip(held.events, held.files) {
            byFile[file, default: []].append(event)
            if event.order != .push { newest = max(newest, event.time) }
        }
        for (file, events) in byFile.sorted(by: { $0.key < $1.key }) {
            var content = SortedEvents()
            content.bytes = held.bytes
            content.events = events
            content.sort()
            heldBytes += content.size
            merge.add(EventRun(content, input: file))
        }
    }
}
