internal import Detection
internal import Dispatch
internal import Synchronization

/// Threads that read and parse for the one that judges. That one takes a hand itself whenever it would have to wait, and they judge
/// shards when there is nothing to read, so that no core is idle while there is work, whichever of the two is slower.
final class ReadingCrew: Sendable {
    private struct Content: Sendable {
        /// Inputs with something to do, in turn.
        var offers: [ReadingLane] = []
        /// Threads that wait for an offer.
        var idle = 0
        var isJudgeWaiting = false
        var isDismissed = false
        /// The shards that a batch was divided among, how many of them somebody has taken, and how many are not judged yet.
        var shards: DetectorShards?
        var taken = 0
        var unjudged = 0
    }

    /// What a thread does next.
    private enum Task {
        case read(ReadingLane)
        case judge(DetectorShards, Int)
    }

    private let threads: Int
    private let content = Mutex(Content())
    private let work = DispatchSemaphore(value: 0)
    private let ready = DispatchSemaphore(value: 0)

    /// Begins so many threads beside the caller's own.
    init(threads: Int) {
        self.threads = threads
        for _ in 0..<threads {
            DispatchQueue(label: "abuse-scan reader").async { [self] in
                while let task = nextTask() { perform(task) }
            }
        }
    }

    /// Begins to read an input.
    func begin(_ lane: ReadingLane) {
        lane.readBeside { [self] in changed(lane) }
        changed(lane)
    }

    /// Waits for something to do; `nil` when it is over.
    private func nextTask() -> Task? {
        while true {
            let (isOver, task) = content.withLock { content -> (Bool, Task?) in
                if content.isDismissed { return (true, nil) }
                let task = Self.task(&content)
                if task == nil { content.idle += 1 }
                return (false, task)
            }
            if isOver { return nil }
            if let task { return task }
            work.wait()
        }
    }

    /// Takes an input with something to do, else a shard.
    private static func task(_ content: inout Content) -> Task? {
        if !content.offers.isEmpty { return .read(content.offers.removeFirst()) }
        return shard(&content)
    }

    /// Takes a shard that nobody has.
    private static func shard(_ content: inout Content) -> Task? {
        guard let shards = content.shards, content.taken < shards.count else { return nil }
        content.taken += 1
        return .judge(shards, content.taken - 1)
    }

    private func perform(_ task: Task) {
        switch task {
        case .read(let lane): help(lane)
        case .judge(let shards, let place):
            shards.judge(place)
            let wakesJudge = content.withLock { content in
                content.unjudged -= 1
                guard content.unjudged == 0, content.isJudgeWaiting else { return false }
                content.isJudgeWaiting = false
                return true
            }
            if wakesJudge { ready.signal() }
        }
    }

    /// Has all shards judge their part of a batch, here and wherever a thread has nothing to read, and returns when all have.
    func judge(_ shards: DetectorShards) {
        let wakes = content.withLock { content in
            (content.shards, content.taken, content.unjudged) = (shards, 0, shards.count)
            let wakes = min(content.idle, shards.count - 1)
            content.idle -= wakes
            return wakes
        }
        for _ in 0..<wakes { work.signal() }
        while let task = content.withLock({ Self.shard(&$0) }) { perform(task) }
        while content.withLock({ $0.unjudged > 0 }) {
            // Others still judge; reading is never done too early.
            if let task = content.withLock({ Self.task(&$0) }) {
                perform(task)
                continue
            }
            let waits = content.withLock { content in
                if content.unjudged > 0 { content.isJudgeWaiting = true }
                return content.unjudged > 0
            }
            if waits { _ = ready.wait(timeout: .now() + .milliseconds(100)) }
        }
        content.withLock { $0.shards = nil }
    }

    /// Makes one run, or reads what can be read for it; what is left is put behind the other inputs.
    private func help(_ lane: ReadingLane) {
        lane.accept()
        while let step = lane.claim() {
            lane.perform(step)
            changed(lane)
            if step == .parse { return }
        }
    }

    /// Puts an input before the crew if there is something to do, and wakes whoever waits for it.
    private func changed(_ lane: ReadingLane) {
        let isOffered = threads > 0 && lane.offer()
        let (wakes, wakesJudge) = content.withLock { content in
            if isOffered { content.offers.append(lane) }
            let wakes = isOffered && content.idle > 0
            if wakes { content.idle -= 1 }
            let wakesJudge = content.isJudgeWaiting
            content.isJudgeWaiting = false
            return (wakes, wakesJudge)
        }
        if wakes { work.signal() }
        if wakesJudge { ready.signal() }
    }

    /// The next run of an input, made here where nobody else is at it; `nil` when the run is stopped meanwhile.
    func next(of lane: ReadingLane, isStopped: () -> Bool) -> RunStep? {
        while true {
            if let (step, isLow) = lane.take() {
                // Threads that fell asleep over a full input are not woken for each run.
                if isLow { changed(lane) }
                return step
            }
            if let step = lane.claim(isUrgent: true) {
                lane.perform(step)
                changed(lane)
                continue
            }
            if isStopped() { return nil }
            content.withLock { $0.isJudgeWaiting = true }
            if !lane.isReady { _ = ready.wait(timeout: .now() + .milliseconds(100)) }
        }
    }

    /// Lets its threads end.
    func dismiss() {
        content.withLock { $0.isDismissed = true }
        for _ in 0..<threads { work.signal() }
    }
}
