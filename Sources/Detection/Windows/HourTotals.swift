/// A count by hour over a ring of so many hours; a ring of a day lies within its owner, on cache lines that are there anyway.
struct HourTotals {
    /// Hours of the ring that every rule has unless told otherwise.
    private static let usual = 24

    private var near = InlineArray<24, UInt32>(repeating: 0)
    /// A ring of another length.
    private var far: [UInt32]?

    init(window: Int) { far = window == Self.usual ? nil : [UInt32](repeating: 0, count: window) }

    subscript(hour: Int64) -> Int64 {
        get {
            guard let far else { return Int64(near[hour.ringIndex(Self.usual)]) }
            return Int64(far[hour.ringIndex(far.count)])
        }
        set {
            let count = UInt32(clamping: newValue)
            if let window = far?.count {
                far?[hour.ringIndex(window)] = count
            } else {
                near[hour.ringIndex(Self.usual)] = count
            }
        }
    }

    private var window: Int { far?.count ?? Self.usual }

    /// Empties the hours from `first` to `next`; those before stay as far as the ring reaches.
    mutating func clear(_ first: Int64, through next: Int64) {
        let window = window
        let first = max(first, next - Int64(window) + 1)
        var place = first.ringIndex(window)
        for _ in first...next {
            if far == nil { near[place] = 0 } else { far?[place] = 0 }
            place = place + 1 == window ? 0 : place + 1
        }
    }

    /// Empties all hours.
    mutating func clear() { self = HourTotals(window: window) }
}

extension HourTotals: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        if var ring = far {
            far = nil
            coder.codeRing(&ring)
            far = ring
            return
        }
        var count = Self.usual
        coder.codeCount(&count)
        guard count == Self.usual else { return coder.fail() }
        for place in near.indices { coder.code(&near[place]) }
    }
}
