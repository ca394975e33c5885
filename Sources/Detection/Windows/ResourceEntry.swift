/// What is remembered of one key and one URL: its content for A, and how often it was asked in this block for B.
struct ResourceEntry: FlatEntry {
    /// Key and URL.
    var hash: UInt64
    /// The content last delivered.
    var token: UInt64 = 0
    /// The end of the last delivery, milliseconds; ``LatestTimes/never`` before the first.
    var delivered: Int64 = LatestTimes.never
    /// When the tolerance is earned back whole, milliseconds.
    var tolerance: Int64 = LatestTimes.never
    /// Deliveries since the first.
    var fetches: UInt32 = 0
    /// The first delivery, seconds since 1970.
    var first: UInt32 = 0
    /// The last request, seconds since 1970.
    var seen: UInt32 = 0
    /// The block that `requests` counts in.
    var block: Int32 = .min
    /// The polling state, -1 for none.
    var polling: Int32 = -1
    /// The number of the key's route; -1 less the number of the key where the route was not looked up yet.
    var route: Int32 = -1
    /// The place among the route's excess resources.
    var listed: UInt16 = .max
    /// Identical deliveries in a row, up to 255.
    var run: UInt8 = 0
    /// Whether the content ever changed since the first delivery.
    var hasChanged = false
    /// Chosen to be forgotten at the next rebuilding.
    var isForgotten = false
    /// Requests in the block, up to the number that admits a poll target.
    var requests: UInt8 = 0

    init(hash: UInt64) { self.hash = hash }
}

/// Whether an entry still says something that a new one would not.
struct EntryLife {
    /// The oldest delivery that counts, milliseconds.
    let oldest: Int64
    /// The start of the longest block that requests may still be counted in, milliseconds.
    let busySince: Int64

    @inline(__always)
    func holds(_ entry: ResourceEntry) -> Bool {
        entry.delivered >= oldest || entry.polling >= 0 || Int64(entry.seen) * 1000 >= busySince
    }
}

extension ResourceEntry: Stateful {
    /// All but the hash.
    mutating func code(_ coder: inout StateCoder) {
        coder.codeHash(&token)
        coder.codeTime(&delivered)
        coder.codeTime(&tolerance)
        coder.code(&fetches)
        if coder.version >= 3 {
            let now = UInt32(truncatingIfNeeded: coder.reference / 1000)
            coder.codeStep(&first, from: now)
            coder.codeStep(&seen, from: now)
        } else {
            coder.code(&first)
            coder.code(&seen)
        }
        coder.code(&block)
        coder.code(&polling)
        coder.code(&route)
        coder.code(&listed)
        coder.code(&run)
        var flags: UInt8 = (hasChanged ? 1 : 0) | (isForgotten ? 2 : 0)
        coder.code(&flags)
        (hasChanged, isForgotten) = (flags & 1 != 0, flags & 2 != 0)
        coder.code(&requests)
    }
}
