import Detection

extension Finding {
    /// Milliseconds of a day.
    private static let day: Int64 = 86_400_000

    /// When the misuse began, milliseconds since 1970: for polling the start of the first regular block, for
    /// `round_the_clock` that of the first flagged day, for `overload` that of the first minute; `repeated_fetch` knows only when it was first seen.
    var since: Int64 {
        let seen = firstSeen ?? started
        switch evidence {
        case .repeatedFetch: return seen
        case .polling(let figures): return seen - figures.blockSeconds * 1000
        case .roundTheClock: return seen - Self.day
        case .overload: return seen - 1 - (seen - 1) % 60_000
        case .ignoredBackoff, .closedDoor, .fanOut, .wastefulScan, .parallelDuplicates, .quota: return seen
        }
    }

    /// What the fix would have saved a day: the waste over the episode's length, from its first window (or the log's
    /// first line) to its end. Episodes shorter than a day count as one, so that nothing is extrapolated.
    func wasteADay(first: Int64?, last: Int64?) -> Waste {
        let window = evidence.window
        let start = max(first ?? .min, min(window.lowerBound, started - (window.upperBound - window.lowerBound)))
        let length = max(Self.day, (ended ?? max(last ?? started, started)) - start)
        return Waste(
            requests: Figures.scaled(waste.requests, by: Self.day, over: length),
            bytes: Figures.scaled(waste.bytes, by: Self.day, over: length),
            serverMilliseconds: Figures.scaled(waste.serverMilliseconds, by: Self.day, over: length))
    }
}

extension Evidence {
    /// The worst window, milliseconds since 1970.
    var window: Range<Int64> {
        let (start, end) =
            switch self {
            case .repeatedFetch(let figures): (figures.windowStart, figures.windowEnd)
            case .polling(let figures): (figures.windowStart, figures.windowEnd)
            case .roundTheClock(let figures): (figures.windowStart, figures.windowEnd)
            case .overload(let figures): (figures.windowStart, figures.windowEnd)
            case .ignoredBackoff(let figures): (figures.windowStart, figures.windowEnd)
            case .closedDoor(let figures): (figures.windowStart, figures.windowEnd)
            case .fanOut(let figures): (figures.windowStart, figures.windowEnd)
            case .wastefulScan(let figures): (figures.windowStart, figures.windowEnd)
            case .parallelDuplicates(let figures): (figures.windowStart, figures.windowEnd)
            case .quota(let figures): (figures.windowStart, figures.windowEnd)
            }
        return start..<max(start, end)
    }
}

extension PollingEvidence {
    /// The length of a block: twelve of the shortest intervals.
    var blockSeconds: Int64 { 12 * minIntervalSeconds }
    /// Blocks of the window.
    var blocks: Int64 { blockSeconds > 0 ? (windowEnd - windowStart) / 1000 / blockSeconds : 0 }
}
