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
    /// The segments from 1 on. They lie in an array, since an inline one is copied whole wherever another type looks at one of them.
    private(set) var segments = [Segment](repeating: Segment(), count: mostSegments + 1)
    private(set) var segmentCount = 0
    /// The poll target where it differs from the resource.
    private(set) var poll = [UInt8](repeating: 0, count: 2 * longestTarget)
    /// Bytes in `poll`; 0 where resource and poll target are the same.
    private(set) var pollCount = 0

    /// Whether the query has a parameter of a marked name.
    var isMarked: Bool { count > pathCount && query.isMarked }

    private let table = ByteClass.table
    private let options: URLOptions
    private var query: CanonicalQuery

    /// - Parameters:
    ///   - options: how URLs are made comparable.
    ///   - names: parameters of which it is told whether a query has one.
    init(_ options: URLOptions, marking names: [String] = []) {
        self.options = options
        query = CanonicalQuery(options, marking: names)
    }

    /// Visits name and value of every parameter, in canonical order.
    func forEachParameter(_ visit: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
        if count > pathCount { query.forEach(visit) }
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

    /// Reads a target whose path is known to be canonical as it is, up to `path`; its segments are not told.
    ///
    /// - Returns: as ``read(_:)`` does.
    mutating func read(_ target: Span<UInt8>, canonicalUpTo path: Int) -> Bool {
        guard target.count <= Self.longestTarget else { return false }
        (pollCount, segmentCount) = (0, 0)
        (count, pathCount) = (path, path)
        guard path < target.count else { return true }
        bytes.write(target.extracting(0..<path), at: 0)
        return readQuery(target, from: path + 1)
    }

    /// Whether the path of a target, up to `end`, was canonical already.
    func isPath(_ target: Span<UInt8>, upTo end: Int) -> Bool {
        guard pathCount == end else { return false }
        let bytes = bytes.span
        for index in 0..<end where bytes[index] != target[index] { return false }
        return true
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
    private mutating func copySegment(_ target: Span<UInt8>, from: Int, to: Int) -> (end: Int, classes: ByteClass) {
        var at = to
        let (end, classes) = Self.copy(target, from: from, into: &bytes, &at, table)
        count = at
        if options.caseInsensitivePaths, classes.contains(.upper) {
            // Escapes keep their capitals.
            PercentText.lowercase(&bytes, to..<count)
        }
        return (end, classes)
    }

    @inline(__always)
    private static func copy(
        _ target: Span<UInt8>, from: Int, into bytes: inout [UInt8], _ at: inout Int,
        _ table: [ByteClass]
    ) -> (end: Int, classes: ByteClass) {
        var out = bytes.mutableSpan
        var (index, classes) = copyPlain(target, from: from, into: &out, at)
        at += index - from
        let length = target.count
        while index < length {
            let byte = target[index]
            let kind = table[Int(byte)]
            if kind.contains(.end) { break }
            classes.formUnion(kind)
            index += 1
            if kind.contains(.percent), let value = PercentText.value(target, index) {
                if ASCII.isUnreserved(value) {
                    out[at] = value
                    classes.formUnion(table[Int(value)])
                    at += 1
                } else {
                    out[at] = byte
                    out[at + 1] = ASCII.upper(target[index])
                    out[at + 2] = ASCII.upper(target[index + 1])
                    at += 3
                }
                index += 2
                continue
            }
            out[at] = byte
            at += 1
        }
        return (index, classes)
    }

    /// Copies eight bytes at a time, as long as all of them mean themselves and belong to the segment.
    @inline(__always)
    private static func copyPlain(
        _ target: Span<UInt8>, from: Int, into out: inout MutableSpan<UInt8>, _ to: Int
    ) -> (end: Int, classes: ByteClass) {
        var (index, at, classes) = (from, to, ByteClass())
        while index + 8 <= target.count, at + 8 <= out.count {
            // Safe: eight bytes are left in both.
            let word = unsafe target.withUnsafeBytes { bytes in
                unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            }
            guard let found = ByteClass.plain(word) else { break }
            unsafe out.withUnsafeMutableBytes { bytes in
                unsafe bytes.storeBytes(of: word, toByteOffset: at, as: UInt64.self)
            }
            classes.formUnion(found)
            index += 8
            at += 8
        }
        return (index, classes)
    }

    /// Takes the segment that ends at `count`: keeps it, or follows what its dots say.
    @inline(__always)
    private mutating func pushSegment(_ start: Int, _ classes: ByteClass) -> Bool {
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
        if !classes.isDisjoint(with: .telling) || length == 32 || length == 36 || length == 38 {
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
    private mutating func shapeLastSegment(_ classes: ByteClass) {
        let last = segmentCount
        let range = segments[last].range
        var isUUID = isPlainUUID(range, classes)
        var shape = SegmentShape.identifier
        if classes.contains(.percent) {
            let decoded = PercentText.decode(bytes[range])
            shape = SegmentShape.tell(decoded.span)
            isUUID = SegmentShape.isUUID(decoded.span)
        } else if !isUUID, classes != .digit {
            let span = bytes.span.extracting(range)
            shape = SegmentShape.tell(span)
            isUUID = SegmentShape.isUUID(span)
        }
        segments[last].shape = shape
        if isUUID, !classes.isDisjoint(with: [.upper, .percent]) { PercentText.lowercase(&bytes, range) }
    }

    /// Whether a segment is a dashed UUID or 32 digits of one, told by the classes of its bytes and the places of dashes.
    private func isPlainUUID(_ range: Range<Int>, _ classes: ByteClass) -> Bool {
        guard classes.isSubset(of: [.digit, .hexLetter, .upper, .dash]) else { return false }
        if range.count == 32 { return !classes.contains(.dash) }
        guard range.count == 36 else { return false }
        var dashes = 0
        for index in range where bytes[index] == ASCII.dash { dashes += 1 }
        let start = range.lowerBound
        return dashes == 4 && bytes[start + 8] == ASCII.dash && bytes[start + 13] == ASCII.dash
            && bytes[start + 18] == ASCII.dash && bytes[start + 23] == ASCII.dash
    }

    private mutating func closePath() {
        if segmentCount == 0 {
            bytes[0] = ASCII.slash
            count = 1
        }
        pathCount = count
    }

    private static func copy(_ bytes: [UInt8], _ count: Int, into other: inout [UInt8]) {
        other.write(bytes.span.extracting(0..<count), at: 0)
    }

    private mutating func readQuery(_ target: Span<UInt8>, from start: Int) -> Bool {
        guard query.read(target, from: start) else { return false }
        guard query.count > 0 else { return true }
        if query.hasVolatile {
            Self.copy(bytes, pathCount, into: &poll)
            pollCount = query.write(into: &poll, from: pathCount, isMasked: true)
        }
        count = query.write(into: &bytes, from: pathCount, isMasked: false)
        return true
    }
}
