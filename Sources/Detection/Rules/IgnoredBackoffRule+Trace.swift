extension IgnoredBackoffRule {
    /// What the end of an hour showed; `premature` are the requests of an hour that came after 429 and after 503.
    func evaluation(
        _ hour: Int64, _ window: ClosedRange<Int64>, all: HourTotals, isFaulty: Bool,
        premature: (Int64) -> (after429: Int64, after503: Int64)
    ) -> Evaluation {
        var (sum429, sum503, total, bad): (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
        for past in window {
            let (after429, after503) = premature(past)
            sum429 += after429
            sum503 += after503
            total += all[past]
            if isBad(after429 + after503, of: all[past], .finding) { bad += 1 }
        }
        let now = premature(hour).after429 + premature(hour).after503
        var evaluation = Evaluation(
            moment: Grid.hours.end(hour), window: Grid.hours.start(window.lowerBound)..<Grid.hours.end(hour),
            ways: [
                Evaluation.Way(
                    name: "sustained",
                    conditions: [
                        .count("bad_hours", "bad hour", "bad hours", bad, atLeast: Int64(max(1, options.sustained)))
                    ]),
                Evaluation.Way(
                    name: "heavy",
                    conditions: [
                        .count(
                            "premature_in_hour", "premature request in one hour", "premature requests in one hour", now,
                            atLeast: Int64(max(1, options.heavyPremature)))
                    ]),
            ])
        evaluation.hour = self.hour(hour, now, of: all[hour], isFaulty: isFaulty)
        evaluation.figures = [
            Evaluation.Figure(name: "premature", label: "premature requests", value: sum429 + sum503),
            Evaluation.Figure(name: "after_429", label: "after 429", value: sum429),
            Evaluation.Figure(name: "after_503", label: "after 503", value: sum503),
            Evaluation.Figure(name: "requests", label: "requests", value: total),
        ]
        evaluation.size = (sum429 + sum503, 0)
        return evaluation
    }

    private func hour(_ hour: Int64, _ premature: Int64, of all: Int64, isFaulty: Bool) -> Evaluation.Hour {
        let conditions: [Condition] = [
            .count(
                "premature", "premature request", "premature requests", premature,
                atLeast: Int64(max(1, options.premature))),
            .share(
                "share_percent", "premature request", "premature requests", other: "other request",
                others: "other requests", premature,
                of: all, atLeast: options.sharePercent),
        ]
        let isBad = isBad(premature, of: all, .finding)
        let reason =
            isBad
            ? "bad"
            : isFaulty && premature == 0
                ? "in which the API was in trouble"
                : premature == 0
                    ? "without a premature request"
                    : conditions[0].isMet
                        ? "with under \(options.sharePercent) % of premature requests"
                        : "with fewer than \(options.premature) premature requests"
        return Evaluation.Hour(
            start: Grid.hours.start(hour), end: Grid.hours.end(hour),
            kind: isBad ? .counts : isFaulty && premature == 0 ? .notEvaluable : .misses, reason: reason,
            conditions: conditions)
    }
}
