/// Finds the lines of a block, one after the other.
public struct LineCutter {
    private var next = 0
    private let end: Int

    /// Makes a cutter for the first `count` bytes of a block.
    public init(count: Int) { end = count }

    /// The next line without its ending (`\n` or `\r\n`), or `nil` at the end of the block.
    public mutating func line(in block: Span<UInt8>) -> Range<Int>? {
        guard next < end else { return nil }
        let start = next
        let feed = ByteSearch.first(UInt8(ascii: "\n"), in: block, from: start, to: end) ?? end
        next = feed + 1
        let hasReturn = feed > start && block[feed - 1] == 0x0d
        return start..<(hasReturn ? feed - 1 : feed)
    }
}
