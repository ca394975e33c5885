/// The three bytes that some programs write before UTF-8 text.
enum ByteOrderMark {
    /// The first byte of a line behind a byte order mark, if there is one.
    @inline(__always)
    static func end(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int {
        guard line.count >= 3, bytes[line.lowerBound] == 0xEF, bytes[line.lowerBound + 1] == 0xBB,
            bytes[line.lowerBound + 2] == 0xBF
        else { return line.lowerBound }
        return line.lowerBound + 3
    }
}
