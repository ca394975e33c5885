extension ReferenceModel {
    /// Rulings 7 and 26.
    private static let doors = [400, 403, 404, 405, 410, 422]

    /// C2b for every key, route and status.
    static func closedDoorFindings(
        _ requests: [ModelRequest], span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let watched = requests.compactMap { request in
            request.key.flatMap { key in request.route.map { (KeyedRoute(key: key, route: $0), request.line) } }
        }
        return Dictionary(grouping: watched, by: \.0).flatMap { place, pairs in
            doors.flatMap { findings(place, status: $0, pairs.map(\.1), span, options) }
        }
    }

    private static func findings(
        _ place: KeyedRoute, status: Int, _ lines: [ModelLine], _ span: LogSpan, _ options: ModelOptions
    ) -> [ModelFinding] {
        let refused = lines.filter { $0.status == status }
        guard !refused.isEmpty else { return [] }
        let all = Dictionary(grouping: lines) { hour(of: $0.time) }.mapValues { Int64($0.count) }
        let counts = Dictionary(grouping: refused) { hour(of: $0.time) }.mapValues { Int64($0.count) }
        let window = options.closedDoorWindow
        let blank = ModelFinding(
            kind: .finding, rule: "closed_door", login: String(log: place.key.login),
            installation: place.key.installation.map { String(log: $0) }, route: String(log: place.route), target: nil,
            started: 0, observed: 0, threshold: 0, unit: "requests_per_hour", evidence: [], waste: ModelWaste())
        let uses = refused.map {
            HourlyUse(hour: hour(of: $0.time), bytes: max(0, $0.bytes ?? 0), duration: max(0, $0.duration ?? 0))
        }
        return hourlyFindings(blank, span: span, window: window, uses: uses) { hour, end, isNear in
            // An observation at one fifth of the requests and of the hours, with the same share.
            let part: Int64 = isNear ? 5 : 1
            let hours = hour - window + 1...hour
            let bad = hours.filter {
                let count = counts[$0, default: 0]
                let isShare = 100 * count >= options.closedDoorSharePercent * all[$0, default: 0]
                return count > 0 && part * count >= options.closedDoorRequests && isShare
            }
            let count = Int64(bad.count)
            let sum = hours.map { counts[$0, default: 0] }.reduce(0, +)
            let total = hours.map { all[$0, default: 0] }.reduce(0, +)
            return HourlyVerdict(
                fires: count > 0 && part * count >= options.closedDoorSustained,
                clears: 2 * part * count < options.closedDoorSustained, observed: counts[hour, default: 0],
                threshold: (options.closedDoorRequests + part - 1) / part, size: sum,
                figures: [
                    ModelFigure("status", Int64(status)), ModelFigure("requests", sum),
                    ModelFigure("share_percent", 100 * sum / max(1, total)), ModelFigure("bad_hours", count),
                    ModelFigure("window_start", hours.lowerBound * hourLength + hourOffset),
                    ModelFigure("window_end", end),
                ])
        }
    }
}
