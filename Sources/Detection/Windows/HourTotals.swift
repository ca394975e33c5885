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
        for hour in max(first, next - Int64(counts.count) + 1)...next { self[hour] = 0 }
    }
}

extension HourTotals: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.codeRing(&counts)
    }
}
