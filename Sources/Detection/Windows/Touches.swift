/// Who may have changed a resource, and when: writes by path, and content changes that others saw.
///
/// A create invalidates the lists above it, an update the object, what lies below it and the lists above. What is asked for each line
/// is inlined or may change it, since another call would copy the tables' heads.
struct Touches: ~Copyable {
    private static let retention: Int64 = 26 * 3_600_000 + 2000
    static let root = StableHash.hash([ASCII.slash].span)

    private var wrote = LatestTimes(retention: retention)
    private var wroteUnder = LatestTimes(retention: retention)
    private var changed = LatestTimes(retention: retention)
    private var wroteRoot = LatestTimes.never

    /// Whether something was forgotten, so that more is forgiven than need be.
    var hasForgotten: Bool {
        max(wrote.forgotten, wroteUnder.forgotten, changed.forgotten) > LatestTimes.never
    }

    /// How many times of each kind are known.
    var counts: InlineArray<3, Int> { [wrote.count, wroteUnder.count, changed.count] }

    /// Forgets the oldest where there are more than `limit` of a kind.
    mutating func shrink(to limit: Int, now: Int64) {
        for kind in counts.indices { shrink(kind, to: limit, now: now) }
    }

    /// Forgets the oldest where there are more than `limit` of one kind, by its place in ``counts``.
    mutating func shrink(_ kind: Int, to limit: Int, now: Int64) {
        switch kind {
        case 0: wrote.shrink(to: limit, now: now)
        case 1: wroteUnder.shrink(to: limit, now: now)
        default: changed.shrink(to: limit, now: now)
        }
    }

    /// Notes a write to a canonical path that ended at `end`.
    mutating func write(_ url: borrowing CanonicalURL, isCreate: Bool, end: Int64, now: Int64) {
        let path = url.bytes.span.extracting(0..<url.pathCount)
        if !isCreate {
            wrote.raise(StableHash.hash(path), to: end, now: now)
            if url.segmentCount == 0 { wroteRoot = max(wroteRoot, end) }
        }
        wroteUnder.raise(Self.root, to: end, now: now)
        var index = 1
        while index <= url.segmentCount {
            let ancestor = StableHash.hash(path.extracting(0..<Int(url.segments[index].end)))
            wroteUnder.raise(ancestor, to: end, now: now)
            index += 1
        }
    }

    /// Notes a write to a path that is kept elsewhere, but for what it means to the root.
    mutating func touchRoot(end: Int64, now: Int64) { wroteUnder.raise(Self.root, to: end, now: now) }

    /// Notes an update of the root, under which everything lies.
    mutating func touchAll(end: Int64) { wroteRoot = max(wroteRoot, end) }

    /// A bound of ``latest(_:)`` that needs no text: the last write under the first segment of the path.
    @inline(__always)
    func bound(base: UInt64) -> Int64 { max(wroteUnder[base], wroteRoot, wrote.forgotten) }

    /// The latest write that touches a canonical path: at the path, above it, or anywhere below.
    func latest(_ url: borrowing CanonicalURL) -> Int64 {
        let path = url.bytes.span.extracting(0..<url.pathCount)
        var latest = max(wroteUnder[StableHash.hash(path)], wroteRoot)
        var index = 1
        while index <= url.segmentCount {
            latest = max(latest, wrote[StableHash.hash(path.extracting(0..<Int(url.segments[index].end)))])
            index += 1
        }
        return latest
    }

    /// As ``latest(_:)``, of the hashes that an event carries; its path has at most four segments.
    mutating func latest(_ event: RequestEvent) -> Int64 {
        var latest = max(wroteUnder[event.path], wroteRoot)
        if event.depth >= 1 { latest = max(latest, wrote[event.base]) }
        if event.depth >= 2 { latest = max(latest, wrote[event.collection]) }
        if event.depth >= 3 { latest = max(latest, wrote[event.object]) }
        return event.depth >= 4 ? max(latest, wrote[event.path]) : latest
    }

    /// Asks for what ``changedAt(_:)`` will look at first.
    @inline(__always)
    func prefetch(_ resource: UInt64) { changed.prefetch(resource) }

    /// Asks for what it will look at then.
    @inline(__always)
    func expect(_ resource: UInt64) { changed.expect(resource) }

    /// Notes that a resource showed new content.
    mutating func change(_ resource: UInt64, end: Int64, now: Int64) { changed.raise(resource, to: end, now: now) }

    /// When a resource last showed new content to any key.
    @inline(__always)
    func changedAt(_ resource: UInt64) -> Int64 { changed[resource] }
}

extension Touches {
    /// Writes every time, or fills empty ones.
    mutating func code(_ coder: inout StateCoder) {
        wrote.code(&coder)
        wroteUnder.code(&coder)
        changed.code(&coder)
        coder.codeTime(&wroteRoot)
    }
}
