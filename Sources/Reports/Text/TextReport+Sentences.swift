import Detection

extension TextReport {
    /// What was seen, in one plain sentence and its figures.
    func sentence(for finding: Finding) -> String {
        let sentence =
            switch finding.evidence {
            case .repeatedFetch(let figures): repeatedFetch(finding, figures)
            case .polling(let figures): polling(finding, figures)
            case .roundTheClock(let figures): roundTheClock(finding, figures)
            case .overload(let figures): overload(finding, figures)
            case .ignoredBackoff(let figures): ignoredBackoff(finding, figures)
            case .closedDoor(let figures): closedDoor(finding, figures)
            case .fanOut(let figures): fanOut(finding, figures)
            case .wastefulScan(let figures): wastefulScan(finding, figures)
            case .parallelDuplicates(let figures): parallelDuplicates(finding, figures)
            case .quota(let figures): quota(finding, figures)
            }
        return sentence + (finding.inexact.map { " Not exact: \(shown($0))." } ?? "")
    }

    /// Method and redacted target, or the route where the rule has no target.
    func subject(of finding: Finding) -> String {
        let route = shown(Redaction.route(finding.route))
        guard let target = finding.target else { return fitted(route) }
        let method = route.prefix { $0 != " " }
        return fitted("\(method) \(shown(Redaction.target(target)))")
    }

    /// `since 13 Nov 04:02`, or `from 13 Nov 04:02 to 15 Nov 10:02` for what is over.
    func span(of finding: Finding) -> String {
        let start = times.stamp(finding.since).glued
        return finding.ended.map { "from \(start) to \(times.stamp($0).glued)" } ?? "since \(start)"
    }

    private func polling(_ finding: Finding, _ evidence: PollingEvidence) -> String {
        let verb = finding.ended == nil ? "Polls" : "Polled"
        let limit = Figures.interval(seconds: evidence.minIntervalSeconds).glued
        let push =
            switch evidence.push {
            case .available, .fat: "though push is available"
            case .active: "though push is in use\(deliveries(evidence.pushes))"
            case .unknown, .none: "while it is not known whether push exists"
            }
        let needed = max(0, evidence.polls - evidence.avoidable)
        let calls = "\(Figures.counted(evidence.polls, "call").glued) \(length(of: finding.evidence.window))"
        return "\(verb) \(subject(of: finding)) \(rhythm(evidence)) \(span(of: finding)), \(share(evidence)), \(push): "
            + "\(calls) where about \(number(needed)) would do. The limit is one call every \(limit)."
    }

    private func deliveries(_ pushes: Int64?) -> String {
        pushes.map { " (\(Figures.counted($0, "delivery", plural: "deliveries")))".glued } ?? ""
    }

    /// `every 60 s`, `every 60 s (± 4 s)`, `about every 61 s`.
    func rhythm(_ evidence: PollingEvidence) -> String {
        guard let period = evidence.periodSeconds else {
            return "about every \(Figures.interval(seconds: evidence.meanIntervalSeconds).glued)"
        }
        let jitter = evidence.jitterSeconds ?? 0
        let spread = jitter > 0 ? " (± \(Figures.interval(seconds: jitter)))".glued : ""
        return "every \(Figures.interval(seconds: period).glued)\(spread)"
    }

    /// `day and night (23 of 24 hours)`, `in 9 of 24 hours`.
    func share(_ evidence: PollingEvidence) -> String {
        let isHour = evidence.blockSeconds == 3600
        let unit = isHour ? "hours" : "blocks of \(Figures.interval(seconds: evidence.blockSeconds).glued)"
        let share = "\(number(evidence.regularBlocks)) of \(number(evidence.blocks)) \(unit)"
        let isAlways = isHour && evidence.blocks == 24 && evidence.regularBlocks >= 20
        return isAlways ? "day and night (\(share))" : "in \(share)"
    }

    private func length(of window: Range<Int64>) -> String {
        let milliseconds = window.upperBound - window.lowerBound
        return milliseconds == 86_400_000 ? "a day" : "in \(Figures.duration(milliseconds: milliseconds).glued)"
    }

    private func repeatedFetch(_ finding: Finding, _ evidence: RepeatedFetchEvidence) -> String {
        let fetches = evidence.fetches - evidence.duplicates
        let basis = evidence.isEntityTag ? "entity tag" : "size"
        let share = "\(number(evidence.excess)) of \(number(fetches)) fetches (\("\(evidence.sharePercent) %".glued))"
        let span = span(of: finding)
        let window =
            "\(span.prefix(1).uppercased())\(span.dropFirst()), in the worst 24 hours \(share) of "
            + "\(fitted(shown(Redaction.route(finding.route)))) brought nothing new, judged by \(basis); "
            + "the limit is \(number(finding.threshold)) a day."
        return (evidence.resources.first.map { worst($0) + " " } ?? "") + window
    }

    /// `Fetched /feed 364 times, every time the same 14 872 bytes.` Where the content changed, only the excess is claimed.
    private func worst(_ resource: RepeatedFetchEvidence.Resource) -> String {
        let target = fitted(shown(Redaction.target(resource.target)))
        let times = Figures.counted(resource.fetches, "time").glued
        let size = Figures.counted(resource.bytes, "byte").glued
        guard !resource.isUnchanged else {
            return "Fetched \(target) \(times), every time the same \(size)."
        }
        return "Fetched \(target) \(times), at least \(number(resource.excess)) of them unchanged (last \(size))."
    }

    private func roundTheClock(_ finding: Finding, _ evidence: RoundTheClockEvidence) -> String {
        let night = Figures.counted(evidence.nightRequests, "call").glued
        let days = evidence.days == 1 ? "1 day".glued : "\(number(evidence.days)) days".glued
        return "Asks \(subject(of: finding)) by night as by day: on \(times.day(evidence.windowStart).glued) \(night) "
            + "from 00 to 06 and \(number(evidence.dayRequests)) in the rest of the day, "
            + "\(number(evidence.ratioPercent)) % of the day's rate (the limit is \(number(finding.threshold)) %); "
            + "\(days)."
    }

    func number(_ value: Int64) -> String { Figures.grouped(value).glued }

    /// Short enough for a line of its own; short ones are not broken between method and path.
    private func fitted(_ text: String) -> String {
        let text = Columns.shortened(text, to: options.width - 8)
        return Columns.width(text) <= options.width / 2 ? text.glued : text
    }
}
