/// The sums of one quota by calendar day or month, and the episodes that they make.
///
/// Sums commute, so a line that comes late still counts in the period of its stamp.
struct CalendarQuota {
    fileprivate struct Period {
        var span: CalendarSpan
        /// The last stamp that was added.
        var last = Int64.min
        var units: Int64 = 0
        var waste = Waste()
        var observation: Episode<QuotaEvidence>?
        var finding: Episode<QuotaEvidence>?
        var clients = ClientSum()
    }

    /// In the order of time; the last is the present one.
    private var periods: [Period] = []

    /// Adds the requests of one stamp.
    mutating func add(
        _ amount: QuotaAmount, at time: Int64, _ count: QuotaCount, into findings: inout FindingSink
    ) {
        if let present = periods.last, present.span.contains(time) {
            add(amount, at: time, periods.count - 1, count, into: &findings)
        } else if let past = periods.lastIndex(where: { $0.span.contains(time) }) {
            add(amount, at: time, past, count, into: &findings)
        } else {
            let place = (periods.lastIndex { $0.span.start < time } ?? -1) + 1
            periods.insert(Period(span: count.span(at: time)), at: place)
            add(amount, at: time, place, count, into: &findings)
        }
    }

    /// The sum of the period that holds an instant.
    func units(at time: Int64) -> Int64 { periods.last { $0.span.contains(time) }?.units ?? 0 }

    /// When the finding of that period started, if there is one.
    func findingStart(at time: Int64) -> Int64? { periods.last { $0.span.contains(time) }?.finding?.started }

    /// The present period ends: only where the limit came near, its clients are remembered.
    mutating func leave(_ count: QuotaCount) {
        if let last = periods.indices.last, periods[last].observation != nil { periods[last].clients = count.clients }
    }

    private mutating func add(
        _ amount: QuotaAmount, at time: Int64, _ place: Int, _ count: QuotaCount, into findings: inout FindingSink
    ) {
        var period = periods[place]
        let (wasSeen, wasOpen) = (period.observation != nil, period.finding != nil)
        period.last = max(period.last, time)
        period.units += amount.units
        if period.observation == nil, count.rule.isNear(period.units) {
            period.observation = start(period, count)
        }
        if period.finding == nil, count.rule.fires(period.units) {
            period.finding = start(period, count)
            period.finding?.firstSeen = period.observation?.started
            period.observation?.hasFinding = true
        }
        let above = count.rule.above(amount, period.units)
        if above > 0 { period.waste += count.rule.waste(amount, above: above) }
        periods[place] = period
        if !wasOpen, let finding = period.finding {
            findings.announce { Self.make(finding, .finding, period, at: period.last, count, ended: nil) }
        } else if !wasSeen, let observation = period.observation {
            findings.announce { Self.make(observation, .observation, period, at: period.last, count, ended: nil) }
        }
    }

    /// A late line cannot break a limit before the lines that were counted ahead of it.
    private func start(_ period: Period, _ count: QuotaCount) -> Episode<QuotaEvidence> {
        var evidence = QuotaEvidence(count.rule.quota)
        evidence.period = period.span.text
        (evidence.windowStart, evidence.windowEnd) = (period.span.start, period.span.end)
        var episode = Episode(
            started: period.last, observed: period.units, threshold: count.rule.quota.limit, worst: evidence)
        count.fillExamples(&episode.examples, after: .min, blocks: [period.span.start], length: 1)
        return episode
    }

    /// Ends with the log.
    mutating func finish(at last: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        leave(count)
        for period in periods {
            let ended = period.span.end
            if let finding = period.finding {
                findings.take(Self.make(finding, .finding, period, at: last, count, ended: ended))
            }
            if let observation = period.observation, !observation.hasFinding {
                findings.take(Self.make(observation, .observation, period, at: last, count, ended: ended))
            }
        }
    }

    private static func make(
        _ episode: Episode<QuotaEvidence>, _ kind: Finding.Kind, _ period: Period, at last: Int64, _ count: QuotaCount,
        ended: Int64?
    ) -> Finding {
        var episode = episode
        episode.worst.peak = period.units
        episode.worst.above = max(0, period.units - count.rule.quota.limit)
        episode.worst.projected = count.rule.projection(period.units, period.span, at: last)
        episode.ownPoints = count.rule.points(peak: period.units)
        episode.waste = period.waste
        episode.clients = period.clients
        return count.finding(episode, kind, ended: ended, inexact: nil)
    }
}

extension CalendarQuota: StateElement {
    static var blank: Self { CalendarQuota() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&periods)
    }
}

extension CalendarQuota.Period: StateElement {
    static var blank: Self { CalendarQuota.Period(span: .blank) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&span)
        coder.code(&last)
        coder.code(&units)
        coder.code(&waste)
        coder.code(&observation)
        coder.code(&finding)
        coder.code(&clients)
    }
}
