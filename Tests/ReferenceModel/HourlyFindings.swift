/// What an evaluation at an hour end says for one level of a rule that counts by hours.
struct HourlyVerdict {
    var fires: Bool
    var clears: Bool
    /// Ruling 33.
    var observed: Int64
    var threshold: Int64
    /// Ruling 34: the evidence is that of the largest, the earliest if equal.
    var size: Int64
    var figures: [ModelFigure]
}

/// A request that a rule counts, for the waste.
struct HourlyUse {
    var hour: Int64
    var requests: Int64 = 1
    var bytes: Int64
    var duration: Int64
}

extension ReferenceModel {
    /// Findings of a rule that is evaluated at hour ends: rulings 2, 3, 34, 38 and 40.
    ///
    /// `blank` has everything but what the verdicts give, `uses` is what the waste sums, and `verdict` evaluates the hours up
    /// to and with one, at one fifth of the trigger where `isNear`.
    static func hourlyFindings(
        _ blank: ModelFinding, span: LogSpan, window: Int64, uses: [HourlyUse],
        verdict: (_ hour: Int64, _ end: Int64, _ isNear: Bool) -> HourlyVerdict
    ) -> [ModelFinding] {
        let hours = Array(hour(of: span.first)..<hour(of: span.last))
        func end(_ hour: Int64) -> Int64 { (hour + 1) * hourLength + hourOffset }
        func finding(_ kind: ModelFinding.Kind, _ hours: [Int64], _ verdicts: [HourlyVerdict]) -> ModelFinding {
            var finding = blank
            finding.kind = kind
            (finding.observed, finding.threshold) = (verdicts[0].observed, verdicts[0].threshold)
            finding.evidence = verdicts.reduce(verdicts[0]) { $1.size > $0.size ? $1 : $0 }.figures
            let wasted = uses.filter { hours[0] - window < $0.hour && $0.hour <= hours[hours.count - 1] }
            finding.waste = ModelWaste(
                requests: wasted.map(\.requests).reduce(0, +), bytes: wasted.map(\.bytes).reduce(0, +),
                serverMilliseconds: wasted.map(\.duration).reduce(0, +))
            return finding
        }
        func findings(_ kind: ModelFinding.Kind) -> [ModelFinding] {
            let verdicts = hours.map { verdict($0, end($0), kind == .observation) }
            return episodes(
                of: hours.count, quietNeeded: 1, fires: { verdicts[$0].fires }, isQuiet: { verdicts[$0].clears }
            ).map { episode in
                let range = episode.evaluations(of: hours.count)
                var finding = finding(kind, Array(hours[range]), Array(verdicts[range]))
                finding.started = end(hours[episode.fired])
                finding.ended = episode.cleared.map { end(hours[$0]) }
                return finding
            }
        }
        var observations = findings(.observation)
        let last = hour(of: span.last)
        let extra = verdict(last, span.last, true)
        if extra.fires, !observations.contains(where: { $0.ended == nil }) {
            var observation = finding(.observation, [last], [extra])
            observation.started = span.last
            observations.append(observation)
        }
        return merged(findings: findings(.finding), observations: observations)
    }
}
