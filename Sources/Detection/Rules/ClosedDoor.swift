internal import AccessLog

/// The requests of one key on one route that were answered with one status.
final class ClosedDoor {
    private(set) var status: UInt16
    private var hours: CountedHours
    private var episodes = HourlyEpisodes<ClosedDoorEvidence>()

    init(_ status: UInt16, _ rule: ClosedDoorRule) {
        self.status = status
        hours = CountedHours(window: rule.options.window)
    }

    /// Counts one request in the open hour.
    func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64) {
        hours.count(event, block, file: file, hour: hour)
    }

    /// Evaluates the end of an hour, and opens the next one; `all` are all requests of the key on the route. Says whether
    /// there is anything left that time could change.
    func close(
        _ hour: Int64, all: HourTotals, _ rule: ClosedDoorRule, _ label: EpisodeLabel, into findings: inout FindingSink
    ) -> Bool {
        episodes.evaluate(
            hour, verdict(.finding, hour, Grid.hours.end(hour), all, rule),
            near: verdict(.observation, hour, Grid.hours.end(hour), all, rule), hours, form(label), into: &findings)
        findings.trace(.closedDoor, label, detail: String(status), episode: episodes.lastFinding) {
            rule.evaluation(status, hours, hour, all)
        }
        hours.open(hour + 1)
        return !episodes.isIdle || hours.sum(endingWith: hour + 1).requests > 0
    }

    /// Ends with the log.
    func finish(
        _ hour: Int64, at last: Int64, all: HourTotals, _ rule: ClosedDoorRule, _ label: EpisodeLabel,
        into findings: inout FindingSink
    ) {
        episodes.finish(
            hour, at: last, near: verdict(.observation, hour, last, all, rule), hours, form(label), into: &findings)
    }

    private func verdict(
        _ level: ClosedDoorRule.Level, _ hour: Int64, _ end: Int64, _ all: HourTotals, _ rule: ClosedDoorRule
    ) -> Verdict<ClosedDoorEvidence> {
        var (requests, total, bad): (Int64, Int64, Int64) = (0, 0, 0)
        for past in hours.hours(endingWith: hour) {
            requests += hours[past].requests
            total += all[past]
            if rule.isBad(hours[past].requests, of: all[past], level) { bad += 1 }
        }
        let now = hours[hour].requests
        let fires = rule.fires(bad, level)
        return Verdict(
            fires: fires, clears: rule.clears(bad, level), observed: now, threshold: rule.threshold(level),
            points: fires ? rule.points(now) : 0, size: requests,
            figures: ClosedDoorEvidence(
                status: Int(status), requests: requests, sharePercent: 100 * requests / max(1, total), badHours: bad,
                windowStart: Grid.hours.start(hours.hours(endingWith: hour).lowerBound), windowEnd: end))
    }

    private func form(_ label: EpisodeLabel) -> HourlyEpisodes<ClosedDoorEvidence>.Form {
        HourlyEpisodes.Form(rule: .closedDoor, unit: "requests_per_hour", label: label) { .closedDoor($0) }
    }
}

extension ClosedDoor: Stateful {
    func code(_ coder: inout StateCoder) {
        coder.code(&status)
        coder.code(&hours)
        coder.code(&episodes)
    }
}
