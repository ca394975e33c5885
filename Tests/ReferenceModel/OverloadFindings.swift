/// A minute in which the API was overloaded and a key principal.
struct OverloadUse {
    var minute: OverloadMinute
    var stress: Set<String>
    var isMaintenance: Bool
}

extension ReferenceModel {
    /// Only the findings of C1, in their order.
    public static func overloadFindings(
        lines: [ModelLine], pushes: [ModelPush]? = nil, options: ModelOptions
    ) -> [ModelFinding] {
        let pushes = ModelPushes(pushes, options: options)
        let requests = requestsInCanonicalOrder(lines, options: options)
        guard let first = requests.first?.line.time, let last = requests.last?.line.time else { return [] }
        return overloadFindings(requests, pushes, span: LogSpan(first: first, last: last), options: options)
            .sorted(by: ModelFinding.comesBefore)
    }

    /// C1 for every key.
    static func overloadFindings(
        _ requests: [ModelRequest], _ pushes: ModelPushes, span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let minutes = overloadMinutes(requests, options)
        // Ruling 3: minute ends after the first stamp and not after the last; ruling 40: the unfinished one is the last.
        let (first, last) = (floorDivided(span.first, by: 60_000), floorDivided(span.last, by: 60_000))
        let seen = minutes.filter { first <= $0.number && $0.number <= last }
        var uses: [ModelKey: [OverloadUse]] = [:]
        for minute in seen {
            let stress = minute.stress(options.overload)
            guard !stress.isEmpty else { continue }
            for key in minute.keys where isPrincipal(key, in: minute, stress, minutes, options.overload) {
                // Silent on the page: the minute itself belongs to the preceding ten.
                let invitation = (minute.number - 10) * 60_000..<(minute.number + 1) * 60_000
                let pushed = pushes.deliveries(key, invitation)
                if pushed > 0, 2 * pushed >= Int64(minute.stamped(by: key).count) { continue }
                let (start, end) = (minute.number * 60_000, (minute.number + 1) * 60_000)
                let isMaintenance = options.overload.maintenance.contains {
                    $0.lowerBound < end && start < $0.upperBound
                }
                uses[key, default: []].append(
                    OverloadUse(
                        minute: minute, stress: stress,
                        isMaintenance: isMaintenance || isNew(key, requests, at: start, options)))
            }
        }
        return uses.flatMap { key, uses in
            findings(
                key, uses, requests.filter { $0.key == key && $0.route != nil }, first...last, span, options.overload)
        }
    }

    private static func isPrincipal(
        _ key: ModelKey, in minute: OverloadMinute, _ stress: Set<String>, _ minutes: [OverloadMinute],
        _ options: ModelOverload
    ) -> Bool {
        let count = Int64(minute.stamped(by: key).count)
        let (part, whole) = minute.isTimed ? (minute.busy(of: key), minute.busy) : (count, minute.requests)
        guard part > 0, 100 * part >= options.sharePercent * whole else { return false }
        guard stress == ["errors"] else { return true }
        // Silent on the page: minutes without a request of the key do not tell what is usual, and a key of which
        // nothing is known is not accused. A bucket stands for its upper end.
        let day = minutes.filter { minute.number - 1440 <= $0.number && $0.number < minute.number }
        let sorted = day.map { $0.stamped(by: key).count }.filter { $0 > 0 }.sorted()
        guard !sorted.isEmpty else { return false }
        var upper: Int64 = 1
        while upper < Int64(sorted[sorted.count / 2]) { upper = 2 * upper + 1 }
        return count >= options.surge * upper
    }

