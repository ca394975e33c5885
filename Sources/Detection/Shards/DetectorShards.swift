internal import AccessLog

/// The parts of a detector that may judge at the same time: each has some installations, and all keys, routes and resources of
/// these.
///
///     batch in canonical order
///       └► what all keys share: extent, quotas, sums of minutes, faulty hours      one thread
///            ├► shard 0: requests without an installation
///            ├► shard 1                                                            whoever is free
///            └► …
///
/// There are always as many, and they are told apart by the hash of the installation, so that nothing depends on how many
/// threads there are.
///
/// What the compiler cannot check of `Sendable` is kept by turns: all but ``judge(_:)`` is called by the one thread that has the
/// detector, before or after the shards judge, never meanwhile. ``judge(_:)`` changes nothing but the shard that it names, which one
/// thread takes, and reads what was made ready. Whoever hands shards to threads takes and returns them under a lock, by which each
/// sees what the others wrote.
public final class DetectorShards: @unchecked Sendable {
    /// Bits of an installation's hash that tell its shard.
    private static let bits: UInt64 = 3

    /// One part, and what it has to judge.
    private final class Shard {
        var detector: Detector
        var requests: [EventBatch.Reference] = []

        init(_ detector: consuming Detector) { self.detector = detector }
    }

    private let shards: [Shard]
    /// What each is given next.
    private var requests: [[EventBatch.Reference]]
    private let limits: MemoryLimits
    private var sources: [EventBatch.Source] = []
    /// The shards' numbers, those with most to do first.
    private var order: [Int]
    /// How far the number of keys was beyond its limit at the last look.
    private var overrun = 0

    init(_ limits: MemoryLimits, make: () -> Detector) {
        self.limits = limits
        let count = 1 << Int(Self.bits)
        shards = (0..<count).map { _ in Shard(make()) }
        requests = [[EventBatch.Reference]](repeating: [], count: count)
        order = Array(0..<count)
        divideTargets()
    }

    /// How many there are.
    public var count: Int { shards.count }

    // MARK: - One batch

    /// Gives a request to the shard of its installation.
    @inline(__always)
    func add(_ request: EventBatch.Reference) {
        let number = Self.shard(of: request.event)
        requests[number].append(request)
        if request.event.order == .write { touch(request, but: number) }
    }

    /// The shard of an installation; requests without one are in the first, as what one login writes there forgives another.
    @inline(__always)
    private static func shard(of event: borrowing RequestEvent) -> Int {
        event.flags.contains(.hasInstallation) ? Int(truncatingIfNeeded: event.base >> (64 - bits)) : 0
    }

    /// Tells the other shards of a write: whatever is written lies under the root, which is in the first, and everything lies under
    /// a root that is written itself.
    @inline(never)
    private func touch(_ request: EventBatch.Reference, but own: Int) {
        if own != 0 { requests[0].append(request.with(.touchRoot)) }
        guard request.event.depth == 0, !request.event.flags.contains(.isPost) else { return }
        for number in requests.indices where number != own { requests[number].append(request.with(.touchAll)) }
    }

    /// Makes ready to judge what was added, given what all keys have in common.
    func begin(_ sources: [EventBatch.Source], _ passes: MinutePasses, _ extent: LogExtent, _ faults: FaultyHours) {
        self.sources = sources
        order.sort { (requests[$0].count, $1) > (requests[$1].count, $0) }
        for (number, shard) in shards.enumerated() {
            swap(&requests[number], &shard.requests)
            shard.detector.know(passes, extent, faults)
        }
    }

    /// Has one shard judge what it was given; different ones may do so at the same time.
    ///
    /// - Parameter place: which of them, where that with most to do is the first; each is to be taken once a batch.
    public func judge(_ place: Int) {
        let (shard, sources) = (shards[order[place]], sources)
        var requests: [EventBatch.Reference] = []
        swap(&requests, &shard.requests)
        shard.detector.consume(requests.span, sources.span)
        shard.detector.passMinutes(before: .max)
        requests.removeAll(keepingCapacity: true)
        swap(&requests, &shard.requests)
    }

    /// Lets go of the batch, which all have judged.
    func end() {
        sources = []
        for shard in shards { shard.detector.forgetPasses() }
    }

    // MARK: - All together

    private func total(_ count: (borrowing Detector) -> Int) -> Int { shards.reduce(0) { $0 + count($1.detector) } }

    /// Divides what is left of the limit of poll targets.
    func divideTargets() {
        let room = max(0, limits.targets - total { $0.followedTargets }) / count
        for shard in shards { shard.detector.mostTargets = shard.detector.followedTargets + room }
    }

    /// Whether so many more keys came that memory should not wait for the usual look.
    var isOverrun: Bool { limits.overrun(keys: total { $0.keys.count }) > overrun }

    /// Forgets what is over the limits, in the shards that have most: a flood in one costs the others nothing.
    func keepLimits(_ now: Int64) {
        for kind in 0..<3 {
            if let most = level(limits.touches, leaving: limits.touches, { $0.touches.counts[kind] }) {
                for shard in shards { shard.detector.touches.shrink(kind, to: most, now: now) }
            }
        }
        if let most = level(limits.walks, leaving: limits.walks, { $0.walkCount }) {
            for shard in shards { shard.detector.forgetWalks(over: most) }
        }
        if let most = level(limits.keys, leaving: limits.keysLeft, { $0.keys.count }) {
            for shard in shards where shard.detector.keys.count > most {
                shard.detector.forgetKeys(now, leaving: most)
            }
        }
        forgetEntries(now)
        overrun = limits.overrun(keys: total { $0.keys.count })
    }

    private func forgetEntries(_ now: Int64) {
        guard total({ $0.resources.count }) > limits.entries else { return }
        for shard in shards { shard.detector.dropOldEntries(now) }
        guard total({ $0.resources.count }) > limits.entries else { return }
        for shard in shards { shard.detector.forgetEntriesOfLargeKeys() }
        guard let most = level(limits.manyEntries, leaving: limits.entriesLeft, { $0.resources.count }) else { return }
        for shard in shards where shard.detector.resources.count > most {
            shard.detector.forgetOldestEntries(leaving: most)
        }
    }

    /// How much each shard may keep at most for `rest` to be left of all, `nil` where all have no more than `limit`.
    private func level(_ limit: Int, leaving rest: Int, _ count: (borrowing Detector) -> Int) -> Int? {
        guard total(count) > limit else { return nil }
        return Self.level(shards.map { count($0.detector) }, leaving: rest)
    }

    /// The largest number that, with all that are above it lowered to it, leaves the sum at `rest` or below.
    static func level(_ counts: [Int], leaving rest: Int) -> Int {
        var rest = rest
        for (place, count) in counts.sorted().enumerated() {
            let share = rest / (counts.count - place)
            if count > share { return share }
            rest -= count
        }
        return .max
    }

    /// Ends all with the log, and adds what they found.
    func finish(
        at last: Int64, _ passes: MinutePasses, _ extent: LogExtent, _ faults: FaultyHours,
        into harvest: inout Detector.Harvest
    ) {
        for shard in shards {
            shard.detector.know(passes, extent, faults)
            shard.detector.close(at: last)
            shard.detector.add(to: &harvest)
        }
    }
}
