internal import AccessLog

/// What a log of deliveries says: to whom push works, when it did not, and which objects were pushed.
///
/// A delivery forgives a fetch and excuses a poll, and it proves that push works for the key. A key without any is judged
/// by its route's attribute alone.
final class PushBook {
    private static let retention: Int64 = 26 * 3_600_000 + 2000

    /// The latest delivery by key and path, and by key and every path above it.
    private var pushed = LatestTimes(retention: retention)
    private var pushedUnder = LatestTimes(retention: retention)
    /// The last delivery by key and object type.
    private var types: [UInt64: Int64] = [:]
    /// Whether somebody else knows when the whole log of deliveries was silent.
    private var isSilenceKnown = false
    private var silence = PushSilence()
    /// The poll targets of a key by their places, which may meanwhile belong to others.
    var targets: [UInt64: [Int32]] = [:]

    /// What stands for one path of one key.
    @inline(__always)
    private static func place(_ key: UInt64, _ path: UInt64) -> UInt64 { StableHash.join(key, path) }

    /// Takes one delivery to a key, whose path `url` holds. A late one only forgives.
    func take(_ event: RequestEvent, _ url: borrowing CanonicalURL) {
        let isLate = event.flags.contains(.isLate)
        guard event.status == 200 else { return }
        if !isLate {
            if !isSilenceKnown { silence.take(event.time) }
            types[event.objectType] = event.time
        }
        pushed.raise(Self.place(event.key, event.path), to: event.time, now: event.time)
        for prefix in url.prefixes { pushedUnder.raise(Self.place(event.key, prefix), to: event.time, now: event.time) }
    }

    /// Forgets the oldest where there are more than `limit` of a kind; what is forgotten forgives.
    func shrink(to limit: Int, now: Int64) {
        pushed.shrink(to: limit, now: now)
        pushedUnder.shrink(to: limit, now: now)
    }

    // MARK: - What a fetch is forgiven for

    /// The latest delivery that touches a resource: at its path, above it, or anywhere below.
    func latest(_ event: RequestEvent, _ url: borrowing CanonicalURL) -> Int64 {
        url.prefixes.reduce(pushedUnder[Self.place(event.key, event.path)]) {
            max($0, pushed[Self.place(event.key, $1)])
        }
    }

    /// A bound of ``latest(_:_:)`` that needs no text: the last delivery under the first segment of the path.
    func bound(_ event: RequestEvent) -> Int64 {
        max(pushedUnder[Self.place(event.key, event.base)], pushed[Self.place(event.key, Touches.root)])
    }

    /// The latest delivery of exactly the resource's path; `nil` where that is not known any more.
    func delivery(_ event: RequestEvent) -> Int64? {
        let time = pushed[Self.place(event.key, event.path)]
        return pushed.forgotten == LatestTimes.never && time != LatestTimes.never ? time : nil
    }

    /// Whether the object at a path, or the one that its first three segments name, arrived within the last hour.
    func isInvited(_ event: RequestEvent) -> Bool {
        let latest = max(pushed[Self.place(event.key, event.path)], pushed[Self.place(event.key, event.object)])
        return latest >= event.time - 3_600_000
    }

    // MARK: - What a poll is excused by

    /// Takes over when the whole log was silent, of which only a part is seen here.
    func know(_ silence: PushSilence) {
        isSilenceKnown = true
        self.silence = silence
    }

    /// Whether the log of deliveries fell silent in a stretch of time.
    func isSilent(_ time: Range<Int64>, _ days: inout LocalDays) -> Bool {
        silence.isGap(from: time.lowerBound, to: time.upperBound, &days)
    }

    /// When something of a type last arrived at the key.
    func lastDelivery(_ type: UInt64) -> Int64 { types[type] ?? LatestTimes.never }
}

/// Where a poll target stands among a key's objects, so that deliveries find it.
struct PushSubject {
    private(set) var key: UInt64
    private(set) var type: UInt64
    private(set) var path: UInt64
    private(set) var prefixes: [UInt64]
    /// When something of the type last arrived.
    var lastDelivery: Int64

    init(_ event: RequestEvent, _ url: borrowing CanonicalURL, _ pushes: PushBook) {
        (key, type, path, prefixes) = (event.key, event.objectType, event.path, url.prefixes)
        lastDelivery = pushes.lastDelivery(type)
    }

    /// Whether something of the type arrived in the seven days before `end`.
    func isActive(at end: Int64) -> Bool { lastDelivery >= end - 7 * 86_400_000 }

    /// Whether a delivery touches what is polled: the object lies at its path, above it, or below.
    func isTouched(by event: RequestEvent, _ prefixes: [UInt64]) -> Bool {
        self.prefixes.contains(event.path) || prefixes.contains(path)
    }
}

extension RequestEvent {
    /// The key and the first segment below the installation: `/MSDEMO/Estates`.
    var objectType: UInt64 {
        StableHash.join(key, flags.contains(.hasInstallation) ? collection : base)
    }
}

extension CanonicalURL {
    /// The hashes of the path's prefixes by segments, from the root to the whole path.
    var prefixes: [UInt64] {
        var hashes = [Touches.root]
        var index = 1
        while index <= segmentCount {
            hashes.append(StableHash.hash(bytes.span.extracting(0..<Int(segments[index].end))))
            index += 1
        }
        return hashes
    }
}

extension PushBook: Stateful {
    func code(_ coder: inout StateCoder) {
        pushed.code(&coder)
        pushedUnder.code(&coder)
        coder.code(&types, blank: { (0, 0) }) { type, time, coder in
            coder.codeHash(&type)
            coder.codeTime(&time)
        }
        coder.code(&silence)
        coder.code(&targets, blank: { (0, []) }) { key, places, coder in
            coder.codeHash(&key)
            coder.code(&places)
        }
    }
}

extension PushSubject: StateElement {
    static var blank: Self { PushSubject(key: 0, type: 0, path: 0, prefixes: [], lastDelivery: 0) }

    private init(key: UInt64, type: UInt64, path: UInt64, prefixes: [UInt64], lastDelivery: Int64) {
        (self.key, self.type, self.path) = (key, type, path)
        (self.prefixes, self.lastDelivery) = (prefixes, lastDelivery)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.codeHash(&key)
        coder.codeHash(&type)
        coder.codeHash(&path)
        coder.code(&prefixes, blank: { 0 }) { $1.codeHash(&$0) }
        coder.codeTime(&lastDelivery)
    }
}
