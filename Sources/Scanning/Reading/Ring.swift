internal import Dispatch
internal import Synchronization

/// A bounded ring between the thread that makes items and the one that takes them; what was taken comes back as a spare.
final class Ring<Item: Sendable, Spare: Sendable>: Sendable {
    private struct Content: Sendable {
        var items: [Item] = []
        var spares: [Spare] = []
        var isCancelled = false
    }

    private let capacity: Int
    private let content = Mutex(Content())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)

    init(capacity: Int) {
        self.capacity = capacity
        // A semaphore must not be freed below the value that it was made with, and a cancelled ring may be.
        for _ in 0..<capacity { free.signal() }
    }

    /// Old storage to fill again.
    func spare() -> Spare? { content.withLock { $0.spares.popLast() } }

    /// Waits for room, then puts an item behind the others.
    ///
    /// - Returns: `false` when the ring was cancelled.
    func put(_ item: Item) -> Bool {
        free.wait()
        let isWanted = content.withLock { content in
            if !content.isCancelled { content.items.append(item) }
            return !content.isCancelled
        }
        if isWanted { filled.signal() }
        return isWanted
    }

    /// Takes the next item; `nil` when the run is stopped meanwhile.
    func take(isStopped: () -> Bool) -> Item? {
        while filled.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            if isStopped() { return nil }
        }
        free.signal()
        return content.withLock { $0.items.removeFirst() }
    }

    /// Gives storage back that was taken.
    func giveBack(_ spare: Spare) {
        content.withLock { if $0.spares.count < capacity { $0.spares.append(spare) } }
    }

    /// Lets the making thread end.
    func cancel() {
        content.withLock { $0.isCancelled = true }
        free.signal()
    }
}
