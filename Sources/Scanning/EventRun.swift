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

    let bytes: [UInt8]
    let events: [RequestEvent]
    /// The input's place in the list of names.
    let input: Int32
    private let places: [Place]
    private(set) var cursor = 0

    init(bytes: [UInt8], events: [RequestEvent], input: Int32) {
        self.bytes = bytes
        self.events = events
        self.input = input
        var places: [Place] = []
        places.reserveCapacity(events.count)
        var isSorted = true
        for (index, event) in events.enumerated() {
            let place = Place(
                time: event.orderTime, resource: event.resource, index: UInt32(index), order: event.order.rawValue)
            if let last = places.last, !(last.isBefore(place) ?? false) { isSorted = false }
            places.append(place)
        }
        if !isSorted {
            places.sort { left, right in
                if let isBefore = left.isBefore(right) { return isBefore }
                return Self.precedes(events, bytes, left, right)
            }
        }
        self.places = places
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
    /// Takes the next event.
    func advance() { cursor += 1 }

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
