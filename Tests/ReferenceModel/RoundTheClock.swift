/// A local day of a poll target, counted.
struct CountedDay {
    var day: LocalDay
    var night: Int64
    var rest: Int64
    var total: Int64 { night + rest }

    /// ⌊100·n₁·T₂ / (n₂·T₁)⌋; only asked of flagged days, where n₂ is not 0.
    var ratioPercent: Int64 { rest == 0 ? 0 : 100 * night * restLength / (rest * nightLength) }

    private var nightLength: Int64 { day.six - day.start }
    private var restLength: Int64 { day.end - day.six }

    /// Ruling 24: as many requests by night as by day, neither far less nor far more.
    func isFlagged(_ options: ModelOptions) -> Bool {
        let share = options.roundTheClockRatioPercent
        return total >= options.roundTheClockRequests
            && 100 * night * restLength >= share * rest * nightLength
            && share * night * restLength <= 100 * rest * nightLength
    }
}

extension ReferenceModel {
    /// Ruling 24 for every key and poll target, except where push is `none`.
    static func roundTheClockFindings(
        _ targets: [PolledTarget], span: LogSpan, options: ModelOptions
    ) -> [ModelFinding] {
        let days = localDays(in: span, zone: options.timeZone)
        return targets.filter { $0.push != .none }.flatMap { target in
            let watches = watches(of: target, span: span)
            let counted = days.map { count(watches, in: $0) }
            let episodes = episodes(
                of: counted.count, quietNeeded: 1,
                fires: { counted[$0].isFlagged(options) }, isQuiet: { !counted[$0].isFlagged(options) })
            return episodes.map { episode in
                let last = episode.cleared ?? counted.count
                return finding(
                    target, Array(counted[episode.fired..<last]), ended: episode.cleared.map { counted[$0].day.end },
                    options)
            }
        }
    }

    /// The requests that the state of π holds at the end of the day: those since its last admission, from the block after it.
    ///
    /// Silent on the page: without state at that moment the day is not flagged, so it ends a run.
    private static func count(_ watches: [PollWatch], in day: LocalDay) -> CountedDay {
        let alive = watches.filter { watch in
            let dropped = watch.dropped.map { watch.grid.end(of: $0) } ?? .max
            return watch.grid.start(of: watch.admission) < day.end && day.end < dropped
        }
        let times = alive.flatMap(\.polls).map(\.time)
        return CountedDay(
            day: day, night: Int64(times.count { day.night.contains($0) }),
            rest: Int64(times.count { day.rest.contains($0) }))
    }

    private static func finding(
        _ target: PolledTarget, _ flagged: [CountedDay], ended: Int64?, _ options: ModelOptions
    ) -> ModelFinding {
        let worst = flagged.reduce(flagged[0]) { $1.total > $0.total ? $1 : $0 }
        return ModelFinding(
            kind: .observation, rule: "round_the_clock", login: String(log: target.key.login),
            installation: target.key.installation.map { String(log: $0) }, route: String(log: target.route),
            target: String(log: target.target), started: flagged[0].day.end, ended: ended, firstSeen: nil,
            observed: flagged[0].ratioPercent, threshold: options.roundTheClockRatioPercent, unit: "percent",
            evidence: [
                ModelFigure("night_requests", worst.night),
                ModelFigure("day_requests", worst.rest),
                ModelFigure("ratio_percent", worst.ratioPercent),
                ModelFigure("days", Int64(flagged.count)),
                ModelFigure("window_start", worst.day.start),
                ModelFigure("window_end", worst.day.end),
            ],
            waste: ModelWaste())
    }
}
