internal import AccessLog

/// The requests of one hot poll target on the present local day, and the run of flagged days that it continues.
struct RoundTheClockRun {
    private var count: RoundTheClockRule.Count?
    private var clients = ClientTally(hours: 1)
    private var examples = ExampleLog()
    private var open: Episode<RoundTheClockEvidence>?
    private var lastFlagged: LocalDay?

    /// Whether a run of flagged days is open.
    var isOpen: Bool { open != nil }

    /// What closing a day needs.
    struct Context {
        let rule: RoundTheClockRule
        let label: EpisodeLabel
        /// The first stamp of the log; a day that starts before it is not wholly inside.
        let firstTime: Int64
    }

    /// Whether the day that is counted has ended by an instant, so that it is to be settled first.
    @inline(__always)
    func isOver(by time: Int64) -> Bool { count.map { $0.day.end <= time } ?? false }

    /// Counts one request of a client.
    mutating func add(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, client: UInt64, _ days: inout LocalDays
    ) {
        var now = count ?? RoundTheClockRule.Count(day: days.day(at: event.time))
        if event.time < now.day.six { now.night += 1 } else { now.rest += 1 }
        count = now
        let (address, agent) = (event.address.range, event.agent.range)
        clients.count(client, at: 0) {
            (Text.string(block, address), agent.isEmpty ? nil : Text.string(block, agent))
        }
        examples.add(event, block, file: file, hour: now.day.start)
    }

    /// Judges the day that has ended.
    private mutating func closeDay(_ days: inout LocalDays, _ context: Context, into findings: inout FindingSink) {
        guard let count else { return }
        findings.trace(.roundTheClock, context.label, episode: nil) {
            context.rule.evaluation(count, isWhole: count.day.start >= context.firstTime)
        }
        if count.day.start >= context.firstTime, context.rule.flags(count) {
            if let lastFlagged, lastFlagged.end != count.day.start { end(&days, context, into: &findings) }
            let isNew = open == nil
            extend(count, context)
            if isNew, let open {
                findings.announce { Self.make(open, context, ended: nil) }
            }
        } else {
            end(&days, context, into: &findings)
        }
        self.count = nil
        clients.clear(0)
        examples.forget(count.day.start)
    }

    private mutating func extend(_ count: RoundTheClockRule.Count, _ context: Context) {
        var evidence = RoundTheClockEvidence(
            nightRequests: count.night, dayRequests: count.rest, ratioPercent: count.ratioPercent, days: 1,
            windowStart: count.day.start, windowEnd: count.day.end)
        let isFirst = open == nil
        var episode =
            open.take()
            ?? Episode(
                started: count.day.end, observed: count.ratioPercent,
                threshold: Int64(context.rule.options.ratioPercent), worst: evidence)
        if !isFirst {
            let worst = episode.worst
            if count.night + count.rest <= worst.nightRequests + worst.dayRequests { evidence = worst }
            evidence.days = worst.days + 1
        }
        episode.worst = evidence
        clients.add(0, from: count.day.start, to: &episode.clients)
        examples.fill(&episode.examples, from: count.day.start...count.day.start)
        open = episode
        lastFlagged = count.day
    }

    /// Ends the run on the day after its last one; the sink takes that back if the log does not reach so far.
    private mutating func end(_ days: inout LocalDays, _ context: Context, into findings: inout FindingSink) {
        guard let open, let lastFlagged else { return }
        findings.take(Self.make(open, context, ended: days.day(at: lastFlagged.end).end))
        self.open = nil
        self.lastFlagged = nil
    }

    private static func make(
        _ episode: Episode<RoundTheClockEvidence>, _ context: Context, ended: Int64?
    ) -> Finding {
        episode.finding(
            .observation, .roundTheClock, context.label, ended: ended, unit: "percent",
            evidence: .roundTheClock(episode.worst))
    }

    /// Judges a day that has ended by an instant, without waiting for the next request.
    mutating func settle(
        by time: Int64, _ days: inout LocalDays, _ context: Context, into findings: inout FindingSink
    ) {
        if isOver(by: time) { closeDay(&days, context, into: &findings) }
    }

    /// Hands out what is open when the target's state ends at `time`: a day that ended by then still counts.
    mutating func finish(
        at time: Int64, _ days: inout LocalDays, _ context: Context, into findings: inout FindingSink
    ) {
        if isOver(by: time) { closeDay(&days, context, into: &findings) }
        end(&days, context, into: &findings)
    }
}

extension RoundTheClockRun: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&count)
        coder.code(&clients)
        coder.code(&examples)
        coder.code(&open)
        coder.code(&lastFlagged)
    }
}
