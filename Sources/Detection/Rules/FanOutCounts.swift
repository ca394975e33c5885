internal import AccessLog

/// What the followed bursts of one key on one item route came to.
///
/// Most bursts come to nothing, so what only a fan-out needs is made with the first one, and whoever is done with the counts
/// of one route uses their storage for another's.
final class FanOutCounts {
    /// Clients and the first lines of the open burst, which every request of it touches.
    private var clients = BurstClients()
    private var lines = ExampleLog()
    private var burst: Int64 = 0
    /// Whether the open burst has requests in `pending`.
    private var isPending = false
    private var label = EpisodeLabel.blank
    /// Items in one answer of the bulk alternative, 0 where that is not known; `nil` where there is none.
    private var bulkPage: Int64?
    /// The fan-outs of the last hours, `nil` before the first.
    private var hours: FanOutHours?
    private var episodes = HourlyEpisodes<FanOutEvidence>()
    /// The open burst's requests in the hours before its last.
    private var pending = HourTotals(window: FanOutRule.window)

    /// Begins anew for a route.
    func begin(_ label: EpisodeLabel, bulkPage: Int64?) {
        self.label = label
        self.bulkPage = bulkPage
        hours = nil
        episodes = HourlyEpisodes()
        clearPending()
        clients.removeAll()
        lines.removeAll()
        burst = 0
    }

    /// Whether nothing is open.
    var isQuiet: Bool { episodes.isIdle }

    /// Sees a request of the open burst.
    func see(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        clients.count(event, block)
        lines.add(event, block, file: file, hour: burst)
    }

    /// Puts away the requests of an hour of the open burst, which goes on in another.
    func putAway(_ part: (hour: Int64, requests: UInt32), next: Int64) {
        isPending = true
        pending[part.hour] = Int64(part.requests)
        pending.clear(part.hour + 1, through: next)
    }

    /// Ends the open burst in `hour`; it counts if it asked for `ids` items, and is not excused.
    func end(_ ended: FanOutBurst, in hour: Int64, ids: Int, isExcused: Bool) {
        if ended.requests >= ids, ended.distinct >= ids, !isExcused {
            isPending = true
            pending[ended.hour] = Int64(ended.inHour)
            var made = hours.take() ?? FanOutHours()
            let first = max(hour - Int64(FanOutRule.window) + 1, Grid.hours.index(ended.began))
            for past in first...max(first, ended.hour) { made.requests[past] += pending[past] }
            lines.fill(&made.examples[hour.ringIndex(FanOutRule.window)], from: burst...burst)
            made.count(ended.requests, bulkCalls: bulkCalls(ended.requests), clients, hour)
            hours = made
        }
        clearPending()
        clients.removeAll()
        lines.removeAll()
        burst += 1
    }

    private func clearPending() {
        if isPending { pending.clear() }
        isPending = false
    }

    private func bulkCalls(_ size: Int64) -> Int64 {
        guard let bulkPage, bulkPage > 0 else { return 1 }
        return (size + bulkPage - 1) / bulkPage
    }

    /// Evaluates the end of an hour, and opens the next one; `keyRequests` are those of the key in the 24 hours. Says
    /// whether there is anything left that time could change.
    func close(_ hour: Int64, keyRequests: Int64, _ rule: FanOutRule, into findings: inout FindingSink) -> Bool {
        let end = Grid.hours.end(hour)
        let figures =
            hours?.figures(endingWith: hour, end: end, keyRequests: keyRequests)
            ?? FanOutHours.none(endingWith: hour, end: end, keyRequests: keyRequests)
        if let hours {
            let found = verdict(.finding, figures, rule)
            episodes.evaluate(
                hour, bulkPage == nil ? found.silenced : found, near: verdict(.observation, figures, rule), hours, form,
                into: &findings)
        }
        findings.trace(.fanOut, label, episode: episodes.lastFinding) {
            rule.evaluation(figures, hasBulk: bulkPage != nil)
        }
        hours?.open(hour + 1)
        return !episodes.isIdle || figures.fanOuts > 0 || figures.requests > 0
    }

    /// Ends with the log.
    func finish(
        _ hour: Int64, at last: Int64, keyRequests: Int64, _ rule: FanOutRule, into findings: inout FindingSink
    ) {
        guard let hours else { return }
        let figures = hours.figures(endingWith: hour, end: last, keyRequests: keyRequests)
        episodes.finish(
            hour, at: last, near: verdict(.observation, figures, rule), hours, form, into: &findings)
    }

    private func verdict(
        _ level: FanOutRule.Level, _ figures: FanOutEvidence, _ rule: FanOutRule
    ) -> Verdict<FanOutEvidence> {
        let fires = rule.fires(figures, level)
        return Verdict(
            fires: fires, clears: rule.clears(figures, level), observed: figures.requests,
            threshold: rule.threshold(level), points: fires ? rule.points(figures.requests) : 0,
            size: figures.requests, figures: figures)
    }

    private var form: HourlyEpisodes<FanOutEvidence>.Form {
        HourlyEpisodes.Form(rule: .fanOut, unit: "fan_out_requests_per_24h", label: label) { .fanOut($0) }
    }
}

extension FanOutCounts: StateElement {
    static var blank: FanOutCounts { FanOutCounts() }

    func code(_ coder: inout StateCoder) {
        EpisodeLabel.code(&label, &coder)
        coder.code(&bulkPage)
        var known = hours ?? FanOutHours()
        coder.code(&known)
        if coder.isReading { hours = known }
        coder.code(&episodes)
        coder.code(&pending)
        isPending = true
        coder.code(&clients)
        coder.code(&lines)
        coder.code(&burst)
    }
}
