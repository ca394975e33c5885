/// The time in which a key (or a key's route) was asked not to come back, and what came nevertheless.
///
/// Requests of one stamp are simultaneous: a refusal holds for later stamps, and which of them were the free ones does not
/// show in any sum.
struct WaitingTime {
    private var opened = LatestTimes.never
    /// Requests that were free when the present stamp began.
    private var free: Int64 = 0
    private var stamp = LatestTimes.never
    /// What came at the present stamp.
    private var came = Waste()
    private var counted = Waste()
    private var until = LatestTimes.never
    /// How long the refusals of the present stamp ask to wait.
    private var asked = LatestTimes.never
    /// Whether anything was ever refused. What every line asks for stands last, beside what its owner is asked for.
    private var isRefusing = false

    /// Whether a request that starts then may be premature.
    @inline(__always)
    func mayHold(_ start: Int64) -> Bool { isRefusing && (start < until || asked != LatestTimes.never) }

    /// Moves on to a stamp.
    mutating func begin(_ time: Int64) {
        guard time != stamp else { return }
        free = max(0, free - came.requests)
        if asked != LatestTimes.never {
            if stamp >= until {
                (opened, free) = (stamp, IgnoredBackoffRule.free)
                until = asked
            } else {
                until = max(until, asked)
            }
        }
        stamp = time
        asked = LatestTimes.never
        (came, counted) = (Waste(), Waste())
    }

    /// Whether a request that starts then came too early.
    func isPremature(_ start: Int64) -> Bool { start > opened + IgnoredBackoffRule.grace && start < until }

    /// Takes a refusal at the present stamp.
    mutating func refuse(_ wait: Int64) {
        asked = max(asked, stamp + wait)
        isRefusing = true
    }

    /// Counts a premature request of the present stamp.
    ///
    /// - Returns: what it adds to the sums, nothing while the free ones last.
    mutating func count(_ request: Waste) -> Waste {
        came += request
        let many = max(0, came.requests - free)
        func share(_ amount: Int64) -> Int64 { free == 0 ? amount : amount * many / came.requests }
        let now = Waste(
            requests: many, bytes: share(came.bytes), serverMilliseconds: share(came.serverMilliseconds))
        defer { counted = now }
        return Waste(
            requests: now.requests - counted.requests, bytes: now.bytes - counted.bytes,
            serverMilliseconds: now.serverMilliseconds - counted.serverMilliseconds)
    }
}

extension WaitingTime: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.codeTime(&opened)
        coder.codeTime(&until)
        coder.code(&free)
        coder.codeTime(&stamp)
        coder.code(&came)
        coder.code(&counted)
        coder.codeTime(&asked)
        isRefusing = max(until, asked) != LatestTimes.never
    }
}
