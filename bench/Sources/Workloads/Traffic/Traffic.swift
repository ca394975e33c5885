/// The requests of one day, as they are made, and those that end behind it.
struct Traffic {
    private(set) var requests: [Request] = []
    private(set) var targets: [Range<Int>] = []
    private(set) var bytes: [UInt8] = []
    /// Deliveries by push: when, ms since 1970, to whom, of what, and whether they arrived.
    private(set) var deliveries: [(time: Int64, key: Int, path: [UInt8], arrived: Bool)] = []
    /// The key that makes requests now.
    var key = 0

    /// Adds a request and its target.
    mutating func add(_ request: Request, _ target: some Sequence<UInt8>) {
        var request = request
        request.key = key
        requests.append(request)
        let from = bytes.count
        bytes.append(contentsOf: target)
        targets.append(from..<bytes.count)
    }

    /// Notes a delivery.
    mutating func deliver(_ path: [UInt8], at time: Int64, arrived: Bool) {
        deliveries.append((time, key, path, arrived))
    }

    /// Calls `take` for the requests before `end`, a second since 1970, as a file would hold them, and keeps the others.
    mutating func drain(until end: Int64, _ take: (Request, ArraySlice<UInt8>) throws -> Void) rethrows {
        let places = order()
        var kept = Traffic()
        for place in places {
            let request = requests[place]
            if request.stamp + request.lateness < end {
                try take(request, bytes[targets[place]])
            } else {
                kept.key = request.key
                kept.add(request, bytes[targets[place]])
            }
        }
        kept.deliveries = deliveries
        self = kept
    }

    /// By the second in which the line is written, then by the order in which the requests began.
    private func order() -> [Int] {
        guard let least = requests.map({ $0.stamp + $0.lateness }).min(), let first = requests.map(\.start).min() else {
            return []
        }
        let keys = requests.indices.map { place in
            let request = requests[place]
            return (UInt64(request.stamp + request.lateness - least) << 32 | UInt64(request.start - first), place)
        }
        return keys.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.1)
    }
}
