internal import AccessLog
internal import CMemory

/// Places of what an event was found to need, -1 for none; they may be another's by now.
struct Expected {
    /// Slots of the tables, which are looked at before anything is searched for.
    var keySlot = -1
    var routeSlot = -1
    var resourceSlot = -1
    var targetSlot = -1
    var route: Int32 = -1
    var key: Int32 = -1
    var burst: Int32 = -1
    /// Whether the route is a list with items.
    var isList = false
    /// The resource's place among those with excess; the largest for none.
    var listed = UInt16.max

    /// What is known of the next events, and of one that nobody expected.
    static var nothing: Slab<Expected> {
        var slab = Slab<Expected>()
        for _ in 0...unexpected { slab.append(Expected()) }
        return slab
    }

    /// The place of an event that nobody expected.
    static var unexpected: Int { events }

    /// Where an event has its place, as no more than eight steps are looked ahead.
    @inline(__always)
    static func place(_ event: Int) -> Int { event & (events - 1) }

    private static var events: Int { 8 * Detector.step }
}

/// Memory is asked for before its turn, since most of what a line needs lies where no cache has it: first what hashes in the
/// event name, then what stands there, then what that names.
///
///     events ahead, at most │ 40 the event │ 32 tags │ 24 entry, windows │ 16 key, suspect, target, burst │ 8 what these name
///
/// Eight events at a time are looked after, so that finding out where their pages lie overlaps. Nothing here but `ahead` is
/// called with a detector that it must not change: the compiler copies all of it for such a call unless it is inlined.
extension Detector {
    static var step: Int { 8 }

    /// Asks for what the events behind a place will need, whenever a step of them is over.
    @inline(__always)
    mutating func expect(_ events: Span<EventBatch.Reference>, behind place: Int) {
        if place & (Self.step - 1) == 0 { expectStep(events, behind: place) }
    }

    @inline(never)
    private mutating func expectStep(_ events: Span<EventBatch.Reference>, behind place: Int) {
        // Nothing was asked for yet of a batch's first events: they take all steps at once.
        let first = place == 0 ? 0 : 1
        for next in ahead(5...5, behind: place, events) { events[next].prefetch() }
        for next in ahead(4 * first...4, behind: place, events) {
            expectPlaces(events[next], Expected.place(next))
        }
        for next in ahead(3 * first...3, behind: place, events) {
            expectWindows(events[next], Expected.place(next))
        }
        let hour = hours.index(events[place].event.time)
        for next in ahead(2 * first...2, behind: place, events) { expectStates(Expected.place(next), hour) }
        for next in ahead(first...1, behind: place, events) { expectWhatIsNamed(Expected.place(next), hour) }
    }

    /// The places of some steps, as far as there are any.
    @inline(__always)
    private func ahead(
        _ steps: ClosedRange<Int>, behind place: Int, _ events: Span<EventBatch.Reference>
    ) -> Range<Int> {
        let (first, end) = (place + steps.lowerBound * Self.step, place + (steps.upperBound + 1) * Self.step)
        return min(first, events.count)..<min(end, events.count)
    }

    /// Asks for the places in the tables. The event stays where it is: a copy of it costs more.
    @inline(__always)
    private mutating func expectPlaces(_ next: EventBatch.Reference, _ place: Int) {
        var expected = Expected()
        let key = next.event.key
        if key != 0 {
            let (resource, target) = (next.event.resource, next.event.target)
            resources.prefetch(StableHash.join(key, resource) | 1)
            if target != resource { resources.prefetch(StableHash.join(key, target) | 1) }
            touches.prefetch(resource)
            expected.keySlot = keys.expect(key)
            let route = StableHash.join(key, next.event.template) | 1
            expected.routeSlot = routePlaces.expect(route)
            rollUps?.prefetch(route)
        }
        upcoming[place] = expected
    }

    /// Asks for the entries of an event, and for the windows of its route, where they are known.
    @inline(__always)
    private mutating func expectWindows(_ next: EventBatch.Reference, _ place: Int) {
        let key = next.event.key
        guard key != 0 else { return }
        let (resource, target) = (next.event.resource, next.event.target)
        touches.expect(resource)
        let slot = resources.expect(StableHash.join(key, target) | 1)
        upcoming[place].targetSlot = slot
        upcoming[place].resourceSlot = resource == target ? slot : resources.expect(StableHash.join(key, resource) | 1)
        if let rollUps { rollUps.expect(StableHash.join(key, next.event.template) | 1) }
        guard let route = routePlaces.peek(upcoming[place].routeSlot)?.value, route >= 0 else { return }
        upcoming[place].route = Int32(truncatingIfNeeded: route)
        routes.prefetch(Int(route), from: routeLines, lines: 3)
    }

