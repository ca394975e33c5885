/// Deliveries of push by key and minute, which invite requests.
struct OverloadPushes {
    private struct Place: Hashable {
        var key: UInt64
        var minute: Int64
    }

    private var counts: [Place: Int64] = [:]
    private var nextSweep = 256

    /// Counts one delivery; minutes before `needed` are forgotten.
    mutating func add(_ key: UInt64, minute: Int64, needed: Int64) {
        counts[Place(key: key, minute: minute), default: 0] += 1
        guard counts.count >= nextSweep else { return }
        counts = counts.filter { $0.key.minute >= needed }
        nextSweep = max(256, 2 * counts.count)
    }

    /// Deliveries to a key in some minutes.
    func count(_ key: UInt64, in minutes: ClosedRange<Int64>) -> Int64 {
        guard !counts.isEmpty else { return 0 }
        return minutes.reduce(0) { $0 + counts[Place(key: key, minute: $1), default: 0] }
    }
}

extension OverloadPushes: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&counts, blank: { (Place(key: 0, minute: 0), 0) }) { place, count, coder in
            coder.codeHash(&place.key)
            coder.code(&place.minute)
            coder.code(&count)
        }
        coder.code(&nextSweep)
    }
}
