extension ReferenceModel {
    /// C5 for every key and route: rule A's duplicates against its F. Never a finding.
    static func parallelDuplicatesFindings(
        _ requests: [ModelRequest], _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        fetches(requests, pushes, options: options).flatMap { place, all in
            findings(place, all, all.filter { $0.outcome == .duplicate }, span, options)
        }
    }

    private static func findings(
        _ place: KeyedRoute, _ all: [Fetch], _ duplicates: [Fetch], _ span: LogSpan, _ options: ModelOptions
    ) -> [ModelFinding] {
        let blank = ModelFinding(
            kind: .observation, rule: "parallel_duplicates", login: String(log: place.key.login),
            installation: place.key.installation.map { String(log: $0) }, route: String(log: place.route), target: nil,
            started: 0, observed: 0, threshold: 0, unit: "duplicates_per_24h", evidence: [], waste: ModelWaste())
        let uses = duplicates.map { HourlyUse(hour: $0.hour, bytes: $0.bytes, duration: $0.duration) }
        return hourlyFindings(blank, span: span, window: 24, uses: uses) { hour, end, isNear in
            let hours = hour - 23...hour
            let count = Int64(duplicates.count { hours.contains($0.hour) })
            let total = Int64(all.count { hours.contains($0.hour) })
            func holds(_ half: Int64) -> Bool {
                half * count >= options.duplicates && 100 * half * count >= options.duplicateSharePercent * total
            }
            return HourlyVerdict(
                fires: isNear && holds(1), clears: !holds(2), observed: count, threshold: options.duplicates,
                size: count,
                figures: [
                    ModelFigure("duplicates", count), ModelFigure("fetches", total),
                    ModelFigure("share_percent", 100 * count / max(1, total)),
                    ModelFigure("window_start", hours.lowerBound * hourLength + hourOffset),
                    ModelFigure("window_end", end),
                ])
        }
    }
}
