extension ReferenceModel {
    /// C3 for every key and item route.
    static func fanOutFindings(
        _ requests: [ModelRequest], _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let all = requests
        let watched = requests.filter { $0.key != nil && $0.route != nil }
        return Dictionary(grouping: watched) { $0.key }.flatMap { key, requests -> [ModelFinding] in
            guard let key else { return [] }
            return Set(requests.compactMap(\.route)).flatMap { route in
                let found = fanOuts(
                    on: route, requests, span: span, options: options,
                    isInvited: { pushes.isInvited(key, $0.url.segments, at: $0.line.time) },
                    isNew: { isNew(key, all, at: $0, options) })
                return found.isEmpty ? [] : findings(key, route, found, requests, span, options)
            }
        }
    }

    /// «The first 7 days of a new key count from the key's first line in the ledger.»
    static func isNew(_ key: ModelKey, _ requests: [ModelRequest], at time: Int64, _ options: ModelOptions) -> Bool {
        guard options.newKey > 0, let first = requests.first(where: { $0.key == key }) else { return false }
        return time < first.line.time + options.newKey
    }

    private static func findings(
        _ key: ModelKey, _ route: LogText, _ fanOuts: [FanOut], _ requests: [ModelRequest], _ span: LogSpan,
        _ options: ModelOptions
    ) -> [ModelFinding] {
        let blank = ModelFinding(
            kind: .finding, rule: "fan_out", login: String(log: key.login),
            installation: key.installation.map { String(log: $0) }, route: String(log: route), target: nil, started: 0,
            observed: 0, threshold: 0, unit: "fan_out_requests_per_24h", evidence: [], waste: ModelWaste())
        // What a bulk endpoint saves are calls; the bytes are the same.
        let uses = fanOuts.map { HourlyUse(hour: $0.hour, requests: $0.size - $0.bulkCalls, bytes: 0, duration: 0) }
        // By fan-out and hour, and by hour: counted once, since this is asked at every hour end.
        let parts = fanOuts.map { fanOut in
            (fanOut, Dictionary(grouping: fanOut.requests) { Self.hour(of: $0.line.time) }.mapValues(\.count))
        }
        let totals = Dictionary(grouping: requests) { Self.hour(of: $0.line.time) }.mapValues(\.count)
        let hasBulk = options.routes.first { LogText($0.match.utf8) == route }?.bulk != nil
        return hourlyFindings(blank, span: span, window: 24, uses: uses) { hour, end, isNear in
            let hours = hour - 23...hour
            let known = parts.filter { $0.0.hour <= hour }
            // Every request counts in its own hour, so that none is older than the window.
            let count = known.map { part in hours.map { part.1[$0] ?? 0 }.reduce(0, +) }.reduce(0, +)
            let ended = known.map(\.0).filter { hours.contains($0.hour) }
            let total = hours.map { totals[$0] ?? 0 }.reduce(0, +)
            let (fanned, all) = (Int64(count), Int64(total))
            let part: Int64 = isNear ? 5 : 1
            func holds(_ half: Int64) -> Bool {
                fanned > 0 && half * part * fanned >= options.fanOutRequests
                    && half * 100 * fanned >= options.fanOutSharePercent * all
                    && half * part * Int64(ended.count) >= options.fanOutCount
            }
            let size = ended.map(\.size).reduce(0, +)
            return HourlyVerdict(
                fires: holds(1) && (isNear || hasBulk), clears: !holds(2), observed: fanned,
                threshold: (options.fanOutRequests + part - 1) / part, size: fanned,
                figures: [
                    ModelFigure("fan_outs", Int64(ended.count)),
                    ModelFigure("mean_size", size / max(1, Int64(ended.count))), ModelFigure("requests", fanned),
                    ModelFigure("share_percent", 100 * fanned / max(1, all)),
                    ModelFigure("bulk_calls", ended.map(\.bulkCalls).reduce(0, +)),
                    ModelFigure("window_start", hours.lowerBound * hourLength + hourOffset),
                    ModelFigure("window_end", end),
                ])
        }
    }
}
