import Workloads

extension Score {
    /// How long each rule took, from the moment at which the truth was beyond its limit.
    mutating func judgeTimes(
        _ expectation: Expectation, _ truth: KeyTruth, _ workload: Workload, _ findings: [SeenFinding], _ hasRule: Bool,
        _ title: String
    ) {
        for (place, route) in truth.routes.enumerated() {
            guard let reached = route?.reached, reached + 7200 < workload.season.end else { continue }
            let template = "GET " + Route.allCases[place].template
            let found = findings.first { $0.rule == "repeated_fetch" && $0.type == "finding" && $0.route == template }
            time("A", found, since: reached, limit: 3600, title)
        }
        guard expectation.isSteady else { return }
        let found = findings.filter { $0.rule == expectation.rule && $0.type == "finding" }.min {
            $0.started < $1.started
        }
        switch expectation.rule {
        case "polling":
            guard expectation.interval ?? 0 <= 301 else { break }
            let block = Season.end(ofHour: Season.hour(at: expectation.from + 3599) - 1)
            let isSlow = expectation.isSlow
            time(isSlow ? "B300" : "B150", found, since: block, limit: isSlow ? 28_800 : 25_200, title)
        case "closed_door", "ignored_backoff":
            if let reached = truth.reached { time("C2", found, since: reached, limit: 3600, title) }
        case "overload": time("C1", found, since: expectation.from, limit: 900, title)
        default: break
        }
    }

    private mutating func time(
        _ name: String, _ found: SeenFinding?, since: Int64, limit: Int64, _ title: String
    ) {
        let took = found.map { $0.started / 1000 - since }
        let text = took.map { "\($0 / 60) min" } ?? "never"
        times[name, default: Tally()].count(took.map { $0 <= limit } ?? false, "\(title): \(text)")
        if let took { times[name]?.note(Double(took)) }
    }

    /// How far printed periods are from true ones, where requests come sharply in time.
    mutating func judgePeriods(_ expectation: Expectation, _ findings: [SeenFinding], _ title: String) {
        guard !expectation.periods.isEmpty else { return }
        for finding in findings where finding.rule == "polling" && finding.type == "finding" {
            guard let period = finding.figures["period_seconds"] else { continue }
            let errors = expectation.periods.map { (abs(Double(period) - $0), max(1, $0 / 100)) }
            let listed = expectation.periods.map { "\($0)" }.joined(separator: ", ")
            periods.count(errors.contains { $0.0 <= $0.1 + 1e-9 }, "\(title): \(period) s, true \(listed)")
        }
    }

    /// Printed repeats of an episode against the true ones, which count from the first day: a fetch that was free by
    /// the truth may be one of the episode's, but never the other way round in sum.
    mutating func judgeRepeats(_ truth: KeyTruth, _ workload: Workload, _ findings: [SeenFinding], _ title: String) {
        for finding in findings where finding.rule == "repeated_fetch" && finding.type == "finding" {
            guard let route = Route(finding: finding.route), let figures = truth.routes[Int(route.rawValue)] else {
                continue
            }
            let season = workload.season
            let to = finding.ended.map { $0 / 1000 } ?? season.end
            let all = season.hours(from: season.start, to: to).reduce(0) { $0 + Int(figures.redundant[$1]) }
            let episode = season.hours(from: finding.started / 1000 - 86_400, to: to)
            let apart = episode.reduce(0) { $0 + Int(figures.redundantApart[$1]) }
            let text = "\(title) \(finding.route): \(finding.waste) printed, \(apart) true (\(all) from the first day)"
            above.count(finding.waste <= all, text)
            let share = apart == 0 ? 1 : Double(finding.waste) / Double(apart)
            if finding.texts["fingerprint"] == "etag" {
                shareByTag.count(share >= 0.95, text)
                shareByTag.note(share)
            } else {
                shareBySize.count(share >= 0.8, text)
                shareBySize.note(share)
            }
        }
    }

    /// A quota's findings against those of plain counting.
    mutating func judgeQuota(_ place: Int, _ workload: Workload, _ output: ProgramOutput) {
        let quota = WorkloadQuota.all[place]
        let seen = output.findings.filter { $0.rule == "quota" && $0.target == quota.name }
        let printed = seen.map { finding in
            QuotaTruth(
                key: finding.key, isFinding: finding.type == "finding", started: finding.started / 1000,
                ended: finding.ended.map { $0 / 1000 }, observed: finding.observed,
                peak: finding.figures["peak"] ?? -1, above: finding.figures["above"] ?? -1)
        }
        let due = QuotaTruth.all(place, of: workload)
        let isSliding = if case .sliding = quota.window { true } else { false }
        func reduced(_ truths: [QuotaTruth]) -> Set<QuotaTruth> {
            Set(
                truths.map { truth in
                    var truth = truth
                    // A calendar period ends by itself, and an observation's peak is that of its own episode.
                    if !isSliding { truth.ended = nil }
                    if isSliding, !truth.isFinding { (truth.peak, truth.above, truth.ended) = (0, 0, nil) }
                    return truth
                })
        }
        // A peak beyond 16 times the limit may be a lower bound, if the program says so.
        let bounded = Set(seen.filter { !$0.isExact }.map { $0.started / 1000 })
        let cap = 16 * quota.limit
        func capped(_ truths: Set<QuotaTruth>) -> Set<QuotaTruth> {
            Set(
                truths.map { truth in
                    var truth = truth
                    if bounded.contains(truth.started), truth.peak > cap { truth.peak = cap }
                    return truth
                })
        }
        let broken = Set(due.filter(\.isFinding).map(\.key))
        let said = capped(reduced(printed.filter { !isSliding || $0.isFinding || !broken.contains($0.key) }))
        let wanted = capped(reduced(due))
        let title = "seed \(workload.seed) \(workload.season.name.rawValue) \(quota.name)"
        for truth in wanted {
            quotas[quota.name, default: Tally()].count(said.contains(truth), "\(title): missing \(truth)")
        }
        // Later observations of one key are not compared.
        let firstObservations = Dictionary(grouping: said.filter { !$0.isFinding }, by: \.key)
            .mapValues { $0.map(\.started).min() ?? 0 }
        for truth in said.subtracting(wanted)
        where truth.isFinding || !isSliding || firstObservations[truth.key] == truth.started {
            quotas[quota.name, default: Tally()].count(false, "\(title): too much \(truth)")
        }
    }
}
