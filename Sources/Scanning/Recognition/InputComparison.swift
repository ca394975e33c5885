internal import AccessLog
internal import Ledger

/// Compares the decoded bytes of an input with inputs that begin like it, in one pass that ends where the longest does.
struct InputComparison {
    /// What is needed to decide.
    struct Outcome: Equatable {
        /// The input's checksums at the lengths that were asked for, as far as it goes.
        var seen: [Int64: UInt32] = [:]
        /// Its length where it ends before the longest candidate or with it, `nil` where it goes on.
        var length: Int64?
        /// The length of its whole lines, where it ends.
        var wholeLines: Int64 = 0
        var isPlain = true
    }

    /// The heads of an input: its first line, and its first 4 KiB.
    static func heads(of stream: inout ByteStream) -> [InputHead] {
        var bytes = [UInt8](repeating: 0, count: InputHead.length)
        let count = stream.fill(&bytes, from: 0)
        var heads: [InputHead] = []
        if let end = bytes[..<count].firstIndex(of: 0x0a) { heads.append(head(bytes[...end])) }
        if count == bytes.count { heads.append(head(bytes[...])) }
        // A last line without an end is a first line as well.
        if heads.isEmpty, count > 0 { heads.append(head(bytes[..<count])) }
        return heads
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> InputHead {
        InputHead(length: Int32(bytes.count), crc: RunningChecksum.of(Array(bytes).span))
    }

    /// Reads a stream from its first byte, up to the end of the longest candidate and one byte more.
    static func run(_ stream: inout ByteStream, against candidates: [InputRecord]) -> Outcome {
        var lengths = Set(candidates.map(\.content.length))
        for candidate in candidates { lengths.formUnion(candidate.prefixes.map(\.length)) }
        var outcome = Outcome()
        var sum = RunningChecksum()
        var buffer: [UInt8] = []
        for length in lengths.sorted() {
            while sum.length < length {
                resize(&buffer, to: Int(min(length - sum.length, 1 << 18)))
                let count = stream.fill(&buffer, from: 0)
                if let end = buffer[..<count].lastIndex(of: 0x0a) { outcome.wholeLines = sum.length + Int64(end) + 1 }
                sum.add(buffer.span.extracting(0..<count))
                if count < buffer.count { return ended(outcome, sum, stream.isPlain) }
            }
            outcome.seen[length] = sum.value
        }
        resize(&buffer, to: 1)
        outcome.isPlain = stream.isPlain
        return stream.fill(&buffer, from: 0) == 0 ? ended(outcome, sum, stream.isPlain) : outcome
    }

    private static func ended(_ outcome: Outcome, _ sum: RunningChecksum, _ isPlain: Bool) -> Outcome {
        var outcome = outcome
        outcome.seen[sum.length] = sum.value
        outcome.length = sum.length
        outcome.isPlain = isPlain
        return outcome
    }

    private static func resize(_ buffer: inout [UInt8], to count: Int) {
        if buffer.count != count { buffer = [UInt8](repeating: 0, count: count) }
    }
}
