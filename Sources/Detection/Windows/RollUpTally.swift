internal import AccessLog
internal import CMemory

/// What one key did on one route in one hour.
public struct RouteRollUp: Sendable, Equatable {
    /// The start of the hour, milliseconds since 1970 UTC.
    public var hour: Int64
    /// Whose requests these are.
    public var key: PartnerKey
    /// The route's text, as findings carry it.
    public var route: String
    /// The sums.
    public var sums: Sums

    /// Sums over requests of any class: late ones and those of routes that no rule watches are among them.
    public struct Sums: Sendable, Equatable {
        /// Requests.
        public var requests: Int64 = 0
        /// Bytes of their answers.
        public var bytes: Int64 = 0
        /// Server time in milliseconds, 0 where the log has no request times.
        public var serverMilliseconds: Int64 = 0
        /// Answers 304.
        public var notModified: Int64 = 0
        /// Answers 4xx without 429.
        public var clientErrors: Int64 = 0
        /// Answers 5xx.
        public var serverErrors: Int64 = 0
        /// Answers 429.
        public var throttled: Int64 = 0
        /// Fetches beyond the tolerance of `repeated_fetch`.
        public var excess: Int64 = 0
        /// Their bytes.
        public var excessBytes: Int64 = 0

        @inline(__always)
        mutating func add(_ event: RequestEvent) {
            requests += 1
            bytes += max(0, event.bytes)
            serverMilliseconds += max(0, Int64(event.duration))
            switch event.status {
            case 304: notModified += 1
            case 429: throttled += 1
            case 400..<500: clientErrors += 1
            case 500..<600: serverErrors += 1
            default: break
            }
        }
    }
}

/// What all requests came to in one minute.
public struct MinuteTotals: Sendable, Equatable {
    /// The start of the minute, milliseconds since 1970 UTC.
    public var minute: Int64
    /// Requests, identified or not.
    public var requests: Int64 = 0
    /// Answers 5xx.
    public var serverErrors: Int64 = 0
}

/// Sums by hour, key and route, and by minute, for reports; no rule looks at them.
///
/// They are handed out as amounts to add: an hour may come in several parts, and a late line in one of its own.
final class RollUpTally {
    private static let hour: Int64 = 3_600_000
    private static let minute: Int64 = 60_000

    private struct Cell {
        let key: PartnerKey
        let route: String
        var hour: Int64
        var sums = RouteRollUp.Sums()
    }

    private var places = FlatTable<NumberedHash>(minimumCapacity: 1024)
    private var cells: [Cell] = []
    private var closed: [RouteRollUp] = []
    private var present = MinuteTotals(minute: .min)
    private var minutes: [MinuteTotals] = []

    /// Parts that are ready.
    var count: Int { closed.count }

    /// Counts a request of anybody.
    @inline(__always)
    func count(_ event: RequestEvent) {
        let start = event.time - (event.time % Self.minute + Self.minute) % Self.minute
        if start != present.minute {
            if present.requests > 0 { minutes.append(present) }
            present = MinuteTotals(minute: start)
        }
        present.requests += 1
        if event.status / 100 == 5 { present.serverErrors += 1 }
    }

    /// Counts a request of a key; `name` says whose and on which route, where that is new.
    func count(_ event: RequestEvent, _ name: () -> (key: PartnerKey, route: String)) {
        let hour = event.time.floorDivided(by: Self.hour) * Self.hour
        let hash = Self.hash(event)
        places.makeRoom { _ in true }
        let (slot, isNew) = places.findOrInsert(hash)
        if isNew {
            let (key, route) = name()
            places[slot].value = Int64(cells.count)
            cells.append(Cell(key: key, route: route, hour: hour))
        }
        let place = Int(places[slot].value)
        if cells[place].hour != hour { close(place, next: hour) }
        cells[place].sums.add(event)
    }

    /// Asks for the place of what ``hash(_:)`` made of a request.
    @inline(__always)
    func prefetch(_ hash: UInt64) { places.expect(hash) }

    /// Asks for the sums that are there.
    @inline(__always)
    func expect(_ hash: UInt64) {
        guard let slot = places.find(hash) else { return }
        let place = Int(places[slot].value)
        // Safe: prefetching reads nothing.
        unsafe cells.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe abuse_scan_prefetch(base + place)
            unsafe abuse_scan_prefetch(UnsafeRawPointer(base + place) + 64)
        }
    }

    /// Counts the excess that a request just counted turned out to be.
    func countExcess(_ event: RequestEvent) {
        guard let slot = places.find(Self.hash(event)) else { return }
        cells[Int(places[slot].value)].sums.excess += 1
        cells[Int(places[slot].value)].sums.excessBytes += max(0, event.bytes)
    }

    /// A key's route, before the cap on literal children.
    static func hash(_ event: RequestEvent) -> UInt64 { StableHash.join(event.key, event.template) | 1 }

    private func close(_ place: Int, next: Int64) {
        let cell = cells[place]
        if cell.sums.requests > 0 {
            closed.append(RouteRollUp(hour: cell.hour, key: cell.key, route: cell.route, sums: cell.sums))
        }
        cells[place].hour = next
        cells[place].sums = RouteRollUp.Sums()
    }

    /// Hands out the parts that are ready, which are not the present hours and minutes.
    func takeFull() -> [RouteRollUp] {
        defer { closed = [] }
        return closed
    }

    /// Hands out what was counted since the last time.
    func take() -> (routes: [RouteRollUp], minutes: [MinuteTotals]) {
        for place in cells.indices { close(place, next: cells[place].hour) }
        if present.requests > 0 { minutes.append(present) }
        defer { (closed, minutes, present) = ([], [], MinuteTotals(minute: .min)) }
        return (closed, minutes)
    }
}

extension Detector {
    /// Parts of roll-ups that wait to be taken; 0 where none are kept.
    public var rollUpCount: Int { rollUps?.count ?? 0 }

    /// Hands out the sums of the requests since the last time, as amounts to add to what was handed out before.
    public func takeRollUps() -> (routes: [RouteRollUp], minutes: [MinuteTotals]) {
        rollUps?.take() ?? ([], [])
    }

    /// Hands out the sums of hours that a key has left on a route.
    public func takeFullRollUps() -> [RouteRollUp] { rollUps?.takeFull() ?? [] }

    /// Counts a request of a key for reports.
    @inline(never)
    func rollUp(_ event: RequestEvent, _ tally: RollUpTally, key: Int) {
        tally.count(event) {
            let key = states[key].key
            if event.route >= 0 { return (key, options.routes[Int(event.route)].match) }
            guard let slot = routePlaces.find(StableHash.join(event.key, event.template) | 1) else {
                return (key, "{other}")
            }
            return (key, routes[Int(routePlaces[slot].value)].label.route)
        }
    }
}
