/// The hours in which the API itself was in trouble: more than a tenth of all keys' requests met 5xx.
struct FaultyHours {
    private var hour = Int64.min
    private var requests: Int64 = 0
    private var errors: Int64 = 0
    private var faulty: [Int64] = []

    /// Counts one request of any key.
    @inline(__always)
    mutating func count(_ status: UInt16, hour now: Int64) {
        if now != hour { next(now) }
        requests += 1
        if status >= 500 { errors += 1 }
    }

    /// Counts requests of an hour that is not before those that were counted.
    mutating func add(requests: Int64, errors: Int64, hour now: Int64) {
        if now != hour { next(now) }
        self.requests += requests
        self.errors += errors
    }

    private mutating func next(_ now: Int64) {
        if isFaultyNow { faulty.append(hour) }
        hour = now
        (requests, errors) = (0, 0)
    }

    private var isFaultyNow: Bool { 10 * errors > requests }

    /// All of them up to now, the present one among them if it looks like it.
    var all: [Int64] { faulty + (hour != .min && isFaultyNow ? [hour] : []) }

    /// Whether an hour was one of them; of the present one, what it holds so far decides.
    func contains(_ wanted: Int64) -> Bool {
        if wanted == hour { return isFaultyNow }
        return faulty.last.map { $0 >= wanted } == true && faulty.contains(wanted)
    }
}

extension FaultyHours: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&hour)
        coder.code(&requests)
        coder.code(&errors)
        coder.code(&faulty)
    }
}
