internal import AccessLog

/// What a wasteful scan came to in the last 24 hours.
struct WalkHours: HourlySums {
    private var kind: WastefulScanEvidence.Kind
    private var maxPage: Int64?
    /// Tiny pages, or full scans.
    private var counted = CountedHours(window: WastefulScanRule.window)
    /// Rows that the tiny pages asked for, or pages of the full scans.
    private var amounts = HourTotals(window: WastefulScanRule.window)
    private var most = HourTotals(window: WastefulScanRule.window)

    init(_ kind: WastefulScanEvidence.Kind, maxPage: Int64?) {
        self.kind = kind
        self.maxPage = maxPage
    }

    func hours(endingWith hour: Int64) -> ClosedRange<Int64> { counted.hours(endingWith: hour) }

    mutating func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64, _ amount: Int64) {
        counted.count(event, block, file: file, hour: hour, Waste(requests: 1))
        amounts[hour] += amount
        most[hour] = max(most[hour], amount)
    }

    /// Empties the place of the next hour.
    mutating func open(_ hour: Int64) {
        counted.open(hour)
        amounts[hour] = 0
        most[hour] = 0
    }

    /// Requests that could have been saved.
    private func saved(_ count: Int64, _ amount: Int64) -> Int64 {
        guard kind == .tinyPages else { return amount - count }
        guard let maxPage else { return 0 }
        return max(0, count * maxPage - amount) / maxPage
    }

    func add<Worst>(_ hours: ClosedRange<Int64>, to episode: inout Episode<Worst>) {
        var waste = episode.waste
        counted.add(hours, to: &episode)
        for hour in hours { waste.requests += saved(counted[hour].requests, amounts[hour]) }
        episode.waste = waste
    }

    /// The figures of the 24 hours that end with `hour`, at the instant `end`.
    func figures(endingWith hour: Int64, end: Int64) -> WastefulScanEvidence {
        let hours = hours(endingWith: hour)
        let count = counted.sum(endingWith: hour).requests
        let amount = hours.reduce(0) { $0 + amounts[$1] }
        let isTiny = kind == .tinyPages
        return WastefulScanEvidence(
            kind: kind, requests: isTiny ? count : amount, scans: isTiny ? 0 : count,
            limit: isTiny ? hours.map { most[$0] }.max() : nil, maxPage: maxPage, saved: saved(count, amount),
            windowStart: Grid.hours.start(hours.lowerBound), windowEnd: end)
    }
}

extension WalkHours: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&kind)
        coder.code(&maxPage)
        coder.code(&counted)
        coder.code(&amounts)
        coder.code(&most)
    }
}
