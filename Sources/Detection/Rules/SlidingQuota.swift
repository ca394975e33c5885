/// The exact sum of one quota over the last so many milliseconds, and the episodes that it makes.
///
/// The sum changes at stamps and where a stamp is just as old as the window is long: both are looked at, in their order.
struct SlidingQuota {
    fileprivate struct Stamp {
        var time: Int64
        var units: Int64
    }

    fileprivate struct Open {
        var episode: Episode<QuotaEvidence>
        /// When the sum last fell out of what keeps the episode open.
        var fell: Int64?
    }

    private let length: Int64
    private var stamps: [Stamp] = []
    private var head = 0
    private(set) var units: Int64 = 0
    private var observation: Open?
    private var finding: Open?
    /// Whether old stamps were dropped for their number, so that a peak is a lower bound.
    private var isBounded = false
    private let most: Int

    /// A window of so many milliseconds for a quota.
    init(length: Int64, limit: Int64) {
        self.length = length
        // Every stamp holds at least one unit, so that the youngest of them alone decide whether the limit is broken.
        most = limit < 1 << 40 ? max(1024, 16 * Int(limit)) : .max
    }

    /// Adds the requests of one stamp.
    mutating func add(_ amount: QuotaAmount, at time: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        expire(before: time, count, into: &findings)
        if head < stamps.count, stamps[head].time + length == time { drop() }
        stamps.append(Stamp(time: time, units: amount.units))
        units += amount.units
        if stamps.count - head > most {
            isBounded = true
            drop()
        }
        look(at: time, amount, count, into: &findings)
    }

    /// When the open finding started, if there is one.
    var findingStart: Int64? { finding?.episode.started }

    /// Ends with the log.
    mutating func finish(at last: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        advance(to: last + 1, count, into: &findings)
        take(&finding, .finding, nil, count, into: &findings)
        take(&observation, .observation, nil, count, into: &findings)
    }

    /// Whether nothing is left that time could change.
    var isIdle: Bool { units == 0 && observation == nil && finding == nil }

    /// Settles what happens before an instant.
    mutating func advance(to time: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        expire(before: time, count, into: &findings)
        close(before: time, count, into: &findings)
    }

    /// Lets stamps fall out of the window that do so before an instant.
    private mutating func expire(before time: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        while head < stamps.count, stamps[head].time + length < time {
            let instant = stamps[head].time + length
            drop()
            look(at: instant, QuotaAmount(), count, into: &findings)
        }
    }

    private mutating func drop() {
        units -= stamps[head].units
        head += 1
        if head > 64, 2 * head > stamps.count {
            stamps.removeFirst(head)
            head = 0
        }
    }

    /// Moves both machines to an instant at which the sum may have changed.
    private mutating func look(
        at time: Int64, _ added: QuotaAmount, _ count: QuotaCount, into findings: inout FindingSink
    ) {
        close(before: time, count, into: &findings)
        let (wasSeen, wasOpen) = (observation != nil, finding != nil)
        if observation == nil, added.units > 0, count.rule.isNear(units) { observation = start(at: time, count) }
        if finding == nil, added.units > 0, count.rule.fires(units) {
            finding = start(at: time, count)
            finding?.episode.firstSeen = observation?.episode.started
            observation?.episode.hasFinding = true
        }
        update(&observation, added, at: time, holds: count.rule.isStillNear(units), count)
        update(&finding, added, at: time, holds: count.rule.fires(units), count)
        if finding != nil {
            let above = count.rule.above(added, units)
            finding?.episode.worst.above += above
            finding?.episode.waste += count.rule.waste(added, above: above)
        }
        if !wasOpen, let finding {
            findings.announce { make(finding, .finding, nil, count) }
        } else if !wasSeen, let observation {
            findings.announce { make(observation, .observation, nil, count) }
        }
    }

    private func make(_ open: Open, _ kind: Finding.Kind, _ ended: Int64?, _ count: QuotaCount) -> Finding {
        count.finding(open.episode, kind, ended: ended, inexact: isBounded ? "the peak is a lower bound" : nil)
    }

    private func start(at time: Int64, _ count: QuotaCount) -> Open {
        var evidence = QuotaEvidence(count.rule.quota)
        (evidence.windowStart, evidence.windowEnd) = (time - length, time)
        var episode = Episode(started: time, observed: units, threshold: count.rule.quota.limit, worst: evidence)
        count.fillExamples(&episode.examples, after: time - length, blocks: [time - length, time], length: length)
        return Open(episode: episode)
    }

    private func update(_ open: inout Open?, _ added: QuotaAmount, at time: Int64, holds: Bool, _ count: QuotaCount) {
        guard open != nil else { return }
        if holds { open?.fell = nil } else if open?.fell == nil { open?.fell = time }
        guard added.units > 0, let peak = open?.episode.worst.peak, units > peak else { return }
        open?.episode.worst.peak = units
        open?.episode.worst.windowStart = time - length
        open?.episode.worst.windowEnd = time
        open?.episode.ownPoints = count.rule.points(peak: units)
    }

    /// Ends the episodes that were calm for long enough before an instant.
    private mutating func close(before time: Int64, _ count: QuotaCount, into findings: inout FindingSink) {
        if let fell = finding?.fell, fell + QuotaRule.calm < time {
            take(&finding, .finding, fell + QuotaRule.calm, count, into: &findings)
        }
        if let fell = observation?.fell, fell + QuotaRule.calm < time {
            take(&observation, .observation, fell + QuotaRule.calm, count, into: &findings)
        }
    }

    private func take(
        _ open: inout Open?, _ kind: Finding.Kind, _ ended: Int64?, _ count: QuotaCount,
        into findings: inout FindingSink
    ) {
        guard let ending = open else { return }
        open = nil
        guard kind == .finding || !ending.episode.hasFinding else { return }
        findings.take(make(ending, kind, ended, count))
    }
}

extension SlidingQuota: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading, head > 0 {
            stamps.removeFirst(head)
            head = 0
        }
        coder.code(&stamps)
        coder.code(&units)
        coder.code(&observation)
        coder.code(&finding)
        coder.code(&isBounded)
    }
}

extension SlidingQuota.Stamp: StateElement {
    static var blank: Self { SlidingQuota.Stamp(time: 0, units: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.codeTime(&time)
        coder.code(&units)
    }
}

extension SlidingQuota.Open: StateElement {
    static var blank: Self { SlidingQuota.Open(episode: .blank) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&episode)
        coder.code(&fell)
    }
}
