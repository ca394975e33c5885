extension ReferenceModel {
    /// C2a for every key.
    static func ignoredBackoffFindings(
        _ requests: [ModelRequest], span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let watched = requests.filter { $0.route != nil }
        let faulty = Set(
            Dictionary(grouping: watched) { hour(of: $0.line.time) }
                .filter { 10 * $0.value.count { $0.line.status >= 500 } > $0.value.count }.keys)
        return Dictionary(grouping: watched, by: \.key).flatMap { key, requests -> [ModelFinding] in
            guard let key else { return [] }
            let uses = prematureUses(requests, options: options).filter { use in
                use.isAfter429 || !faulty.contains(use.use.hour)
            }
            guard !uses.isEmpty else { return [] }
            let all = Dictionary(grouping: requests) { hour(of: $0.line.time) }.mapValues { Int64($0.count) }
            return findings(key, uses, all, span, options)
        }
    }

    private static func findings(
        _ key: ModelKey, _ uses: [PrematureUse], _ all: [Int64: Int64], _ span: LogSpan, _ options: ModelOptions
    ) -> [ModelFinding] {
        let blank = ModelFinding(
            kind: .finding, rule: "ignored_backoff", login: String(log: key.login),
            installation: key.installation.map { String(log: $0) }, route: "", target: nil, started: 0, observed: 0,
            threshold: 0, unit: "premature_per_hour", evidence: [], waste: ModelWaste())
        var counts: [Int64: Int64] = [:]
        for use in uses { counts[use.use.hour, default: 0] += use.use.requests }
        let window = options.backoffWindow
        return hourlyFindings(blank, span: span, window: window, uses: uses.map(\.use)) { hour, end, isNear in
            let part: Int64 = isNear ? 5 : 1
            let hours = hour - window + 1...hour
            func isBad(_ hour: Int64) -> Bool {
                let count = counts[hour, default: 0]
                return count > 0 && part * count >= options.backoffPremature
                    && 100 * count >= options.backoffSharePercent * all[hour, default: 0]
            }
            func isHeavy(_ hour: Int64) -> Bool {
                let count = counts[hour, default: 0]
                return count > 0 && part * count >= options.backoffHeavyPremature
            }
            func sum(_ isAfter429: Bool) -> Int64 {
                uses.filter { $0.isAfter429 == isAfter429 && hours.contains($0.use.hour) }.map(\.use.requests)
                    .reduce(0, +)
            }
            let bad = Int64(hours.count(where: isBad))
            let isSustained = bad > 0 && part * bad >= options.backoffSustained
            let limit = isSustained ? options.backoffPremature : options.backoffHeavyPremature
            let (after429, after503) = (sum(true), sum(false))
            let total = hours.map { all[$0, default: 0] }.reduce(0, +)
            return HourlyVerdict(
                fires: isSustained || isHeavy(hour),
                clears: !hours.contains(where: isHeavy) && 2 * part * bad < options.backoffSustained,
                observed: counts[hour, default: 0], threshold: (limit + part - 1) / part, size: after429 + after503,
                figures: [
                    ModelFigure("premature", after429 + after503), ModelFigure("after_429", after429),
                    ModelFigure("after_503", after503), ModelFigure("requests", total),
                    ModelFigure("share_percent", 100 * (after429 + after503) / max(1, total)),
                    ModelFigure("bad_hours", Int64(hours.count { isBad($0) || isHeavy($0) })),
                    ModelFigure("window_start", hours.lowerBound * hourLength + hourOffset),
                    ModelFigure("window_end", end),
                ])
        }
    }
}
