internal import AccessLog
internal import Synchronization

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
public final class DetectorShards: Sendable {
    /// One part, and what it has to judge; whoever judges it has it alone.
    private final class Shard: Sendable {
        let content: Mutex<Content>

        init(_ detector: consuming sending Detector) { content = Mutex(Content(detector: detector)) }
    }

    private struct Content: ~Copyable {
        var detector: Detector
        var requests: [EventBatch.Reference] = []
        var sources: [EventBatch.Source] = []
    }

    private let shards: [Shard]
    private let limits: MemoryLimits
    /// The shards' numbers, those with most to do first.
    private let order: Mutex<[Int]>
    /// How far the number of keys was beyond its limit at the last look.
    private let overrun = Mutex(0)

    init(_ options: DetectionOptions, _ zone: TimeZoneRules, _ limits: MemoryLimits) {
        self.limits = limits
        shards = (0..<ShardRequests.count).map { _ in Shard(Detector(options, zone, limits, nil, .shard)) }
        order = Mutex(Array(shards.indices))
        divideTargets()
    }

    /// How many there are.
    public var count: Int { shards.count }

    // MARK: - One batch

    /// Makes ready to judge what was given to each, which are then without, and what all keys have in common.
    func begin(
        _ given: inout ShardRequests, _ sources: [EventBatch.Source], _ passes: MinutePasses, _ extent: LogExtent,
        _ faults: FaultyHours
    ) {
        order.withLock { given.sort(&$0) }
        for (number, shard) in shards.enumerated() {
            shard.content.withLock { content in
                swap(&given.requests[number], &content.requests)
                content.sources = sources
                content.detector.know(passes, extent, faults)
            }
        }
    }

    /// Has one shard judge what it was given; different ones may do so at the same time.
    ///
    /// - Parameter place: which of them, where that with most to do is the first; each is to be taken once a batch.
    public func judge(_ place: Int) {
        let number = order.withLock { $0[place] }
        shards[number].content.withLock { content in
            let sources = content.sources
            var requests: [EventBatch.Reference] = []
            swap(&requests, &content.requests)
            content.detector.consume(requests.span, sources.span)
            content.detector.passMinutes(before: .max)
            requests.removeAll(keepingCapacity: true)
            swap(&requests, &content.requests)
        }
    }

    /// Lets go of the batch, which all have judged.
    func end() {
        forEach { content in
            content.sources = []
            content.detector.forgetPasses()
        }
    }

    // MARK: - All together

    private func forEach(_ body: (inout Content) -> Void) {
        for shard in shards { shard.content.withLock { body(&$0) } }
    }

    private func total(_ count: (borrowing Detector) -> Int) -> Int {
        shards.reduce(0) { sum, shard in sum + shard.content.withLock { count($0.detector) } }
    }

    /// Divides what is left of the limit of poll targets.
    func divideTargets() {
        let room = max(0, limits.targets - total { $0.followedTargets }) / count
        forEach { $0.detector.mostTargets = $0.detector.followedTargets + room }
    }

    /// Whether so many more keys came that memory should not wait for the usual look.
    var isOverrun: Bool { limits.overrun(keys: total { $0.keys.count }) > overrun.withLock { $0 } }

    /// Forgets what is over the limits, in the shards that have most: a flood in one costs the others nothing.
    func keepLimits(_ now: Int64) {
        for kind in 0..<3 {
            if let most = level(limits.touches, leaving: limits.touches, { $0.touches.counts[kind] }) {
                forEach { $0.detector.touches.shrink(kind, to: most, now: now) }
            }
        }
        if let most = level(limits.walks, leaving: limits.walks, { $0.walkCount }) {
            forEach { $0.detector.forgetWalks(over: most) }
        }
        if let most = level(limits.keys, leaving: limits.keysLeft, { $0.keys.count }) {
            forEach { if $0.detector.keys.count > most { $0.detector.forgetKeys(now, leaving: most) } }
        }
        forgetEntries(now)
        let keys = total { $0.keys.count }
        overrun.withLock { $0 = limits.overrun(keys: keys) }
    }

    private func forgetEntries(_ now: Int64) {
        guard total({ $0.resources.count }) > limits.entries else { return }
        forEach { $0.detector.dropOldEntries(now) }
        guard total({ $0.resources.count }) > limits.entries else { return }
        forEach { $0.detector.forgetEntriesOfLargeKeys() }
        guard let most = level(limits.manyEntries, leaving: limits.entriesLeft, { $0.resources.count }) else { return }
        forEach { if $0.detector.resources.count > most { $0.detector.forgetOldestEntries(leaving: most) } }
    }

    /// How much each shard may keep at most for `rest` to be left of all, `nil` where all have no more than `limit`.
    private func level(_ limit: Int, leaving rest: Int, _ count: (borrowing Detector) -> Int) -> Int? {
        guard total(count) > limit else { return nil }
        return Self.level(shards.map { shard in shard.content.withLock { count($0.detector) } }, leaving: rest)
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
        forEach { content in
            content.detector.know(passes, extent, faults)
            content.detector.close(at: last)
            content.detector.add(to: &harvest)
        }
    }
}
