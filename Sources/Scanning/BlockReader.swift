internal import AccessLog
internal import Dispatch
internal import Synchronization

/// Hands out the blocks of one input, read where it is asked, or beside on a thread of its own through a bounded ring.
final class BlockReader {
    private var reader: LineReader?
    private let ring: BlockRing?
    private var returned: LineBlock?
    private(set) var state = ReadingState()

    /// Reads in the caller's thread.
    init(_ reader: consuming LineReader) {
        self.reader = consume reader
        ring = nil
    }

    /// Opens and reads on a thread of its own.
    init(beside open: @escaping @Sendable () throws(InputError) -> LineReader) {
        reader = nil
        let ring = BlockRing()
        self.ring = ring
        DispatchQueue(label: "abuse-scan reader").async { ring.fill(from: open) }
    }

    deinit { ring?.cancel() }

    /// The next block, or `nil` at the end; `spare` is an old block's storage to use again.
    func next(spare: [UInt8]?, isStopped: () -> Bool) -> LineBlock? {
        if let block = returned {
            returned = nil
            return block
        }
        if let ring {
            guard let (block, state) = ring.take(giving: spare, isStopped: isStopped) else { return nil }
            self.state = state
            return block
        }
        return readHere(spare)
    }

    /// Gives a block back that was only looked at; the next call hands it out again.
    func giveBack(_ block: LineBlock) { returned = block }

    private func readHere(_ spare: [UInt8]?) -> LineBlock? {
        guard reader != nil else { return nil }
        var block = LineBlock(bytes: spare ?? [])
        let isMore = reader?.next(into: &block.bytes, count: &block.count, overlong: &block.overlong) ?? false
        state = reader?.state ?? state
        if !isMore { reader = nil }
        return isMore ? block : nil
    }
}

extension LineReader {
    var state: ReadingState {
        ReadingState(bytesRead: stream.bytesRead, bytesDecoded: stream.bytesDecoded, fault: stream.fault)
    }
}

/// A bounded ring between one reading thread and the run.
final class BlockRing: Sendable {
    private struct Content: Sendable {
        var blocks: [(block: LineBlock?, state: ReadingState)] = []
        var spares: [[UInt8]] = []
        var isCancelled = false
    }

    private static let capacity = 8
    private let content = Mutex(Content())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)

    init() {
        // A semaphore must not be freed below the value that it was made with, and a cancelled ring may be.
        for _ in 0..<Self.capacity { free.signal() }
    }

    /// Reads until the end or until the run wants no more.
    func fill(from open: () throws(InputError) -> LineReader) {
        do throws(InputError) {
            fill(from: try open())
        } catch {
            put(nil, ReadingState(fault: error))
        }
    }

    private func fill(from reader: consuming LineReader) {
        while true {
            var block = LineBlock(bytes: content.withLock { $0.spares.popLast() } ?? [])
            let isMore = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
            free.wait()
            if content.withLock({ $0.isCancelled }) { return }
            put(isMore ? block : nil, reader.state)
            if !isMore { return }
        }
    }

    private func put(_ block: LineBlock?, _ state: ReadingState) {
        content.withLock { $0.blocks.append((block, state)) }
        filled.signal()
    }

    /// Takes the next block; `nil` when the run is stopped meanwhile.
    func take(giving spare: [UInt8]?, isStopped: () -> Bool) -> (LineBlock?, ReadingState)? {
        while filled.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            if isStopped() { return nil }
        }
        free.signal()
        return content.withLock { content in
            if let spare, content.spares.count < Self.capacity { content.spares.append(spare) }
            let first = content.blocks.removeFirst()
            return (first.block, first.state)
        }
    }

    /// Lets the reading thread end.
    func cancel() {
        content.withLock { $0.isCancelled = true }
        free.signal()
    }
}
