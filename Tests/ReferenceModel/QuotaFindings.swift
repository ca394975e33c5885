extension ReferenceModel {
    /// D for every quota of the policy.
    static func quotaFindings(_ requests: [ModelRequest], span: LogSpan, options: ModelOptions) -> [ModelFinding] {
        options.quotas.flatMap { quota in
            uses(of: quota, requests).flatMap { user, uses in
                switch quota.period {
                case .day, .month: calendarFindings(quota, user, uses, span, options)
                case .sliding(let seconds): slidingFindings(quota, user, uses, length: seconds * 1_000, span)
                }
            }
        }
    }

    /// Ruling 27: calendar quotas end with the period.
    private static func calendarFindings(
        _ quota: ModelQuota, _ user: QuotaUser, _ uses: [QuotaUse], _ span: LogSpan, _ options: ModelOptions
    ) -> [ModelFinding] {
        calendarPeriods(quota.period, around: span, zone: options.timeZone).flatMap { period -> [ModelFinding] in
            let inside = uses.filter { period.start <= $0.time && $0.time < period.end }
            let stamps = Set(inside.map(\.time)).sorted()
            func sum(_ time: Int64) -> Int64 { inside.filter { $0.time <= time }.map(\.units).reduce(0, +) }
            guard let last = stamps.last, let near = stamps.first(where: { 5 * sum($0) >= 4 * quota.limit }) else {
                return []
            }
            var finding = blank(quota, user)
            finding.ended = period.end <= span.last ? period.end : nil
            finding.evidence = figures(
                quota, period: period.name, peak: sum(last), above: max(0, sum(last) - quota.limit),
                projected: projection(sum(last), period, at: span.last), period.start, period.end)
            (finding.started, finding.observed) = (near, sum(near))
            if let over = stamps.first(where: { sum($0) > quota.limit }) {
                (finding.kind, finding.firstSeen) = (.finding, near)
                (finding.started, finding.observed) = (over, sum(over))
                finding.waste = stamps.reduce(into: ModelWaste()) { waste, time in
                    add(&waste, quota, inside.filter { $0.time == time }, sum: sum(time))
                }
            }
            return [finding]
        }
    }

    /// Ruling 27 and 38: from the stamp at which U > L (5U ≥ 4L) to 24 hours after U last fell to ≤ L (below half of that).
    ///
    /// Silent on the page: an event exactly 24 hours after the fall keeps the episode open if U is above again.
    private static func slidingFindings(
        _ quota: ModelQuota, _ user: QuotaUser, _ uses: [QuotaUse], length: Int64, _ span: LogSpan
    ) -> [ModelFinding] {
        let stamps = Set(uses.map(\.time)).sorted()
        let instants = Set(stamps + stamps.map { $0 + length }).filter { $0 <= span.last }.sorted()
        let sums = instants.map { at in
            uses.filter { at - length < $0.time && $0.time <= at }.map(\.units).reduce(0, +)
        }
        func episodes(fires: (Int64) -> Bool, holds: (Int64) -> Bool) -> [(range: ClosedRange<Int>, ended: Int64?)] {
            var found: [(ClosedRange<Int>, Int64?)] = []
            var next = 0
            while let start = (next..<instants.count).first(where: { fires(sums[$0]) }) {
                var end = instants.count - 1
                var ended: Int64?
                for fall in start + 1..<max(start + 1, instants.count) where !holds(sums[fall]) && holds(sums[fall - 1])
                {
                    let calm = instants[fall] + 86_400_000
                    let within = (fall..<instants.count).prefix { instants[$0] <= calm }
                    if within.contains(where: { holds(sums[$0]) }) { continue }
                    guard calm <= span.last else { break }
                    (end, ended) = (within.last ?? fall, calm)
                    break
                }
                found.append((start...end, ended))
                next = end + 1
            }
            return found
        }
        func finding(_ kind: ModelFinding.Kind, _ episode: (range: ClosedRange<Int>, ended: Int64?)) -> ModelFinding {
            var finding = blank(quota, user)
            finding.kind = kind
            finding.ended = episode.ended
            (finding.started, finding.observed) = (
                instants[episode.range.lowerBound], sums[episode.range.lowerBound]
            )
            let worst = episode.range.reduce(episode.range.lowerBound) { sums[$1] > sums[$0] ? $1 : $0 }
            var above: Int64 = 0
            for place in episode.range where kind == .finding {
                let added = uses.filter { $0.time == instants[place] }
                above += max(0, min(added.map(\.units).reduce(0, +), sums[place] - quota.limit))
                add(&finding.waste, quota, added, sum: sums[place])
            }
            finding.evidence = figures(
                quota, period: nil, peak: sums[worst], above: above, projected: nil, instants[worst] - length,
                instants[worst])
            return finding
        }
        return merged(
            findings: episodes(fires: { $0 > quota.limit }, holds: { $0 > quota.limit }).map { finding(.finding, $0) },
            observations: episodes(fires: { 5 * $0 >= 4 * quota.limit }, holds: { 5 * $0 >= 2 * quota.limit })
                .map { finding(.observation, $0) })
    }

    /// Silent on the page: the waste is what lies above the limit; of a stamp within which the limit was broken, its share.
    private static func add(_ waste: inout ModelWaste, _ quota: ModelQuota, _ added: [QuotaUse], sum: Int64) {
        let units = added.map(\.units).reduce(0, +)
        let above = min(units, sum - quota.limit)
        guard above > 0 else { return }
        waste.requests += Int64(added.count) * above / units
        waste.bytes += added.map(\.bytes).reduce(0, +) * above / units
        waste.serverMilliseconds += added.map(\.duration).reduce(0, +) * above / units
    }

    /// D: U + (U / elapsed) · remaining, once a quarter of the period has passed.
    private static func projection(_ units: Int64, _ period: CalendarPeriod, at last: Int64) -> Int64? {
        guard last < period.end, 4 * (last - period.start) >= period.end - period.start else { return nil }
        return units + units * (period.end - last) / (last - period.start)
    }

    /// Ruling 36: the route is the match, the target the name, with the group's value behind it.
    private static func blank(_ quota: ModelQuota, _ user: QuotaUser) -> ModelFinding {
        ModelFinding(
            kind: .observation, rule: "quota", login: user.login.map { String(log: $0) },
            installation: user.installation.map { String(log: $0) }, route: quota.match,
            target: user.group.map { "\(quota.name)/\(String(log: $0))" } ?? quota.name, started: 0, observed: 0,
            threshold: quota.limit, unit: "units", evidence: [], waste: ModelWaste())
    }

    private static func figures(
        _ quota: ModelQuota, period: String?, peak: Int64, above: Int64, projected: Int64?, _ start: Int64,
        _ end: Int64
    ) -> [ModelFigure] {
        [
            ModelFigure("name", text: quota.name), ModelFigure("scope", text: quota.scope.rawValue),
            period.map { ModelFigure("period", text: $0) } ?? ModelFigure("period", nil),
            ModelFigure("peak", peak), ModelFigure("above", above), ModelFigure("projected", projected),
            ModelFigure("window_start", start), ModelFigure("window_end", end),
        ]
    }
}