    private static func findings(
        _ key: ModelKey, _ uses: [OverloadUse], _ requests: [ModelRequest], _ minutes: ClosedRange<Int64>,
        _ span: LogSpan, _ options: ModelOverload
    ) -> [ModelFinding] {
        let finished = Array(minutes.dropLast())
        let seconds = Dictionary(grouping: requests) { floorDivided($0.line.time, by: 1_000) }.mapValues {
            Int64($0.count)
        }
        func day(_ uses: [OverloadUse], _ minute: Int64, _ length: Int64 = 1440) -> [OverloadUse] {
            uses.filter { minute - length < $0.minute.number && $0.minute.number <= minute }
        }
        func finding(
            _ kind: ModelFinding.Kind, _ uses: [OverloadUse], _ range: [Int64], end: (Int64) -> Int64
        ) -> ModelFinding {
            let hour = Int64(day(uses, range[0], 60).count)
            let all = Int64(day(uses, range[0]).count)
            let limit = hour >= options.minutes ? options.minutes : options.dayMinutes
            let worst = range.reduce(range[0]) { day(uses, $1).count > day(uses, $0).count ? $1 : $0 }
            return ModelFinding(
                kind: kind, rule: "overload", login: String(log: key.login),
                installation: key.installation.map { String(log: $0) }, route: "", target: nil, started: end(range[0]),
                observed: kind == .observation ? all : hour >= options.minutes ? hour : all,
                threshold: kind == .observation ? 1 : limit, unit: "stressed_minutes",
                evidence: figures(key, day(uses, worst), worst, until: end(worst), seconds), waste: ModelWaste())
        }
        func findings(_ kind: ModelFinding.Kind, _ uses: [OverloadUse]) -> [ModelFinding] {
            let hits = Set(uses.map(\.minute.number))
            return episodes(
                of: finished.count, quietNeeded: 1440,
                fires: { index in
                    let minute = finished[index]
                    guard hits.contains(minute) else { return false }
                    if kind == .observation { return true }
                    return day(uses, minute, 60).count >= options.minutes
                        || day(uses, minute).count >= options.dayMinutes
                }, isQuiet: { !hits.contains(finished[$0]) }
            ).map { episode in
                let range = episode.evaluations(of: finished.count)
                // Only a minute that counts can raise the sum.
                let looked = finished[range].filter { hits.contains($0) }
                var finding = finding(kind, uses, looked) { ($0 + 1) * 60_000 }
                finding.ended = episode.cleared.map { (finished[$0] + 1) * 60_000 }
                return finding
            }
        }
        var observations = findings(.observation, uses.filter { $0.minute.number < minutes.upperBound })
        if uses.contains(where: { $0.minute.number == minutes.upperBound }),
            !observations.contains(where: { $0.ended == nil })
        {
            observations.append(finding(.observation, uses, [minutes.upperBound]) { _ in span.last })
        }
        let counting = uses.filter { !$0.isMaintenance && $0.minute.number < minutes.upperBound }
        return merged(findings: findings(.finding, counting), observations: observations)
    }

    private static func figures(
        _ key: ModelKey, _ uses: [OverloadUse], _ minute: Int64, until end: Int64, _ seconds: [Int64: Int64]
    ) -> [ModelFigure] {
        let isTimed = uses.allSatisfy(\.minute.isTimed)
        let mine = uses.flatMap { $0.minute.stamped(by: key) }
        let busy = uses.map { $0.minute.busy(of: key) }.reduce(0, +)
        let whole = uses.map { isTimed ? $0.minute.busy : $0.minute.requests }.reduce(0, +)
        let numbers = uses.map(\.minute.number)
        func peak(_ length: Int64) -> Int64 {
            var most: Int64 = 0
            for minute in numbers {
                // A second without a request is no better than the one before it.
                for last in minute * 60..<minute * 60 + 60 where last == minute * 60 || seconds[last] != nil {
                    let window = last - length + 1...last
                    most = max(most, window.map { seconds[$0, default: 0] }.reduce(0, +))
                }
            }
            return most
        }
        func count(_ sign: String) -> Int64 { Int64(uses.count { $0.stress.contains(sign) }) }
        let busiest = numbers.map { last in numbers.count { last - 60 < $0 && $0 <= last } }.max() ?? 0
        return [
            ModelFigure("minutes", Int64(uses.count)), ModelFigure("busiest_hour", Int64(busiest)),
            ModelFigure("share_percent", 100 * (isTimed ? busy : Int64(mine.count)) / max(1, whole)),
            ModelFigure("share_of", text: isTimed ? "server_time" : "requests"),
            ModelFigure("requests", Int64(mine.count)), ModelFigure("server_ms", busy),
            ModelFigure("bytes", mine.map { max(0, $0.line.bytes ?? 0) }.reduce(0, +)),
            ModelFigure("peak_1s", peak(1)), ModelFigure("peak_10s", peak(10)), ModelFigure("peak_60s", peak(60)),
            ModelFigure("concurrency", 100 * busy / (60_000 * Int64(max(1, uses.count)))),
            ModelFigure("over_workers", count("workers")), ModelFigure("over_max_rps", count("requests")),
            ModelFigure("with_errors", count("errors")),
            ModelFigure("first", (numbers.first ?? 0) * 60_000), ModelFigure("last", end),
            ModelFigure("window_start", (minute - 1439) * 60_000), ModelFigure("window_end", end),
        ]
    }
}
