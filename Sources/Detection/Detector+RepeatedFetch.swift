internal import AccessLog

extension Detector {
    private static let duplicateWithin: Int64 = 2000
    private static let touchReach: Int64 = 2000
    private static let settle: Int64 = 30_000

    /// Rule A for one GET of one resource.
    mutating func fetch(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int, _ entry: inout ResourceEntry
    ) {
        switch event.status {
        case 200, 203, 206, 304: break
        default: return
        }
        if entry.route < 0 { entry.route = Int32(route(event, block, key: key)) }
        // Safe: routes stay where they are, and none goes away while an event is counted.
        unsafe fetch(event, block, file: file, &entry, &routes.address(Int(entry.route)).pointee.fetches)
    }

    @inline(__always)
    private mutating func fetch(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ entry: inout ResourceEntry,
        _ fetches: inout RepeatedFetchWindow
    ) {
        let hour = hours.index(event.time)
        if fetches.hour < hour { fetches.advance(to: hour, fetchRule, duplicatesRule, into: &sink) }
        fetches.countFetch()
        guard event.status == 200 || event.status == 203, let token = ContentToken.of(event) else {
            return
        }
        fetches.sizes.see(event.bytes)
        deliver(event, block, file: file, token, &entry, &fetches)
    }

    /// One whole answer delivered.
    @inline(__always)
    private mutating func deliver(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ token: UInt64, _ entry: inout ResourceEntry,
        _ fetches: inout RepeatedFetchWindow
    ) {
        let end = end(event)
        if let pushes, attributes[Int(event.route) + 1].push == .fat { receive(event, pushes, &entry) }
        guard event.time - entry.delivered <= Self.retention else {
            insert(event, token, end: end, &entry)
            if event.entityTag == 0 { fetches.sizes.insert(event.bytes) }
            return
        }
        entry.fetches += 1
        if token == entry.token {
            if start(event) - entry.delivered < Self.duplicateWithin {
                fetches.countDuplicate(event, block, file: file)
                fetches.suspect?.see(entry, event)
                return
            }
            if isInvalidated(event, block, delivered: entry.delivered) {
                entry.run = 0
            } else {
                repeated(event, block, file: file, &entry, &fetches)
            }
        } else {
            entry.run = 0
            entry.hasChanged = true
            touches.change(event.resource, end: end, now: event.time)
        }
        entry.token = token
        entry.delivered = end
    }

    /// What push brought whole was delivered then, whatever it was.
    @inline(never)
    private func receive(_ event: RequestEvent, _ pushes: PushBook, _ entry: inout ResourceEntry) {
        if let time = pushes.delivery(event), time > entry.delivered, entry.token != 0 { entry.delivered = time }
    }

    private func insert(_ event: RequestEvent, _ token: UInt64, end: Int64, _ entry: inout ResourceEntry) {
        entry.token = token
        entry.delivered = end
        entry.tolerance = LatestTimes.never
        entry.run = 0
        entry.fetches = 1
        entry.hasChanged = false
        entry.first = UInt32(truncatingIfNeeded: event.time / 1000)
        entry.listed = .max
    }

    /// The same content once more, though nothing spoke for a change.
    private mutating func repeated(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ entry: inout ResourceEntry,
        _ fetches: inout RepeatedFetchWindow
    ) {
        if entry.run < .max { entry.run += 1 }
        let isTagged = event.entityTag != 0
        guard isTagged || entry.run >= 2 else { return }
        let earned = max(entry.tolerance, event.time) + fetchRule.increment
        if earned - event.time <= RepeatedFetchRule.day {
            entry.tolerance = earned
            fetches.countTolerated()
            return
        }
        rollUps?.countExcess(event)
        let suspect = fetches.suspectForExcess()
        let hour = fetches.hour
        let isUnknown = suspect.use { suspect in
            suspect.count(event, block, file: file, hour: hour, isTagged: isTagged)
            return suspect.isUnknown(entry)
        }
        if isUnknown {
            let isRead = url.read(block.extracting(event.requestTarget.range))
            let target = url.bytes.span.extracting(0..<(isRead ? url.count : 0))
            suspect.use { $0.list(&entry, target: target) }
        }
        suspect.use { $0.note(entry, event) }
    }

    /// Whether a write, or new content that somebody saw, makes another fetch reasonable.
    private mutating func isInvalidated(
        _ event: RequestEvent, _ block: Span<UInt8>, delivered: Int64
    ) -> Bool {
        if touches.changedAt(event.resource) > delivered { return true }
        let start = start(event)
        func forgives(_ touch: Int64) -> Bool {
            touch >= delivered - Self.touchReach || start <= touch + Self.settle
        }
        if let pushes, attributes[Int(event.route) + 1].push != .fat, forgives(pushes.bound(event)),
            forgives(latestPush(event, block, pushes))
        {
            return true
        }
        if let whole, forgives(whole.touch(at: event.time, isRoot: event.depth == 0)) { return true }
        guard forgives(touches.bound(base: event.base)) else { return false }
        if event.depth <= 4 { return forgives(touches.latest(event)) }
        return url.read(block.extracting(event.requestTarget.range)) && forgives(touches.latest(url))
    }
}