    /// Asks for the key, the suspect, the target and the burst that an event's windows and entry name.
    @inline(__always)
    private mutating func expectStates(_ place: Int, _ hour: Int64) {
        let route = Int(upcoming[place].route)
        if route >= 0, route < routes.count { expectStates(of: route, place, hour) }
        guard let entry = resources.peek(upcoming[place].targetSlot) else { return }
        upcoming[place].listed = entry.listed
        let target = Int(entry.polling)
        guard target >= 0, target < targets.count else { return }
        // Safe: the place was checked; the word is an address that is only asked for.
        unsafe targets.withUnsafeBytes { bytes in
            let entry = target * MemoryLayout<HotTarget?>.stride + MemoryLayout<UInt64>.size
            guard let object = unsafe bytes.load(fromByteOffset: entry, as: UnsafeRawPointer?.self) else { return }
            for line in 0..<5 { unsafe abuse_scan_prefetch(object + 64 * line) }
        }
    }

    @inline(__always)
    private mutating func expectStates(of route: Int, _ place: Int, _ hour: Int64) {
        let last = routes[route].fetches.hour
        if routes[route].traffic.hour < hour {
            // Its first line of an hour: what is put away goes into the rings.
            routes.prefetch(route, lines: 2)
            routes.prefetch(route, from: fetchesOffset + RepeatedFetchWindow.cellOffset(last), lines: 2)
            routes.prefetch(route, from: fetchesOffset + RepeatedFetchWindow.parallelOffset, lines: 1)
        }
        let (key, burst) = (routes[route].state, routes[route].scans.burst)
        if key >= 0 { states.prefetch(Int(key), lines: 2) }
        if burst >= 0, Int(burst) < bursts.count { bursts.prefetch(Int(burst), lines: 2) }
        (upcoming[place].key, upcoming[place].burst) = (key, burst)
        // Safe: here and below, the offsets are those of references in a route; what stands there is only asked for.
        if routes[route].scans.roles.contains(.list), let items = unsafe routes.word(route, at: itemsOffset) {
            upcoming[place].isList = true
            // Safe: prefetching reads nothing.
            unsafe abuse_scan_prefetch(items)
        }
        if let suspect = unsafe routes.word(route, at: suspectOffset) {
            // Safe: prefetching reads nothing.
            unsafe RepeatedFetchSuspect.prefetch(suspect, last.ringIndex(RepeatedFetchWindow.ring))
        }
    }

    /// Asks for the cell of the key's minute, the bursts of a list, a suspect's resource, and what a followed burst is counted in.
    @inline(__always)
    private func expectWhatIsNamed(_ place: Int, _ hour: Int64) {
        let (route, key) = (Int(upcoming[place].route), Int(upcoming[place].key))
        if key >= 0, key < states.count {
            overload.prefetch(states[key].traffic.minuteCell)
            if states[key].traffic.hour < hour { expectHour(of: key) }
        }
        guard route >= 0, route < routes.count else { return }
        if upcoming[place].isList {
            for index in 0..<min(4, routes[route].scans.items.count) {
                bursts.prefetch(Int(routes[route].scans.items[index]), lines: 1)
            }
        }
        // Safe: as above.
        if upcoming[place].listed < .max, let suspect = unsafe routes.word(route, at: suspectOffset) {
            // Safe: the object is alive, as the route holds it.
            unsafe RepeatedFetchSuspect.prefetch(suspect, resource: Int(upcoming[place].listed))
        }
        let burst = Int(upcoming[place].burst)
        guard burst >= 0, burst < fanOuts.count, bursts[burst].isFollowed else { return }
        // Safe: the place was checked; the word is an address that is only asked for.
        unsafe fanOuts.withUnsafeBytes { bytes in
            let entry = burst * MemoryLayout<Int>.stride
            guard let object = unsafe bytes.load(fromByteOffset: entry, as: UnsafeRawPointer?.self) else { return }
            for line in 0..<3 { unsafe abuse_scan_prefetch(object + 64 * line) }
        }
    }

    /// Asks for what a key's first line of an hour looks at: its totals, which lie behind what every line asks for, and the bursts
    /// that are followed, which its first word names.
    @inline(__always)
    private func expectHour(of key: Int) {
        states.prefetch(key, from: 128, lines: 2)
        // Safe: what stands there is only asked for.
        guard let followed = unsafe states.word(key, at: 0) else { return }
        // Safe: prefetching reads nothing.
        unsafe abuse_scan_prefetch(followed)
    }
}
