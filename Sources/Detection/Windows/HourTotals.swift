/// A count by hour over a ring of so many hours.
struct HourTotals {
    private var counts: [UInt32]

    init(window: Int) { counts = [UInt32](repeating: 0, count: window) }

    subscript(hour: Int64) -> Int64 {
        get { Int64(counts[hour.ringIndex(counts.count)]) }
        set { counts[hour.ringIndex(counts.count)] = UInt32(clamping: newValue) }
    }

    /// Empties the hours from `first` to `next`; those before stay as far as the ring reaches.
    mutating func clear(_ first: Int64, through next: Int64) {
        let first = max(first, next - Int64(counts.count) + 1)
        var place = first.ringIndex(counts.count)
        var ring = counts.mutableSpan
        for _ in first...next {
            ring[place] = 0
            place = place + 1 == ring.count ? 0 : place + 1
        }
    }

    /// Empties all hours.
    mutating func clear() {
        var ring = counts.mutableSpan
        for place in ring.indices { ring[place] = 0 }
    }
}

extension HourTotals: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.codeRing(&counts)
    }
}
