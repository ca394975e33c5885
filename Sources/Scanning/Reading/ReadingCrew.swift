internal import Dispatch
internal import Synchronization

/// Threads that read and parse for the one that judges. That one takes a hand itself whenever it would have to wait, so that no core
/// is idle while there is work, whichever of the two is slower.
final class ReadingCrew: Sendable {
    private struct Content: Sendable {
        /// Inputs with something to do, in turn.
        var offers: [ReadingLane] = []
        /// Threads that wait for an offer.
        var idle = 0
        var isJudgeWaiting = false
        var isDismissed = false
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
                while let lane = nextOffer() { help(lane) }
            }
        }
    }

    /// Begins to read an input.
    func begin(_ lane: ReadingLane) {
        lane.readBeside { [self] in changed(lane) }
        changed(lane)
    }

    /// Waits for an input with something to do; `nil` when it is over.
    private func nextOffer() -> ReadingLane? {
        while true {
            let (isOver, lane) = content.withLock { content -> (Bool, ReadingLane?) in
                if content.isDismissed { return (true, nil) }
                if content.offers.isEmpty { content.idle += 1 }
                return (false, content.offers.isEmpty ? nil : content.offers.removeFirst())
            }
            if isOver { return nil }
            if let lane { return lane }
            work.wait()
        }
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
