internal import Dispatch
internal import GRDB
internal import Synchronization

/// A commit whose longest parts are written while its caller still makes the others: all of it is kept, or nothing.
///
///     put(sums) ─► put(windows) … ─► put(waiting) ─► finish(rest) ─► kept
///     written beside, in this order, each as soon as it is there
///
/// Until it is finished or given up, nothing else may be asked of the same ledger.
public final class OpenCommit: Sendable {
    /// One of the parts that are known before the rest.
    public enum Part: Sendable {
        /// What is added to the hourly sums and to those of the minutes.
        case sums([HourlyRollUp], [MinuteRollUp])
        /// The next piece of the detector's snapshot.
        case windows([UInt8])
        /// Where the next run goes on, but for the snapshot; it comes behind its last piece.
        case waiting(KeptState)
    }

    private struct Content: Sendable {
        /// The ledger, until it is written to.
        var file: LedgerFile?
        var parts: [Part] = []
        var rest: RunCommit?
        /// Whether it was finished or given up.
        var isOver = false
        var outcome: Result<Int64, LedgerError>?
    }

    /// Why a transaction ends without being kept.
    private struct GivenUp: Error {}

    private let content = Mutex(Content())
    private let isReady = DispatchSemaphore(value: 0)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ file: LedgerFile) {
        content.withLock { $0.file = file }
        // A thread of its own: it waits for parts, which others of a shared pool may be needed for.
        DispatchQueue(label: "abuse-scan ledger", qos: .userInitiated).async { [self] in
            let outcome = write()
            content.withLock { $0.outcome = outcome }
            isDone.signal()
        }
    }

    /// Writes all that comes. Nothing here holds the ledger when it returns: whoever waits for it may open it again at once.
    @inline(never)
    private func write() -> Result<Int64, LedgerError> {
        let taken = content.withLock { content in
            defer { content.file = nil }
            return content.file
        }
        guard let file = taken else { return .success(0) }
        do {
            let run = try file.database.write { database in
                let writer = CommitWriter(database, file.path)
                var windows = ChunkWriter(database, .snapshot)
                while let part = nextPart() {
                    switch part {
                    case .sums(let hours, let minutes): try writer.add(hours, minutes)
                    case .windows(let bytes): try windows.add(bytes)
                    case .waiting(let state):
                        try windows.finish()
                        try StateWriter(database).write(waiting: state)
                    }
                }
                guard let rest = content.withLock({ $0.rest }) else { throw GivenUp() }
                return try writer.write(rest)
            }
            return .success(run)
        } catch {
            return .failure(LedgerError.database(error, file.path))
        }
    }

    /// Waits for the next part; `nil` when no more will come.
    private func nextPart() -> Part? {
        isReady.wait()
        return content.withLock { $0.parts.isEmpty ? nil : $0.parts.removeFirst() }
    }

    /// Adds a part.
    public func put(_ part: Part) {
        content.withLock { $0.parts.append(part) }
        isReady.signal()
    }

    /// Writes the rest, whose state is not looked at any more, and keeps everything.
    ///
    /// - Returns: the run's number.
    /// - Throws: `LedgerError`; what was kept before is then still there, as it was.
    func finish(_ rest: RunCommit) throws(LedgerError) -> Int64 {
        content.withLock { ($0.rest, $0.isOver) = (rest, true) }
        isReady.signal()
        isDone.wait()
        guard let outcome = content.withLock({ $0.outcome }) else { return 0 }
        return try outcome.get()
    }

    /// Keeps nothing, unless it was finished.
    public func giveUp() {
        let isOver = content.withLock { content in
            defer { content.isOver = true }
            return content.isOver
        }
        guard !isOver else { return }
        isReady.signal()
        isDone.wait()
    }
}
