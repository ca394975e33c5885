/// Cuts decoded bytes into blocks of whole lines.
///
///     block:   | rest of the last block | newly decoded …                      | rest → next block |
///              | line \n | line \n | line \n | … | line \n                     | half a li         |
///
/// A line over the limit is never kept: its bytes are dropped as they come, and the block after it says so.
public struct LineReader: ~Copyable {
    /// The stream behind, for its counters and its fault.
    public private(set) var stream: ByteStream
    /// The longest line that is read, in bytes without its ending.
    public let maxLine: Int
    /// What was read by its bytes, where somebody wants to know; all that is decoded is added to it.
    public var account: InputAccount?
    /// Whether the last line is read though its end is missing, which a file that is still written leaves for later.
    public var takesUnfinishedLine = true
    private let blockSize: Int
    private var rest: [UInt8] = []
    private var isSkipping = false
    private var isAtEnd = false
    private var isBegun = false
    /// Makes lines of a JSON document's records, where the input is one.
    private var splitter: JSONRecordSplitter?

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - stream: the decoded bytes.
    ///   - blockSize: bytes a block; raised to hold two of the longest lines.
    ///   - maxLine: the longest line, bytes.
    public init(_ stream: consuming ByteStream, blockSize: Int = 1 << 18, maxLine: Int = 1 << 16) {
        self.stream = stream
        self.maxLine = maxLine
        self.blockSize = max(blockSize, 2 * maxLine + 2)
    }

    /// Goes on behind bytes that were read before.
    ///
    /// - Returns: whether the input reaches so far.
    public mutating func skip(to offset: Int64) -> Bool {
        // An account that goes on from there has these bytes already.
        guard var passing = account, passing.content.length != offset else { return stream.skip(to: offset) }
        let isThere = stream.skip(to: offset) { passing.add($0) }
        account = passing
        return isThere
    }

    /// Begins again at the first byte; `false` where the input cannot do that.
    public mutating func rewind() -> Bool {
        rest.removeAll(keepingCapacity: true)
        isSkipping = false
        isAtEnd = false
        isBegun = false
        return stream.rewind()
    }

    /// Fills a block.
    ///
    /// - Parameters:
    ///   - bytes: the block's storage, resized to the block size once and reused.
    ///   - count: set to the number of bytes that hold whole lines (the last one may lack its ending at the end of the input).
    ///   - overlong: set to the number of lines over the limit that were dropped before this block's first line, 0 or 1.
    /// - Returns: whether there was anything; `false` at the end.
    public mutating func next(into bytes: inout [UInt8], count: inout Int, overlong: inout Int) -> Bool {
        count = 0
        overlong = 0
        if bytes.count != blockSize { bytes = [UInt8](repeating: 0, count: blockSize) }
        while !isAtEnd {
            let filled = fill(&bytes)
            if isSkipping {
                skip(bytes, filled, &overlong)
            } else if let end = wholeLines(bytes, filled) {
                count = end
                rest.append(contentsOf: bytes[end..<filled])
                return true
            }
            if isSkipping, overlong == 0, isAtEnd, takesUnfinishedLine || stream.fault != nil {
                overlong = 1
                if stream.fault == nil { account?.finishLastLine() }
            }
            if overlong > 0 { return true }
        }
        return false
    }

    /// Puts the rest of the last block first and decodes more behind it.
    private mutating func fill(_ bytes: inout [UInt8]) -> Int {
        let kept = rest.count
        if kept > 0 {
            bytes.replaceSubrange(0..<kept, with: rest)
            rest.removeAll(keepingCapacity: true)
        }
        let filled = kept + stream.fill(&bytes, from: kept)
        if account != nil { account?.add(bytes.span.extracting(kept..<filled)) }
        isAtEnd = filled < bytes.count
        if !isBegun {
            isBegun = true
            if let foreign = ForeignContent.tell(bytes.span.extracting(0..<filled)) {
                stream.refuse(foreign.refusal(of: stream.name))
                isAtEnd = true
                return 0
            }
            splitter = JSONRecordSplitter(bytes.span, count: filled)
        }
        if splitter != nil {
            var text = bytes.mutableSpan
            splitter?.split(&text, kept..<filled)
        }
        return filled
    }

    /// Where the last whole line ends, or `nil` where there is none in the block.
    private mutating func wholeLines(_ bytes: [UInt8], _ filled: Int) -> Int? {
        if isAtEnd, stream.fault == nil, takesUnfinishedLine {
            if filled > 0 { account?.finishLastLine() }
            return filled > 0 ? filled : nil
        }
        if let last = bytes[..<filled].lastIndex(of: 0x0a) { return last + 1 }
        // At the end with a fault, what is left is a cut line: it is no line.
        isSkipping = !isAtEnd
        return nil
    }

    /// Drops bytes up to and with the next newline.
    private mutating func skip(_ bytes: [UInt8], _ filled: Int, _ overlong: inout Int) {
        guard let end = bytes[..<filled].firstIndex(of: 0x0a) else { return }
        isSkipping = false
        overlong = 1
        rest.append(contentsOf: bytes[(end + 1)..<filled])
        isAtEnd = isAtEnd && rest.isEmpty
    }
}
