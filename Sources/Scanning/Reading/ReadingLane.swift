internal import AccessLog
internal import Dispatch
internal import Synchronization

/// The way of one input from bytes to runs, in two steps that threads take in turns, each step one thread at a time. So the
/// result is that of one thread, whoever is free.
///
///     bytes ──► read ──► a few blocks ──► parse ──► a few runs ──► merge
final class ReadingLane: Sendable {
    /// What can be done for an input.
    enum Step { case read, parse }

    /// How much of an input waits for its turn.
    struct Backlog: Sendable {
        /// Enough that whoever takes runs need not wait while other threads take turns on a core.
        var runs: Int
        /// How many are read before one of them is parsed, so that a second thread finds something to do whichever step the first
        /// is at.
        var blocks: Int

        static let usual = Backlog(runs: 8, blocks: 3)
        /// Of many that are read side by side less has to wait, and what waits takes memory.
        static let ofMany = Backlog(runs: 2, blocks: 1)
    }

    private struct Content: Sendable {
        var backlog: Backlog
        var blocks: [(block: LineBlock?, state: ReadingState)] = []
        var runs: [RunStep] = []
        /// Storage to use again.
        var spareBytes: [[UInt8]] = []
        var spareEvents: [SortedEvents] = []
        /// Whether a thread is at it.
        var isReading = false
        var isParsing = false
        /// Whether all blocks were read.
        var isRead = false
        var isCancelled = false
        /// Whether it waits for a thread of the crew.
        var isOffered = false
    }

    private let input: PreparedInput
    private let request: ScanRequest
    private let content: Mutex<Content>
    private let reader = Mutex<BlockReader?>(nil)
    private let maker: Mutex<RunMaker>
    /// Room for blocks of a pipe, which a thread of its own reads since it may have to wait.
    private let room: DispatchSemaphore?
    private static let blocksOfPipe = 4

    init(_ input: PreparedInput, _ request: ScanRequest, _ parser: any LineParser, _ settings: RunMaker.Settings) {
        self.input = input
        self.request = request
        content = Mutex(Content(backlog: settings.backlog))
        room = input.pipe == nil ? nil : DispatchSemaphore(value: 0)
        maker = Mutex(
            RunMaker(
                name: input.name, first: input.first, lines: input.continuation?.lines ?? 0, header: input.header,
                parser, settings))
    }

    // MARK: - Who does what

    /// Takes a step on oneself, if there is one to be taken; `isUrgent` asks for a run as soon as there is a block.
    func claim(isUrgent: Bool = false) -> Step? {
        content.withLock { content in
            let step = next(content, least: isUrgent ? 1 : content.backlog.blocks)
            if step == .parse { content.isParsing = true }
            if step == .read { content.isReading = true }
            return step
        }
    }

    /// Whether it is to be put before the crew; it is not put there twice.
    func offer() -> Bool {
        content.withLock { content in
            guard !content.isOffered, next(content) != nil else { return false }
            content.isOffered = true
            return true
        }
    }

    /// A thread of the crew takes it.
    func accept() { content.withLock { $0.isOffered = false } }

    /// Whether a run is ready, or something is left to be done for one.
    var isReady: Bool { content.withLock { !$0.runs.isEmpty || next($0) != nil } }

    private func next(_ content: borrowing Content, least: Int = 1) -> Step? {
        if content.isCancelled { return nil }
        let (blocks, runs) = (content.blocks.count, content.runs.count)
        let mayRead = room == nil && !content.isReading && !content.isRead && blocks < content.backlog.blocks
        let mayParse = !content.isParsing && blocks > 0 && runs < content.backlog.runs
        if mayParse, blocks >= least || !mayRead { return .parse }
        return mayRead ? .read : nil
    }

    /// Does a step that was claimed.
    func perform(_ step: Step) {
        switch step {
        case .read: read()
        case .parse: parse()
        }
    }

    private func read() {
        // Here and below: storage that two hold is copied when one writes to it, so it is handed on, not kept.
        var spare = content.withLock { $0.spareBytes.popLast() }
        let read = reader.withLock { reader in
            if reader == nil { reader = open() }
            let block = reader?.next(spare: spare.take()) { isCancelled }
            return (block: block, state: reader?.state ?? ReadingState())
        }
        content.withLock { content in
            content.isReading = false
            content.isRead = read.block == nil
            content.blocks.append(read)
        }
    }

    private func open() -> BlockReader {
        do throws(InputError) { return try input.open(request) } catch { return BlockReader(error) }
    }

    private func parse() {
        var (read, spare) = content.withLock { ($0.blocks.removeFirst(), $0.spareEvents.popLast()) }
        room?.signal()
        let step = maker.withLock { maker in
            guard let block = read.block.take() else { return maker.end(read.state) }
            return maker.run(of: block, read.state, into: spare.take())
        }
        content.withLock { content in
            content.isParsing = false
            content.runs.append(step)
        }
    }

    /// Reads a pipe on a thread of its own; calls `changed` whenever there is a block more.
    func readBeside(_ changed: @escaping @Sendable () -> Void) {
        guard let room else { return }
        // A semaphore must not be freed below the value that it was made with.
        for _ in 0..<Self.blocksOfPipe { room.signal() }
        DispatchQueue(label: "abuse-scan pipe").async { [self] in
            repeat {
                room.wait()
                if !isCancelled { read() }
                changed()
            } while content.withLock { !$0.isRead && !$0.isCancelled }
        }
    }

    // MARK: - What comes out

    /// Takes the next run, if one is ready, and tells whether few are left.
    func take() -> (step: RunStep, isLow: Bool)? {
        content.withLock { $0.runs.isEmpty ? nil : ($0.runs.removeFirst(), $0.runs.count <= $0.backlog.runs / 2) }
    }

    /// Lets less wait from now on, since many are read side by side.
    func narrow() { content.withLock { $0.backlog = .ofMany } }

    /// Takes back the storage of a run that is used up.
    func recycle(_ events: consuming SortedEvents) {
        let bytes = events.bytes
        events.bytes = []
        let spare = events
        content.withLock { content in
            guard content.spareEvents.count < content.backlog.runs else { return }
            content.spareEvents.append(spare)
            content.spareBytes.append(bytes)
        }
    }

    private var isCancelled: Bool { content.withLock { $0.isCancelled } }

    /// Nobody wants more of it.
    func cancel() {
        content.withLock { $0.isCancelled = true }
        room?.signal()
    }
}
