/// What was read of one input, told by its decoded bytes: whole lines only, whatever the cuts in which they come.
///
///     | line \n | line \n | line \n | half a li
///     0                             ↑ settled   ↑ running
public struct InputAccount: Sendable {
    /// The distance of the checksums that are kept on the way; before the first one they lie at 8, 16, 32, … KiB.
    public static let prefixDistance: Int64 = 4 << 20
    /// Bytes of a head where there are so many.
    public static let headLength = 4096

    /// CRC-32 and length of each gzip member that was read whole, where they are kept.
    public var members: [ContentIdentity] = []

    /// Up to the last line end.
    private var settled = RunningChecksum()
    private var running = RunningChecksum()
    private var marks: [ContentIdentity]
    private var headBytes: [UInt8] = []
    private var firstLine: Int?
    private let resumed: (length: Int64, head: ContentIdentity?)
    /// Line ends among the bytes.
    private var settledLines: Int64
    private var runningLines: Int64

    /// Begins at the first byte.
    public init() {
        marks = []
        resumed = (0, nil)
        (settledLines, runningLines) = (0, 0)
    }

    /// Goes on where a run before ended.
    ///
    /// - Parameters:
    ///   - content: what was read until then.
    ///   - lines: its lines.
    ///   - head: length and checksum of its first bytes.
    ///   - prefixes: its checksums on the way.
    public init(after content: ContentIdentity, lines: Int64, head: ContentIdentity?, prefixes: [ContentIdentity]) {
        running = RunningChecksum(after: content)
        settled = running
        marks = prefixes
        resumed = (content.length, head)
        (settledLines, runningLines) = (lines, lines)
    }

    /// Takes the next decoded bytes.
    public mutating func add(_ bytes: Span<UInt8>) {
        keepHead(bytes)
        var start = 0
        while start < bytes.count {
            let mark = Self.mark(after: running.length)
            let end = min(bytes.count, start + Int(min(mark - running.length, Int64(bytes.count))))
            add(bytes, start..<end)
            if running.length == mark { marks.append(running.identity) }
            start = end
        }
    }

    /// Where the next checksum is kept.
    private static func mark(after length: Int64) -> Int64 {
        guard length < prefixDistance / 2 else { return (length / prefixDistance + 1) * prefixDistance }
        var mark: Int64 = 8 << 10
        while mark <= length { mark *= 2 }
        return mark
    }

    /// A piece without a mark inside.
    private mutating func add(_ bytes: Span<UInt8>, _ piece: Range<Int>) {
        var last = piece.upperBound
        while last > piece.lowerBound, bytes[last - 1] != 0x0a { last -= 1 }
        if last > piece.lowerBound {
            var ends = 0
            for index in piece.lowerBound..<last { ends += bytes[index] == 0x0a ? 1 : 0 }
            runningLines += Int64(ends)
            running.add(bytes.extracting(piece.lowerBound..<last))
            settled = running
            settledLines = runningLines
        }
        if last < piece.upperBound { running.add(bytes.extracting(last..<piece.upperBound)) }
    }

    private mutating func keepHead(_ bytes: Span<UInt8>) {
        guard resumed.length == 0, headBytes.count < Self.headLength else { return }
        for index in 0..<min(bytes.count, Self.headLength - headBytes.count) { headBytes.append(bytes[index]) }
        if firstLine == nil { firstLine = headBytes.firstIndex(of: 0x0a).map { $0 + 1 } }
    }

    /// Counts an unfinished last line as a line of its own, where nothing more will come.
    public mutating func finishLastLine() {
        guard running.length > settled.length else { return }
        settled = running
        runningLines += 1
        settledLines = runningLines
    }

    /// CRC-32 and length of the whole lines so far.
    public var content: ContentIdentity { settled.identity }
    /// Whole lines so far.
    public var lines: Int64 { settledLines }
    /// CRC-32 at the marks in ``content``, shortest first.
    public var prefixes: [ContentIdentity] { marks.filter { $0.length <= settled.length } }
    /// Bytes behind the last line end.
    public var unfinished: Int64 { running.length - settled.length }

    /// The first 4 KiB, or the first line where ``content`` is shorter; `nil` without a line. An account that went on has
    /// the head that it was given.
    public var head: ContentIdentity? {
        guard resumed.length == 0 else { return resumed.head }
        guard settled.length > 0 else { return nil }
        return Self.identity(headBytes.prefix(settled.length >= Self.headLength ? Self.headLength : firstLine ?? .max))
    }

    private static func identity(_ bytes: ArraySlice<UInt8>) -> ContentIdentity? {
        bytes.isEmpty ? nil : ContentIdentity(crc: RunningChecksum.of(Array(bytes).span), length: Int64(bytes.count))
    }
}
