/// One request target made comparable, in buffers that are reused from line to line.
///
///     bytes:  /MSDEMO/Estates/17?a=1&b=2          path, then the sorted query without cache-busters
///             └── segments ─────┘
///     poll:   /MSDEMO/Estates/17?changedAfter=*   only where a value is volatile
///
/// The steps are those of RFC 3986, section 6.2.2 (case, percent-encoding, dot segments), then `//`, the trailing `/` and
/// the query.
struct CanonicalURL: ~Copyable {
    /// Bytes of a target that are read at most.
    static let longestTarget = 8192
    static let mostSegments = 12
    static let mostParameters = 64

    /// One segment of the canonical path.
    struct Segment {
        var start: UInt16 = 0
        var end: UInt16 = 0
        /// Empty segments behind this one (`//`), which `..` takes away first.
        var emptyBehind: UInt16 = 0
        var shape = SegmentShape.literal

        var range: Range<Int> { Int(start)..<Int(end) }
    }

    /// The canonical path and query.
    private(set) var bytes = [UInt8](repeating: 0, count: 2 * longestTarget)
    private(set) var count = 0
    /// Where the path ends in `bytes`.
    private(set) var pathCount = 0
    private(set) var segments = InlineArray<13, Segment>(repeating: Segment())
    private(set) var segmentCount = 0
    /// The poll target where it differs from the resource.
    private(set) var poll = [UInt8](repeating: 0, count: 2 * longestTarget)
    /// Bytes in `poll`; 0 where resource and poll target are the same.
    private(set) var pollCount = 0

    private let options: URLOptions
    private var query: CanonicalQuery

    init(_ options: URLOptions) {
        self.options = options
        query = CanonicalQuery(options)
    }

    /// The path alone.
    var path: ArraySlice<UInt8> { bytes[..<pathCount] }
    /// The path and the query.
    var resource: ArraySlice<UInt8> { bytes[..<count] }
    /// The poll target.
    var target: ArraySlice<UInt8> { pollCount > 0 ? poll[..<pollCount] : bytes[..<count] }

    /// Reads a target.
    ///
    /// - Returns: whether it keeps the limits of length, segments and parameters.
    mutating func read(_ target: Span<UInt8>) -> Bool {
        guard target.count <= Self.longestTarget else { return false }
        pollCount = 0
        guard let queryStart = readPath(target, from: Self.pathStart(target)) else { return false }
        closePath()
        guard queryStart < target.count else { return true }
        return readQuery(target, from: queryStart)
    }

    /// Skips scheme, user, host and port of an absolute URL.
    private static func pathStart(_ target: Span<UInt8>) -> Int {
        guard target.count > 0, target[0] != ASCII.slash else { return 0 }
        var index = 0
        while index < target.count, ASCII.isScheme(target[index], isFirst: index == 0) { index += 1 }
        guard index > 0, index + 2 < target.count, target[index] == ASCII.colon, target[index + 1] == ASCII.slash,
            target[index + 2] == ASCII.slash
        else { return 0 }
        index += 3
        while index < target.count {
            let byte = target[index]
            if byte == ASCII.slash || byte == ASCII.question || byte == ASCII.hash { break }
            index += 1
        }
        return index
    }

    /// Reads the path.
    ///
    /// - Returns: the offset behind the `?`, `target.count` where there is no query, `nil` over the limit of segments.
    private mutating func readPath(_ target: Span<UInt8>, from start: Int) -> Int? {
        segmentCount = 0
        count = 0
        segments[0] = Segment()
        var index = start
        let length = target.count
        if index < length, target[index] == ASCII.slash { index += 1 }
        while index < length {
            let segmentStart = count + 1
            let (end, classes) = copySegment(target, from: index, to: segmentStart)
            guard pushSegment(segmentStart, classes) else { return nil }
            index = end + 1
            guard end < length else { break }
            if target[end] == ASCII.question { return index }
            if target[end] == ASCII.hash { return length }
        }
        return length
    }

