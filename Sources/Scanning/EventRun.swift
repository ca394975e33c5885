internal import Detection

/// The events of one block in canonical order.
final class EventRun {
    /// What a run is ordered by; the texts are looked at only where these are equal.
    struct Place {
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
    }

    /// The block that the events' texts lie in.
    private(set) var bytes: [UInt8] = []
    private(set) var events: [RequestEvent] = []
    /// The input's place in the list of names.
    private(set) var input: Int32 = 0
    private var places: [Place] = []
    /// Places in `events`, in canonical order.
    private(set) var order: [UInt32] = []
    private(set) var cursor = 0

    /// Takes a block and its events, which `fill` appends; storage of an earlier use is used again.
    func load(_ block: consuming [UInt8], input: Int32, fill: (inout [UInt8], inout [RequestEvent]) -> Void) {
        bytes = block
        self.input = input
        cursor = 0
        events.removeAll(keepingCapacity: true)
        fill(&bytes, &events)
        sort()
    }

    /// Gives the block's storage back, to be filled again.
    func unload() -> [UInt8] {
        let block = bytes
        bytes = []
        return block
    }

    private func sort() {
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
        if !isSorted {
            let (events, bytes) = (events, bytes)
            places.sort { left, right in
                if let isBefore = left.isBefore(right) { return isBefore }
                return Self.precedes(events, bytes, left, right)
            }
        }
        order.removeAll(keepingCapacity: true)
        order.reserveCapacity(places.count)
        for index in places.indices { order.append(places[index].index) }
    }

    private static func precedes(_ events: [RequestEvent], _ bytes: [UInt8], _ left: Place, _ right: Place) -> Bool {
        let (first, second) = (events[Int(left.index)], events[Int(right.index)])
        if CanonicalOrder.precedes(first, bytes.span, second, bytes.span) { return true }
        if CanonicalOrder.precedes(second, bytes.span, first, bytes.span) { return false }
        return left.index < right.index
    }

    /// Bytes that the run holds.
    var size: Int { bytes.count + events.count * MemoryLayout<RequestEvent>.stride }
    /// The last time by which an event is ordered.
    var lastTime: Int64? { places.last?.time }

    /// Whether every event was taken.
    var isEmpty: Bool { cursor == places.count }
    /// The time by which the next event is ordered.
    var nextTime: Int64 { places[cursor].time }
    /// The next event.
    var next: RequestEvent { events[Int(places[cursor].index)] }
    /// Takes the next event, and all behind it that come before `watermark` and before the next event of `rival`.
    func advance(before watermark: Int64, _ rival: EventRun?, _ ranks: [Int]) {
        var next = cursor + 1
        guard let rival else {
            while next < places.count, places[next].time < watermark { next += 1 }
            cursor = next
            return
        }
        let limit = rival.places[rival.cursor]
        while next < places.count, places[next].time < watermark {
            cursor = next
            guard places[next].isBefore(limit) ?? precedes(rival, ranks) else { return }
            next += 1
        }
        cursor = next
    }

    /// Whether this run's next event comes before the other's; `ranks` orders files by name.
    func precedes(_ other: EventRun, _ ranks: [Int]) -> Bool {
        if let isBefore = places[cursor].isBefore(other.places[other.cursor]) { return isBefore }
        let (mine, its) = (next, other.next)
        let (myBytes, itsBytes) = (bytes, other.bytes)
        if CanonicalOrder.precedes(mine, myBytes.span, its, itsBytes.span) { return true }
        if CanonicalOrder.precedes(its, itsBytes.span, mine, myBytes.span) { return false }
        let (rank, otherRank) = (ranks[Int(input)], ranks[Int(other.input)])
        return rank != otherRank ? rank < otherRank : mine.line < its.line
    }
}
