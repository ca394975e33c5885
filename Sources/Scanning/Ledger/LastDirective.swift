internal import AccessLog

/// The last `#Fields:` line before a place in an input: what a W3C parser must know to go on there.
struct LastDirective {
    private(set) var line: [UInt8] = []

    /// Reads decoded bytes up to `offset`.
    mutating func read(_ stream: consuming ByteStream, before offset: Int64) {
        var reader = LineReader(stream)
        var (bytes, count, overlong): ([UInt8], Int, Int) = ([], 0, 0)
        var place: Int64 = 0
        while place < offset, reader.next(into: &bytes, count: &count, overlong: &overlong) {
            var cutter = LineCutter(count: count)
            while let range = cutter.line(in: bytes.span) {
                guard place + Int64(range.lowerBound) < offset else { return }
                if bytes[range].starts(with: Array("#Fields:".utf8)) { line = Array(bytes[range]) }
            }
            place += Int64(count)
        }
    }
}