    /// Copies one segment to `bytes[to...]` with its percent-encoding made normal; sets `count` to its end.
    private mutating func copySegment(_ target: Span<UInt8>, from: Int, to: Int) -> (end: Int, classes: UInt8) {
        let foldsCase = options.caseInsensitivePaths
        var out = bytes.mutableSpan
        var index = from
        var at = to
        var classes: UInt8 = 0
        let length = target.count
        while index < length {
            var byte = target[index]
            let kind = ByteClass.of(byte)
            if kind & ByteClass.ends != 0 { break }
            classes |= kind
            index += 1
            if kind & ByteClass.percent != 0, let value = PercentText.value(target, index) {
                if ASCII.isUnreserved(value) {
                    byte = value
                    classes |= ByteClass.of(value)
                    index += 2
                } else {
                    out[at] = byte
                    out[at + 1] = ASCII.upper(target[index])
                    out[at + 2] = ASCII.upper(target[index + 1])
                    at += 3
                    index += 2
                    continue
                }
            }
            out[at] = foldsCase ? ASCII.lower(byte) : byte
            at += 1
        }
        count = at
        return (index, classes)
    }

    /// Takes the segment that ends at `count`: keeps it, or follows what its dots say.
    private mutating func pushSegment(_ start: Int, _ classes: UInt8) -> Bool {
        let length = count - start
        if length == 0 || (length <= 2 && isDots(start, length)) {
            count = start - 1
            if length == 0 { segments[segmentCount].emptyBehind += 1 }
            if length == 2 { popSegment() }
            return true
        }
        guard segmentCount < Self.mostSegments else { return false }
        segmentCount += 1
        segments[segmentCount] = Segment(start: UInt16(start), end: UInt16(count), shape: .literal)
        bytes[start - 1] = ASCII.slash
        if classes & ByteClass.telling != 0 || length == 32 || length == 36 || length == 38 {
            shapeLastSegment(classes)
        }
        return true
    }

    private func isDots(_ start: Int, _ length: Int) -> Bool {
        bytes[start] == ASCII.dot && (length == 1 || bytes[start + 1] == ASCII.dot)
    }

    private mutating func popSegment() {
        if segments[segmentCount].emptyBehind > 0 {
            segments[segmentCount].emptyBehind -= 1
        } else if segmentCount > 0 {
            count = Int(segments[segmentCount].start) - 1
            segmentCount -= 1
        }
    }

    /// Finds the shape of a segment that may be an identifier, and folds the case of a UUID.
    private mutating func shapeLastSegment(_ classes: UInt8) {
        let last = segmentCount
        let range = segments[last].range
        let shape: SegmentShape
        var isUUID = false
        if classes & ByteClass.percent == 0 {
            let span = bytes.span.extracting(range)
            shape = SegmentShape.tell(span)
            isUUID = shape == .identifier && SegmentShape.isUUID(span)
        } else {
            let decoded = PercentText.decode(bytes[range])
            shape = SegmentShape.tell(decoded.span)
            isUUID = SegmentShape.isUUID(decoded.span)
        }
        segments[last].shape = shape
        if isUUID { PercentText.lowercase(&bytes, range) }
    }

    private mutating func closePath() {
        if segmentCount == 0 {
            bytes[0] = ASCII.slash
            count = 1
        }
        pathCount = count
    }

    private mutating func readQuery(_ target: Span<UInt8>, from start: Int) -> Bool {
        guard query.read(target, from: start) else { return false }
        guard query.count > 0 else { return true }
        if query.hasVolatile {
            for index in 0..<pathCount { poll[index] = bytes[index] }
            pollCount = query.write(into: &poll, from: pathCount, isMasked: true)
        }
        count = query.write(into: &bytes, from: pathCount, isMasked: false)
        return true
    }
}

/// What the bytes of a path segment tell at a glance.
enum ByteClass {
    static let ends: UInt8 = 0x80
    static let percent: UInt8 = 0x01
    static let digit: UInt8 = 0x02
    static let sign: UInt8 = 0x04
    /// A segment with none of these is a plain word, unless it is a UUID without any digit.
    static let telling: UInt8 = percent | digit | sign

    @inline(__always)
    static func of(_ byte: UInt8) -> UInt8 {
        if ASCII.isDigit(byte) { return digit }
        switch byte {
        case ASCII.slash, ASCII.question, ASCII.hash: return ends
        case ASCII.percent: return percent
        case UInt8(ascii: "@"), UInt8(ascii: ")"): return sign
        default: return 0
        }
    }
}
