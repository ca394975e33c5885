/// Where a log of deliveries is silent for so long that something must be wrong with it or with the pushing. Failed ones are
/// not heard: another failure must never speak against anybody.
///
/// Silence is a gap when it is as long as one of the log of requests (half an hour by day, three hours by night) and the
/// rate until then let expect at least twenty deliveries in it, so that a log with few of them has none.
struct PushSilence {
    private static let expected: Int64 = 20
    private static let shortest: Int64 = 30 * 60_000

    fileprivate struct Stretch {
        var from: Int64
        var to: Int64
        /// Deliveries until it began, and how long they took.
        var count: Int64
        var elapsed: Int64
    }

    private var first: Int64?
    private var last: Int64 = 0
    private var count: Int64 = 0
    private var stretches: [Stretch] = []

    /// Takes the stamp of the next delivery.
    mutating func take(_ time: Int64) { take(first: time, last: time, count: 1) }

    /// Takes the next deliveries, between which there is no silence.
    mutating func take(first start: Int64, last end: Int64, count added: Int64) {
        guard let first else {
            (first, last, count) = (start, end, added)
            return
        }
        if start - last > Self.shortest {
            stretches.append(Stretch(from: last, to: start, count: count, elapsed: last - first))
        }
        last = max(last, end)
        count += added
    }

    /// Whether a gap reaches into a stretch of time; what is asked for lies before the present.
    func isGap(from start: Int64, to end: Int64, _ days: inout LocalDays) -> Bool {
        guard let first else { return false }
        var candidates = stretches.drop { $0.to <= start }.prefix { $0.from < end }
        if last < end { candidates.append(Stretch(from: last, to: end, count: count, elapsed: last - first)) }
        return candidates.contains { stretch in
            let seen = min(end, stretch.to)
            let isLong =
                stretch.count >= Self.expected
                && (seen - stretch.from) * stretch.count >= Self.expected * stretch.elapsed
            return isLong && LogExtent.isGap(from: stretch.from, to: seen, &days)
        }
    }
}

extension PushSilence: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&first)
        coder.code(&last)
        coder.code(&count)
        coder.code(&stretches)
    }
}

extension PushSilence.Stretch: StateElement {
    static var blank: Self { PushSilence.Stretch(from: 0, to: 0, count: 0, elapsed: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&from)
        coder.code(&to)
        coder.code(&count)
        coder.code(&elapsed)
    }
}
