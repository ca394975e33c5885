/// Rule A's figures of 24 hours, as one evaluation sees them.
struct FetchWindow {
    /// The window and the moment of the evaluation, milliseconds since 1970 UTC.
    var start: Int64
    var end: Int64
    /// The last hour of the window.
    var hour: Int64
    /// Ruling 19: size evidence counts as 0 in this evaluation.
    var sizesAreFixed: Bool
    var fetches: Int64
    var duplicates: Int64
    var tolerated: Int64
    /// The lines of E.
    var excess: [Fetch]

    /// Ruling 18: wherever A compares E with F, F is F − dup.
    var comparable: Int64 { fetches - duplicates }
    var excessCount: Int64 { Int64(excess.count) }
    var etagCount: Int64 { Int64(excess.count(where: \.isEtag)) }
    var isMostlyEtag: Bool { 100 * etagCount >= 80 * excessCount }
    /// Ruling 18: E of the hour that just ended.
    var excessOfLastHour: Int { excess.count { $0.hour == hour } }

    /// Counts the 24 hours up to and with `hour`, from nothing.
    ///
    /// Silent on the page: the switch takes size evidence out of E and its bytes, not out of the tolerated fetches.
    init(of all: [Fetch], hour: Int64, end: Int64) {
        let within = all.filter { $0.hour > hour - 24 && $0.hour <= hour }
        let isFixed = Self.sizesAreFixed(all.filter { $0.hour <= hour }.compactMap(\.insertedBucket))
        self.hour = hour
        self.end = end
        start = (hour - 23) * ReferenceModel.hourLength + ReferenceModel.hourOffset
        sizesAreFixed = isFixed
        fetches = Int64(within.count)
        duplicates = Int64(within.count { $0.outcome == .duplicate })
        tolerated = Int64(within.count { $0.outcome == .tolerated })
        excess = within.filter { $0.outcome == .excess && ($0.isEtag || !isFixed) }
    }

    /// Ruling 19: n ≥ 100 and 20·Σc² > n².
    private static func sizesAreFixed(_ buckets: [Int64]) -> Bool {
        let counts = Dictionary(grouping: buckets, by: \.self).values.map(\.count)
        let squares = counts.map { $0 * $0 }.reduce(0, +)
        return buckets.count >= 100 && 20 * squares > buckets.count * buckets.count
    }
}

/// The trigger of A.3: that of a finding, or the observation's at one fifth.
struct FetchTrigger {
    var excess: Int64
    var heavyExcess: Int64
    var options: ModelOptions

    init(finding options: ModelOptions) {
        excess = options.excess
        heavyExcess = options.heavyExcess
        self.options = options
    }

    init(observation options: ModelOptions) {
        excess = (options.excess + 4) / 5
        heavyExcess = (options.heavyExcess + 4) / 5
        self.options = options
    }

    /// A.3 and ruling 18.
    func fires(_ window: FetchWindow) -> Bool { window.excessOfLastHour >= 1 && holds(window, divisor: 1) }

    /// Ruling 20: no trigger holds with all its numbers halved.
    func isQuiet(_ window: FetchWindow) -> Bool { !holds(window, divisor: 2) }

    /// Ruling 33: the heavy threshold only if nothing else holds.
    func threshold(_ window: FetchWindow) -> Int64 {
        holdsPlainly(window, divisor: 1) || holdsByEtag(window, divisor: 1) ? excess : heavyExcess
    }

    private func holds(_ window: FetchWindow, divisor: Int64) -> Bool {
        holdsPlainly(window, divisor: divisor) || holdsByEtag(window, divisor: divisor)
            || holdsHeavily(window, divisor: divisor)
    }

    private func holdsPlainly(_ window: FetchWindow, divisor: Int64) -> Bool {
        reaches(window, excess, share: options.sharePercent, divisor: divisor)
    }

    private func holdsByEtag(_ window: FetchWindow, divisor: Int64) -> Bool {
        window.isMostlyEtag && reaches(window, excess, share: options.etagSharePercent, divisor: divisor)
    }

    private func holdsHeavily(_ window: FetchWindow, divisor: Int64) -> Bool {
        reaches(window, heavyExcess, share: options.heavySharePercent, divisor: divisor)
    }

    /// E ≥ limit / divisor and 100·E ≥ (share / divisor)·F, without dividing.
    private func reaches(_ window: FetchWindow, _ limit: Int64, share: Int64, divisor: Int64) -> Bool {
        divisor * window.excessCount >= limit && divisor * 100 * window.excessCount >= share * window.comparable
    }
}
