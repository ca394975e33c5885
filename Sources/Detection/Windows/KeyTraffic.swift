/// The requests of one key by hour, over all watched routes, and its waiting times.
struct KeyTraffic {
    /// Asked for by 429; its last field and what follows are touched by every line.
    var waiting = WaitingTime()
    /// The hour that lines are counted in now.
    private(set) var hour: Int64
    /// What that hour holds so far.
    private var open: UInt32 = 0
    /// The cell of the last minute in which the key was counted for `overload`.
    var minuteCell = UInt32.max
    private var premature: PrematureRequests?
    private var totals: HourTotals

    init(hour: Int64, window: Int) {
        self.hour = hour
        totals = HourTotals(window: window)
    }

    /// Whether something is counted here that a finding could come from.
    var isSuspect: Bool { premature != nil }

    /// Counts one request in the open hour.
    @inline(__always)
    mutating func count() { open += 1 }

    /// Requests of the hours that end with `hour`, which is not before the open one.
    func requests(endingWith hour: Int64, window: Int) -> Int64 {
        let first = hour - Int64(window) + 1
        guard first <= self.hour else { return 0 }
        return (first..<self.hour).reduce(Int64(open)) { $0 + totals[$1] }
    }

    /// The premature requests, made at the first one.
    mutating func prematureRequests(_ rule: IgnoredBackoffRule) -> PrematureRequests {
        if let premature { return premature }
        let made = PrematureRequests(rule)
        premature = made
        return made
    }

    /// Closes the hours before `next`, if nobody has to judge them.
    ///
    /// - Returns: whether it did.
    mutating func skip(to next: Int64) -> Bool {
        guard premature == nil else { return false }
        guard hour < next else { return true }
        totals[hour] = Int64(open)
        open = 0
        totals.clear(hour + 1, through: next)
        hour = next
        return true
    }

    /// Closes the hours before `next`.
    mutating func advance(
        to next: Int64, _ rule: IgnoredBackoffRule, _ faults: FaultyHours, _ key: PartnerKey,
        into findings: inout FindingSink
    ) {
        while !skip(to: next), hour < next {
            totals[hour] = Int64(open)
            open = 0
            if let premature, !premature.close(hour, all: totals, rule, faults, key, into: &findings) {
                self.premature = nil
            }
            let until = premature == nil ? next : hour + 1
            totals.clear(hour + 1, through: until)
            hour = until
        }
    }

    /// Ends with the log: evaluates the unfinished hour, where only an observation may start.
    mutating func finish(
        at last: Int64, _ rule: IgnoredBackoffRule, _ faults: FaultyHours, _ key: PartnerKey,
        into findings: inout FindingSink
    ) {
        advance(to: Grid.hours.index(last), rule, faults, key, into: &findings)
        totals[hour] = Int64(open)
        premature?.finish(hour, at: last, all: totals, rule, faults, key, into: &findings)
    }
}

extension KeyTraffic {
    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder, _ rule: IgnoredBackoffRule) {
        coder.code(&hour)
        coder.code(&open)
        coder.code(&minuteCell)
        coder.code(&waiting)
        coder.code(&premature, blank: { PrematureRequests(rule) }) { $0.code(&$1) }
        coder.code(&totals)
    }
}
