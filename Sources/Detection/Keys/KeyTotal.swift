/// What every line of a key adds to, on one cache line with the key's identity.
struct KeyTotal: FlatEntry {
    /// Login and installation.
    var hash: UInt64
    var requests: Int64 = 0
    var bytes: Int64 = 0
    var milliseconds: Int64 = 0
    /// The number of the key's state; -1 for a key that is being forgotten.
    var state: Int32 = -1
    /// The last request, seconds since 1970.
    var seen: UInt32 = 0

    init(hash: UInt64) { self.hash = hash }

    /// Counts one request.
    @inline(__always)
    mutating func count(_ event: RequestEvent) {
        seen = UInt32(truncatingIfNeeded: event.time / 1000)
        requests += 1
        bytes += max(0, event.bytes)
        milliseconds += max(0, Int64(event.duration))
    }
}

extension KeyTotal: Stateful {
    /// All but the hash.
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&requests)
        coder.code(&bytes)
        coder.code(&milliseconds)
        coder.code(&state)
        coder.code(&seen)
    }
}
