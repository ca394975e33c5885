internal import AccessLog
internal import Dispatch

/// The blocks of one input on their way from the thread that inflates them.
typealias BlockRing = Ring<(block: LineBlock?, state: ReadingState), [UInt8]>

/// Hands out the blocks of one input, read where it is asked, or beside on a thread of its own through a bounded ring.
final class BlockReader {
    private var reader: LineReader?
    private let ring: BlockRing?
    private var first: LineBlock?
    private(set) var state = ReadingState()

    /// Reads in the caller's thread.
    init(_ reader: consuming LineReader) {
        self.reader = consume reader
        ring = nil
    }

    /// Takes what a thread reads, behind a first block that was looked at already.
    init(_ ring: BlockRing, first: LineBlock? = nil) {
        reader = nil
        self.ring = ring
        self.first = first
    }

    /// Has nothing but a fault.
    init(_ fault: InputError) {
        reader = nil
        ring = nil
        state.fault = fault
    }

    deinit { ring?.cancel() }

    /// The next block, or `nil` at the end; `spare` is an old block's storage to use again.
    /// The storage is the caller's no more: bytes that two hold are copied when one writes to them.
    func next(spare: consuming [UInt8]?, isStopped: () -> Bool) -> LineBlock? {
        if let block = first {
            first = nil
            return block
        }
        if let ring {
            if let spare = consume spare, !spare.isEmpty { ring.giveBack(spare) }
            guard let (block, state) = ring.take(isStopped: isStopped) else { return nil }
            self.state = state
            return block
        }
        return readHere(consume spare)
    }

    private func readHere(_ spare: consuming [UInt8]?) -> LineBlock? {
        guard reader != nil else { return nil }
        var block = LineBlock(bytes: (consume spare) ?? [])
        let isMore = reader?.next(into: &block.bytes, count: &block.count, overlong: &block.overlong) ?? false
        state = reader?.state ?? state
        if !isMore { reader = nil }
        return isMore ? block : nil
    }

    /// A ring of so many blocks that a thread of its own fills until the end, or until nobody wants more.
    static func readBeside(
        _ capacity: Int, _ open: @escaping @Sendable () throws(InputError) -> LineReader
    ) -> BlockRing {
        let ring = BlockRing(capacity: capacity)
        DispatchQueue(label: "abuse-scan reader").async {
            do throws(InputError) {
                fill(ring, from: try open())
            } catch {
                _ = ring.put((nil, ReadingState(fault: error)))
            }
        }
        return ring
    }

    private static func fill(_ ring: BlockRing, from reader: consuming LineReader) {
        while true {
            var block = LineBlock(bytes: ring.spare() ?? [])
            let isMore = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
            guard ring.put((isMore ? block : nil, reader.state)), isMore else { return }
        }
    }
}

extension LineReader {
    var state: ReadingState {
        var account = account
        account?.members = stream.memberIdentities
        return ReadingState(
            bytesRead: stream.bytesRead, bytesDecoded: stream.bytesDecoded, fault: stream.fault, account: account)
    }
}
