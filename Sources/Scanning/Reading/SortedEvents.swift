internal import CMemory
internal import Detection

/// The events of one block in canonical order, with the block that their texts lie in; its storage is used again.
struct SortedEvents: Sendable {
    /// What events are ordered by; the texts are looked at only where these are equal.
    struct Place: Sendable {
        var time: Int64
        var resource: UInt64
        var index: UInt32
        var order: UInt8

        @inline(__always)
        func isBefore(_ other: Place) -> Bool? {
            if time != other.time { return time < other.time }
            if order != other.order { return order < other.order }
            if resource != other.resource { return resource < other.resource }
            return nil
        }

        /// Time, class and resource as one number, which takes a single comparison:
        ///
        ///     62 bits of the time │ 2 of the class │ 64 of the resource
        ///
        /// Times that 62 bits do not hold are like the first or the last that they hold.
        @inline(__always)
        var key: UInt128 {
            let shifted = UInt64(max(-1 << 61, min(time, 1 << 61 - 1)) + 1 << 61)
            return UInt128(shifted << 2 | UInt64(order & 3)) << 64 | UInt128(resource)
        }
    }

    /// The block.
    var bytes: [UInt8] = []
    /// The events as they lie in the block.
    var events: [RequestEvent] = []
    /// The events' places in canonical order.
    private(set) var places: [Place] = []
    /// The same as indices of `events`.
    private(set) var order: [UInt32] = []

    /// Bytes that the events and their block take.
    var size: Int { bytes.count + events.count * (MemoryLayout<RequestEvent>.stride + MemoryLayout<Place>.stride + 4) }

    /// Asks for the memory of a place in order, for when it is looked at a little later.
    @inline(__always)
    func prefetch(_ place: Int) {
        // Safe: prefetching reads nothing.
        unsafe places.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { unsafe abuse_scan_prefetch(base + place) }
        }
    }

    /// Puts the events in order.
    mutating func sort() {
        places.removeAll(keepingCapacity: true)
        places.reserveCapacity(events.count)
        var isSorted = true
        var last = Place(time: .min, resource: 0, index: 0, order: 0)
        for index in events.indices {
            let place = Place(
                time: events[index].orderTime, resource: events[index].resource, index: UInt32(index),
                order: events[index].order.rawValue)
            if !(last.isBefore(place) ?? false) { isSorted = false }
            places.append(place)
            last = place
        }
        if !isSorted { sortPlaces() }
        order.removeAll(keepingCapacity: true)
        order.reserveCapacity(places.count)
        for index in places.indices { order.append(places[index].index) }
    }

    /// Lines are nearly in order as they come, so each is moved to its place among the few before it. Where that takes too many
    /// moves, as in a block of one stamp, they are sorted otherwise.
    private mutating func sortPlaces() {
        let (events, bytes) = (events, bytes)
        func precedes(_ left: Place, _ right: Place) -> Bool {
            left.isBefore(right) ?? Self.precedes(events, bytes, left, right)
        }
        var movesLeft = Self.movesPerEvent * places.count
        for index in places.indices.dropFirst() where precedes(places[index], places[index - 1]) {
            let place = places[index]
            var hole = index
            repeat {
                places[hole] = places[hole - 1]
                hole -= 1
            } while hole > 0 && precedes(place, places[hole - 1])
            places[hole] = place
            movesLeft -= index - hole
            guard movesLeft > 0 else { return places.sort(by: precedes) }
        }
    }

    private static let movesPerEvent = 16

    private static func precedes(_ events: [RequestEvent], _ bytes: [UInt8], _ left: Place, _ right: Place) -> Bool {
        let (first, second) = (events[Int(left.index)], events[Int(right.index)])
        if CanonicalOrder.precedes(first, bytes.span, second, bytes.span) { return true }
        if CanonicalOrder.precedes(second, bytes.span, first, bytes.span) { return false }
        return left.index < right.index
    }
}
