internal import AccessLog

/// The requests of one key that came within a waiting time.
final class PrematureRequests {
    /// Counted by the answer that they came after, so that a faulty hour can do without those after 503.
    private struct Sums: HourlySums {
        var after429: CountedHours
        var after503: CountedHours

        func hours(endingWith hour: Int64) -> ClosedRange<Int64> { after429.hours(endingWith: hour) }

        func add<Worst>(_ hours: ClosedRange<Int64>, to episode: inout Episode<Worst>) {
            let known = episode.examples
            episode.examples = []
            after429.add(hours, to: &episode)
            let first = episode.examples
            episode.examples = []
            after503.add(hours, to: &episode)
            let added = (first + episode.examples).sorted { $0.time < $1.time }
            episode.examples = Array((known + added).prefix(ExampleLog.most))
        }

        func requests(_ hour: Int64) -> Int64 { after429[hour].requests + after503[hour].requests }

        mutating func open(_ hour: Int64) {
            after429.open(hour)
            after503.open(hour)
        }
    }

    private var sums: Sums
    private var episodes = HourlyEpisodes<IgnoredBackoffEvidence>()

    init(_ rule: IgnoredBackoffRule) {
        let hours = CountedHours(window: rule.options.window)
        sums = Sums(after429: hours, after503: hours)
    }

    /// Counts one request in the open hour, which adds `amount`.
    func count(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64, _ amount: Waste, isAfter429: Bool
    ) {
        if isAfter429 {
            sums.after429.count(event, block, file: file, hour: hour, amount)
        } else {
            sums.after503.count(event, block, file: file, hour: hour, amount)
        }
    }

    /// Evaluates the end of an hour, and opens the next one. Says whether there is anything left that time could change.
    func close(
        _ hour: Int64, all: HourTotals, _ rule: IgnoredBackoffRule, _ faults: FaultyHours, _ key: PartnerKey,
        into findings: inout FindingSink
    ) -> Bool {
        if faults.contains(hour) { sums.after503.clear(hour) }
        episodes.evaluate(
            hour, verdict(.finding, hour, Grid.hours.end(hour), all, rule),
            near: verdict(.observation, hour, Grid.hours.end(hour), all, rule), sums, Self.form(key), into: &findings)
        findings.trace(.ignoredBackoff, Self.form(key).label, episode: episodes.lastFinding) {
            rule.evaluation(hour, sums.hours(endingWith: hour), all: all, isFaulty: faults.contains(hour)) { hour in
                (sums.after429[hour].requests, sums.after503[hour].requests)
            }
        }
        sums.open(hour + 1)
        return !episodes.isIdle || sums.hours(endingWith: hour + 1).contains { sums.requests($0) > 0 }
    }

    /// Ends with the log.
    func finish(
        _ hour: Int64, at last: Int64, all: HourTotals, _ rule: IgnoredBackoffRule, _ faults: FaultyHours,
        _ key: PartnerKey, into findings: inout FindingSink
    ) {
        if faults.contains(hour) { sums.after503.clear(hour) }
        episodes.finish(
            hour, at: last, near: verdict(.observation, hour, last, all, rule), sums, Self.form(key), into: &findings)
    }

    private func verdict(
        _ level: IgnoredBackoffRule.Level, _ hour: Int64, _ end: Int64, _ all: HourTotals, _ rule: IgnoredBackoffRule
    ) -> Verdict<IgnoredBackoffEvidence> {
        var figures = IgnoredBackoffRule.Figures(now: sums.requests(hour))
        var evidence = IgnoredBackoffEvidence(windowEnd: end)
        let hours = sums.hours(endingWith: hour)
        evidence.windowStart = Grid.hours.start(hours.lowerBound)
        for past in hours {
            let premature = sums.requests(past)
            let isBad = rule.isBad(premature, of: all[past], level)
            let isHeavy = rule.isHeavy(premature, level)
            figures.badHours += isBad ? 1 : 0
            figures.heavyHours += isHeavy ? 1 : 0
            evidence.badHours += isBad || isHeavy ? 1 : 0
            evidence.after429 += sums.after429[past].requests
            evidence.after503 += sums.after503[past].requests
            evidence.requests += all[past]
        }
        let fires = rule.fires(figures, level)
        return Verdict(
            fires: fires, clears: rule.clears(figures, level), observed: figures.now,
            threshold: rule.threshold(figures, level), points: fires ? rule.points(figures.now) : 0,
            size: evidence.premature, figures: evidence)
    }

    private static func form(_ key: PartnerKey) -> HourlyEpisodes<IgnoredBackoffEvidence>.Form {
        HourlyEpisodes.Form(
            rule: .ignoredBackoff, unit: "premature_per_hour", label: EpisodeLabel(key: key, route: "")
        ) { .ignoredBackoff($0) }
    }
}

extension PrematureRequests: Stateful {
    func code(_ coder: inout StateCoder) {
        coder.code(&sums.after429)
        coder.code(&sums.after503)
        coder.code(&episodes)
    }
}
