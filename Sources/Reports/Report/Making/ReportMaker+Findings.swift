internal import AccessLog
internal import Cases
internal import Detection

extension ReportMaker {
    private static let shownObjects = 8

    /// Findings before observations, most points first, then most waste, then by identifier.
    func findingRows() -> [PeriodReport.FindingRow] {
        findings.map(row).sorted { left, right in
            let (one, other) = (left.detail, right.detail)
            if left.counts != right.counts { return left.counts }
            if one.isObservation != other.isObservation { return !one.isObservation }
            if one.points != other.points { return one.points > other.points }
            if left.waste != right.waste { return left.waste.order > right.waste.order }
            return one.id < other.id
        }
    }

    private func row(_ finding: Finding) -> PeriodReport.FindingRow {
        var masking = Masking.standard
        if material.showsAddresses {
            masking = Masking(
                target: masking.target, route: masking.route, agent: masking.agent, network: { DisplayText.safe($0) })
        }
        var detail = CaseFinding(
            finding, id: finding.identifier, rule: material.routes[finding.route],
            files: material.inputs.map(DisplayText.safe), masking: masking)
        detail.since = finding.since
        return PeriodReport.FindingRow(
            subject: subject(finding.key), detail: detail, started: finding.started, unit: finding.unit,
            exempt: finding.exempt.map(DisplayText.safe), waste: waste(of: finding),
            days: finding.days.map {
                PeriodReport.DayMark(date: material.calendar.date(of: $0.day).text, points: $0.points)
            }, objects: objects(finding, masking), second: Self.second(of: finding),
            minutes: Self.minutes(of: finding))
    }

    private func objects(_ finding: Finding, _ masking: Masking) -> [PeriodReport.Object] {
        guard case .repeatedFetch(let figures) = finding.evidence else { return [] }
        return figures.resources.prefix(Self.shownObjects).map {
            PeriodReport.Object(
                target: masking.target($0.target), fetches: $0.fetches, excess: $0.excess, bytes: $0.bytes)
        }
    }

    /// The second of the minute at which a sharp poller of whole minutes asks: three quarters of the example lines lie
    /// within a second of it; `nil` where they do not.
    static func second(of finding: Finding) -> Int? {
        guard case .polling(let figures) = finding.evidence, let period = figures.periodSeconds, period % 60 == 0,
            finding.examples.count >= 4
        else { return nil }
        let seconds = finding.examples.map { Int(($0.time / 1000 % 60 + 60) % 60) }
        func near(_ second: Int) -> Int {
            seconds.count { min(($0 - second + 60) % 60, (second - $0 + 60) % 60) <= 1 }
        }
        let exact = Dictionary(grouping: seconds) { $0 }.mapValues(\.count)
        guard let best = exact.keys.min(by: { (near($1), exact[$1] ?? 0, $0) < (near($0), exact[$0] ?? 0, $1) }),
            4 * near(best) >= 3 * seconds.count
        else { return nil }
        return best
    }

    /// Minutes of the episode in which the API was overloaded and the key principal.
    static func minutes(of finding: Finding) -> [Int64] {
        guard case .overload(let figures) = finding.evidence else { return [] }
        return figures.stressed ?? []
    }

    /// Keys whose sharp pollers ask at the same second, two or more of them; most keys first.
    func pulses() -> [PeriodReport.Pulse] {
        var keys: [Int: Set<PartnerKey>] = [:]
        var periods: [Int: Set<Int64>] = [:]
        for finding in material.findings {
            guard let second = Self.second(of: finding), case .polling(let figures) = finding.evidence else { continue }
            keys[second, default: []].insert(finding.key)
            if isShown(finding.key) { periods[second, default: []].insert(figures.periodSeconds ?? 0) }
        }
        return keys.compactMap { second, keys in
            let shown = keys.filter { isShown($0) }
            guard keys.count > 1, !shown.isEmpty else { return nil }
            return PeriodReport.Pulse(
                second: second, keys: shown.map { subject($0) }.sorted { $0.sortText < $1.sortText },
                count: Int64(keys.count), periods: (periods[second] ?? []).sorted())
        }.sorted { ($1.count, $0.second) < ($0.count, $1.second) }
    }
}
