internal import AccessLog

extension Detector {
    private static let duplicateWithin: Int64 = 2000
    private static let touchReach: Int64 = 2000
    private static let settle: Int64 = 30_000

    /// Rule A for one GET of one resource.
    mutating func fetch(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int, _ slot: Int
    ) {
        switch event.status {
        case 200, 203, 206, 304: break
        default: return
        }
        if resources[slot].route < 0 { resources[slot].route = Int32(route(event, block, key: key)) }
        let route = Int(resources[slot].route)
        let hour = hours.index(event.time)
        if routes[route].fetches.hour < hour {
            routes[route].fetches.advance(to: hour, fetchRule, into: &sink)
        }
        routes[route].fetches.countFetch()
        guard event.status == 200 || event.status == 203, let token = ContentToken.of(event) else {
            return
        }
        routes[route].fetches.sizes.see(event.bytes)
        deliver(event, block, file: file, route: route, token, slot)
    }

    /// One whole answer delivered.
    private mutating func deliver(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, route: Int, _ token: UInt64, _ slot: Int
    ) {
        let end = end(event)
        guard event.time - resources[slot].delivered <= Self.retention else {
            insert(event, token, end: end, slot)
            if event.entityTag == 0 { routes[route].fetches.sizes.insert(event.bytes) }
            return
        }
        resources[slot].fetches += 1
        if token == resources[slot].token {
            if start(event) - resources[slot].delivered < Self.duplicateWithin {
                routes[route].fetches.countDuplicate()
                routes[route].fetches.suspect?.see(resources[slot], event)
                return
            }
            if isInvalidated(event, block, delivered: resources[slot].delivered) {
                resources[slot].run = 0
            } else {
                repeated(event, block, file: file, route: route, slot)
            }
        } else {
            resources[slot].run = 0
            resources[slot].hasChanged = true
            touches.change(event.resource, end: end, now: event.time)
        }
        resources[slot].token = token
        resources[slot].delivered = end
    }

    private mutating func insert(_ event: RequestEvent, _ token: UInt64, end: Int64, _ slot: Int) {
        resources[slot].token = token
        resources[slot].delivered = end
        resources[slot].tolerance = LatestTimes.never
        resources[slot].run = 0
        resources[slot].fetches = 1
        resources[slot].hasChanged = false
        resources[slot].first = UInt32(truncatingIfNeeded: event.time / 1000)
        resources[slot].listed = .max
    }

    /// The same content once more, though nothing spoke for a change.
    private mutating func repeated(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, route: Int, _ slot: Int
    ) {
        if resources[slot].run < .max { resources[slot].run += 1 }
        let isTagged = event.entityTag != 0
        guard isTagged || resources[slot].run >= 2 else { return }
        let earned = max(resources[slot].tolerance, event.time) + fetchRule.increment
        if earned - event.time <= RepeatedFetchRule.day {
            resources[slot].tolerance = earned
            routes[route].fetches.countTolerated()
            return
        }
        let suspect = routes[route].fetches.suspectForExcess()
        let hour = routes[route].fetches.hour
        suspect.count(event, block, file: file, hour: hour, isTagged: isTagged)
        if suspect.isUnknown(resources[slot]) {
            let text = resourceText(event, block)
            suspect.list(&resources[slot], target: text)
        }
        suspect.note(resources[slot], event)
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
        guard forgives(touches.bound(base: event.base)), url.read(block.extracting(event.requestTarget.range)) else {
            return false
        }
        return forgives(touches.latest(url))
    }

    /// The canonical path and query, as text.
    private mutating func resourceText(_ event: RequestEvent, _ block: Span<UInt8>) -> String {
        guard url.read(block.extracting(event.requestTarget.range)) else { return "" }
        return String(decoding: url.resource, as: UTF8.self)
    }
}
