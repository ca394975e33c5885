/// The ends of minutes in a batch, and what all keys together did in them: what shards must know of each other.
///
/// Written before the shards judge the batch, and only read while they do. Every shard passes every minute, also those without a
/// line of its own, since the minutes beside an overloaded one are looked at too.
struct MinutePasses {
    /// One minute's end.
    struct Pass {
        /// The instant of the first line behind it, and where the log begins.
        let next: Int64
        let first: Int64
        /// The sums of the minute over all keys.
        let totals: OverloadTotals
        /// Minutes before it are closed then.
        let limit: Int64
        /// Which of the closed minutes are closed with it.
        fileprivate(set) var closed: Range<Int>
    }

    private(set) var all: [Pass] = []
    private(set) var closed: [(minute: Int64, beyond: Int64)] = []

    /// The minute that was closed after the last pass: the unfinished one of a log that ends.
    var unfinished: (minute: Int64, beyond: Int64)? {
        closed.count > all.last?.closed.upperBound ?? 0 ? closed.last : nil
    }

    /// Notes that a minute was closed, and what requests of other minutes brought into it, milliseconds.
    mutating func close(_ minute: Int64, beyond: Int64) { closed.append((minute, beyond)) }

    /// Notes the end of a minute, with which those were closed that were noted since the last one.
    mutating func pass(to next: Int64, from first: Int64, _ totals: OverloadTotals, limit: Int64) {
        let start = all.last?.closed.upperBound ?? 0
        all.append(Pass(next: next, first: first, totals: totals, limit: limit, closed: start..<closed.count))
    }

    /// Forgets the minutes that all shards have passed.
    mutating func clear() {
        all.removeAll(keepingCapacity: true)
        closed.removeAll(keepingCapacity: true)
    }
}
