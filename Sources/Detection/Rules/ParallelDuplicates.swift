internal import AccessLog

/// The parallel duplicates of one key on one route.
final class ParallelDuplicates {
    private var hours = CountedHours(window: ParallelDuplicatesRule.window)
    private var episodes = HourlyEpisodes<ParallelDuplicatesEvidence>()

    /// Whether no observation is open.
    var isQuiet: Bool { episodes.isIdle }

    /// Counts one duplicate in the open hour.
    func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64) {
        hours.count(event, block, file: file, hour: hour)
    }

    /// Evaluates the end of an hour, and opens the next one; `fetches` are those of the 24 hours. Says whether there is
    /// anything left that time could change.
    func close(
        _ hour: Int64, fetches: Int64, _ rule: ParallelDuplicatesRule, _ label: EpisodeLabel,
        into findings: inout FindingSink
    ) -> Bool {
        let near = verdict(hour, Grid.hours.end(hour), fetches, rule)
        episodes.evaluate(hour, near.silenced, near: near, hours, Self.form(label), into: &findings)
        findings.trace(.parallelDuplicates, label, episode: nil) { rule.evaluation(near.figures) }
        hours.open(hour + 1)
        return !episodes.isIdle || hours.sum(endingWith: hour + 1).requests > 0
    }

    /// Ends with the log.
    func finish(
        _ hour: Int64, at last: Int64, fetches: Int64, _ rule: ParallelDuplicatesRule, _ label: EpisodeLabel,
        into findings: inout FindingSink
    ) {
        episodes.finish(
            hour, at: last, near: verdict(hour, last, fetches, rule), hours, Self.form(label), into: &findings)
    }

    private func verdict(
        _ hour: Int64, _ end: Int64, _ fetches: Int64, _ rule: ParallelDuplicatesRule
    ) -> Verdict<ParallelDuplicatesEvidence> {
        let duplicates = hours.sum(endingWith: hour).requests
        return Verdict(
            fires: rule.fires(duplicates, of: fetches), clears: rule.clears(duplicates, of: fetches),
            observed: duplicates, threshold: Int64(rule.options.duplicates), points: 0, size: duplicates,
            figures: ParallelDuplicatesEvidence(
                duplicates: duplicates, fetches: fetches,
                windowStart: Grid.hours.start(hours.hours(endingWith: hour).lowerBound), windowEnd: end))
    }

    private static func form(_ label: EpisodeLabel) -> HourlyEpisodes<ParallelDuplicatesEvidence>.Form {
        HourlyEpisodes.Form(rule: .parallelDuplicates, unit: "duplicates_per_24h", label: label) {
            .parallelDuplicates($0)
        }
    }
}

extension Verdict {
    /// The same, of a rule that never makes a finding.
    var silenced: Verdict {
        var verdict = self
        verdict.fires = false
        return verdict
    }
}

extension ParallelDuplicates: StateElement {
    static var blank: ParallelDuplicates { ParallelDuplicates() }

    func code(_ coder: inout StateCoder) {
        coder.code(&hours)
        coder.code(&episodes)
    }
}
