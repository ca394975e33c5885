internal import AccessLog

/// One quota of one key (or login, or installation) and one value of its group.
final class QuotaCount {
    let rule: QuotaRule
    private var label: EpisodeLabel
    private let zone: TimeZoneRules
    private var calendar: CalendarQuota?
    private var sliding: SlidingQuota?
    /// Requests of the stamp that is not over yet.
    private var pending = QuotaAmount()
    private var pendingTime = Int64.min
    private var tally = ClientTally(hours: 1)
    /// When the tally began.
    private var tallyStart: Int64 = 0
    private var examples = ExampleLog()
    private var block = Int64.min
    private var spans: CalendarSpan?
    private let isSliding: Bool

    init(_ quota: Quota, label: EpisodeLabel, zone: TimeZoneRules) {
        rule = QuotaRule(quota: quota)
        self.label = label
        self.zone = zone
        switch quota.period {
        case .day, .month:
            isSliding = false
            calendar = CalendarQuota()
        case .sliding(let seconds):
            isSliding = true
            sliding = SlidingQuota(length: Int64(seconds) * 1000, limit: quota.limit)
        }
    }

    /// Whose requests it counts.
    var key: PartnerKey { label.key }

    /// Counts one request of `units`, at least one.
    func count(
        _ event: RequestEvent, _ text: Span<UInt8>, file: Int32, units: Int64, into findings: inout FindingSink
    ) {
        let amount = QuotaAmount(
            units: units, requests: 1, bytes: max(0, event.bytes), milliseconds: max(0, Int64(event.duration)))
        guard !event.flags.contains(.isLate) else {
            // What needs an order leaves a late line out; sums do not.
            settle(into: &findings)
            calendar?.add(amount, at: event.time, self, into: &findings)
            if calendar != nil, let recorder = findings.recorder { trace(event.time, recorder) }
            return
        }
        if event.time != pendingTime { open(event.time, into: &findings) }
        pending += amount
        let (address, agent) = (event.address.range, event.agent.range)
        tally.count(event.client(in: text), at: 0) {
            (Text.string(text, address), agent.isEmpty ? nil : Text.string(text, agent))
        }
        examples.add(event, text, file: file, hour: block)
    }

    /// The stretch for which examples are kept together: the period, or one length of a sliding window.
    private func blockOf(_ time: Int64) -> Int64 {
        switch rule.quota.period {
        case .sliding(let seconds): time.floorDivided(by: Int64(seconds) * 1000)
        default: span(at: time).start
        }
    }

    /// Begins a new stamp, and perhaps a new block.
    private func open(_ time: Int64, into findings: inout FindingSink) {
        settle(into: &findings)
        pendingTime = time
        sliding?.advance(to: time, self, into: &findings)
        if sliding?.isIdle == true { clearTally(time) }
        let next = blockOf(time)
        guard next != block else { return }
        block = next
        guard isSliding else {
            examples.forget(before: next)
            calendar?.leave(self)
            clearTally(time)
            return
        }
        examples.forget(before: next - 1)
    }

    private func clearTally(_ time: Int64) {
        tally.clear(0)
        tallyStart = time
    }

    /// The calendar period of an instant.
    func span(at time: Int64) -> CalendarSpan {
        if let spans, spans.contains(time) { return spans }
        let span = rule.quota.period == .day ? CalendarSpan.day(at: time, in: zone) : .month(at: time, in: zone)
        spans = span
        return span
    }

    private func settle(into findings: inout FindingSink) {
        guard pending.requests > 0 else { return }
        let amount = pending
        pending = QuotaAmount()
        calendar?.add(amount, at: pendingTime, self, into: &findings)
        sliding?.add(amount, at: pendingTime, self, into: &findings)
        if let recorder = findings.recorder { trace(pendingTime, recorder) }
    }

    /// Hands the sum at a stamp to whoever explains a key that it counts for.
    private func trace(_ time: Int64, _ recorder: TraceRecorder) {
        guard recorder.request.rule ?? .quota == .quota else { return }
        let units = calendar?.units(at: time) ?? sliding?.units ?? 0
        let window: Range<Int64>
        if case .sliding(let seconds) = rule.quota.period {
            window = time - Int64(seconds) * 1000..<time
        } else {
            window = span(at: time).start..<span(at: time).end
        }
        let started = calendar?.findingStart(at: time) ?? sliding?.findingStart
        let subject = RuleTrace.Subject(
            rule: .quota, route: label.route, target: label.target, detail: rule.quota.scope.rawValue)
        let evaluation = rule.evaluation(units, at: time, window: window)
        if rule.quota.scope != .key {
            recorder.noteShared(subject, of: label.key, evaluation, episode: started)
        } else if recorder.wants(.quota, label.key) {
            recorder.note(subject, of: label.key, evaluation, episode: started)
        }
    }

    /// Settles what happened before an instant, by which every line of an earlier stamp was counted.
    func advance(to time: Int64, into findings: inout FindingSink) {
        if pendingTime < time { settle(into: &findings) }
        sliding?.advance(to: time, self, into: &findings)
    }

    /// Ends with the log.
    func finish(at last: Int64, into findings: inout FindingSink) {
        settle(into: &findings)
        calendar?.finish(at: last, self, into: &findings)
        sliding?.finish(at: last, self, into: &findings)
    }

    /// The clients of the present period, or since a sliding window was last empty.
    var clients: ClientSum {
        var sum = ClientSum()
        tally.add(0, from: tallyStart, to: &sum)
        return sum
    }

    /// Fills in the first lines of the blocks that hold the instants.
    func fillExamples(_ found: inout [Example], after time: Int64, blocks: [Int64], length: Int64) {
        let ids = blocks.map { $0.floorDivided(by: length) }
        for id in Set(ids).sorted() {
            var some: [Example] = []
            examples.fill(&some, from: id...id)
            found += some.filter { $0.time > time }.prefix(ExampleLog.most - found.count)
        }
    }

    /// The finding of an episode.
    func finding(_ episode: Episode<QuotaEvidence>, _ kind: Finding.Kind, ended: Int64?, inexact: String?) -> Finding {
        var episode = episode
        if isSliding { episode.clients = clients }
        var finding = episode.finding(
            kind, .quota, label, ended: ended, unit: "units", evidence: .quota(episode.worst))
        finding.inexact = inexact
        return finding
    }
}

extension QuotaCount: Stateful {
    func code(_ coder: inout StateCoder) {
        EpisodeLabel.code(&label, &coder)
        if calendar != nil { coder.code(&calendar) }
        if var window = sliding {
            sliding = nil
            coder.code(&window)
            sliding = window
        }
        coder.code(&pending)
        coder.code(&pendingTime)
        coder.code(&tally)
        coder.code(&tallyStart)
        coder.code(&examples)
        coder.code(&block)
    }
}
