extension ReferenceModel {
    /// C4 for every key and listed route, each kind by itself.
    static func wastefulScanFindings(
        _ requests: [ModelRequest], span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let watched = requests.compactMap { request in
            request.key.flatMap { key in request.route.map { (KeyedRoute(key: key, route: $0), request) } }
        }
        return Dictionary(grouping: watched, by: \.0).flatMap { place, pairs -> [ModelFinding] in
            guard let route = options.routes.first(where: { LogText($0.match.utf8) == place.route }) else { return [] }
            let uses = walkUses(pairs.map(\.1), on: route, options: options)
            return findings("tiny_pages", place, uses.tiny, route, span, options)
                + findings("full_scans", place, uses.scans, route, span, options)
        }
    }

    private static func findings(
        _ kind: String, _ place: KeyedRoute, _ uses: [WalkUse], _ route: ModelRoute, _ span: LogSpan,
        _ options: ModelOptions
    ) -> [ModelFinding] {
        guard !uses.isEmpty else { return [] }
        let blank = ModelFinding(
            kind: .finding, rule: "wasteful_scan", login: String(log: place.key.login),
            installation: place.key.installation.map { String(log: $0) }, route: String(log: place.route), target: nil,
            started: 0, observed: 0, threshold: 0, unit: kind + "_per_24h", evidence: [], waste: ModelWaste())
        let isTiny = kind == "tiny_pages"
        /// Σ(1 − limit/max_page) of tiny pages; all but one request for the changes of a full scan.
        func saved(_ uses: [WalkUse]) -> Int64 {
            let (count, amount) = (Int64(uses.count), uses.map(\.amount).reduce(0, +))
            guard isTiny else { return amount - count }
            return route.maxPage.map { (count * $0 - amount) / $0 } ?? 0
        }
        let byHour = Dictionary(grouping: uses, by: \.hour)
        let wasted = byHour.map { HourlyUse(hour: $0, requests: saved($1), bytes: 0, duration: 0) }
        let limit = isTiny ? options.tinyPages : options.fullScans
        return hourlyFindings(blank, span: span, window: 24, uses: wasted) { hour, end, isNear in
            let hours = hour - 23...hour
            let within = hours.flatMap { byHour[$0] ?? [] }
            let count = Int64(within.count)
            let part: Int64 = isNear ? 5 : 1
            let amount = within.map(\.amount).reduce(0, +)
            return HourlyVerdict(
                fires: count > 0 && part * count >= limit, clears: 2 * part * count < limit, observed: count,
                threshold: (limit + part - 1) / part, size: count,
                figures: [
                    ModelFigure("kind", text: kind), ModelFigure("requests", isTiny ? count : amount),
                    ModelFigure("scans", isTiny ? 0 : count),
                    ModelFigure("limit", isTiny ? within.map(\.amount).max() ?? 0 : nil),
                    ModelFigure("max_page", route.maxPage), ModelFigure("saved_requests", saved(within)),
                    ModelFigure("window_start", hours.lowerBound * hourLength + hourOffset),
                    ModelFigure("window_end", end),
                ])
        }
    }
}
