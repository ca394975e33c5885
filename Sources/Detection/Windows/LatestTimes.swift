/// The latest time by hash, forgotten after a while: writes by path, content changes by resource.
struct LatestTimes: ~Copyable {
    /// Stands for "never": before every time, and far enough from the limits to be added to.
    static let never = Int64.min / 4
    private var table = FlatTable<TimedHash>()
    /// How long a time is kept, milliseconds; an older one is as good as none.
    private let retention: Int64

    init(retention: Int64) {
        self.retention = retention
    }

    var isEmpty: Bool { table.count == 0 }
    var count: Int { table.count }

    /// No time up to this one is known any more; it stands in for all that were forgotten.
    private(set) var forgotten = never

    /// Asks for what tells whether there is a time of a hash.
    @inline(__always)
    func prefetch(_ hash: UInt64) { table.prefetch(hash | 1) }

    /// Asks for the time of a hash, if there seems to be one.
    @inline(__always)
    func expect(_ hash: UInt64) { table.expect(hash | 1) }

    /// The latest time, or ``never``.
    @inline(__always)
    subscript(hash: UInt64) -> Int64 {
        guard let slot = table.find(hash | 1) else { return forgotten }
        return table[slot].value
    }

    /// Forgets the older half where there are more than `limit`; in their place stands the latest of them.
    mutating func shrink(to limit: Int, now: Int64) {
        guard table.count > limit else { return }
        table.rebuild { $0.value >= now - retention }
        guard table.count > limit else { return }
        var times: [Int64] = []
        table.forEach { times.append($0.value) }
        times.sort()
        let last = times[times.count / 2]
        forgotten = max(forgotten, last)
        table.rebuild { $0.value > last }
    }

    /// Raises a time to `time`, which is about `now`.
    mutating func raise(_ hash: UInt64, to time: Int64, now: Int64) {
        table.makeRoom { $0.value >= now - retention }
        let (slot, isNew) = table.findOrInsert(hash | 1)
        if isNew || table[slot].value < time { table[slot].value = time }
    }
}

/// A hash and the latest time of it.
struct TimedHash: FlatEntry {
    var hash: UInt64
    var value: Int64 = 0

    init(hash: UInt64) { self.hash = hash }
}

extension LatestTimes {
    /// Writes the times that are not over, or fills an empty table.
    mutating func code(_ coder: inout StateCoder) {
        let oldest = coder.reference - retention
        table.code(&coder, keeping: { $0.value >= oldest }) { $1.codeTime(&$0.value) }
        coder.codeTime(&forgotten)
    }
}
