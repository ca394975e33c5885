internal import AccessLog

/// What one key wastes on one route in one way.
final class WastefulScan {
    private typealias Rule = WastefulScanRule

    private(set) var kind: WastefulScanEvidence.Kind
    private let rule: WastefulScanRule
    private var hours: WalkHours
    private var episodes = HourlyEpisodes<WastefulScanEvidence>()

    init(_ kind: WastefulScanEvidence.Kind, _ rule: WastefulScanRule, maxPage: Int64?) {
        self.kind = kind
        self.rule = rule
        hours = WalkHours(kind, maxPage: maxPage)
    }

    /// Whether nothing is open.
    var isQuiet: Bool { episodes.isIdle }

    /// Counts in the open hour a tiny page of `amount` rows, or a full scan of `amount` pages.
    func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64, _ amount: Int64) {
        hours.count(event, block, file: file, hour: hour, amount)
    }

    /// Evaluates the end of an hour, and opens the next one. Says whether there is anything left that time could change.
    func close(_ hour: Int64, _ label: EpisodeLabel, into findings: inout FindingSink) -> Bool {
        let figures = hours.figures(endingWith: hour, end: Grid.hours.end(hour))
        episodes.evaluate(
            hour, verdict(.finding, figures), near: verdict(.observation, figures), hours, form(label), into: &findings)
        findings.trace(.wastefulScan, label, detail: kind.rawValue, episode: episodes.lastFinding) {
            rule.evaluation(figures)
        }
        hours.open(hour + 1)
        return !episodes.isIdle || figures.requests > 0
    }

    /// Ends with the log.
    func finish(_ hour: Int64, at last: Int64, _ label: EpisodeLabel, into findings: inout FindingSink) {
        let figures = hours.figures(endingWith: hour, end: last)
        episodes.finish(hour, at: last, near: verdict(.observation, figures), hours, form(label), into: &findings)
    }

    private func verdict(
        _ level: WastefulScanRule.Level, _ figures: WastefulScanEvidence
    ) -> Verdict<WastefulScanEvidence> {
        let count = kind == .tinyPages ? figures.requests : figures.scans
        let fires = rule.fires(count, kind, level)
        return Verdict(
            fires: fires, clears: rule.clears(count, kind, level), observed: count,
            threshold: rule.threshold(kind, level), points: fires ? rule.points(count, kind) : 0, size: count,
            figures: figures)
    }

    private func form(_ label: EpisodeLabel) -> HourlyEpisodes<WastefulScanEvidence>.Form {
        HourlyEpisodes.Form(rule: .wastefulScan, unit: "\(kind.rawValue)_per_24h", label: label) { .wastefulScan($0) }
    }
}

extension WastefulScan: Stateful {
    func code(_ coder: inout StateCoder) {
        coder.code(&kind)
        coder.code(&hours)
        coder.code(&episodes)
    }
}
