extension ClosedDoorRule {
    /// What the end of an hour showed of one status.
    func evaluation(_ status: UInt16, _ hours: CountedHours, _ hour: Int64, _ all: HourTotals) -> Evaluation {
        let window = hours.hours(endingWith: hour)
        var (requests, total, bad): (Int64, Int64, Int64) = (0, 0, 0)
        for past in window {
            requests += hours[past].requests
            total += all[past]
            if isBad(hours[past].requests, of: all[past], .finding) { bad += 1 }
        }
        var evaluation = Evaluation(
            moment: Grid.hours.end(hour), window: Grid.hours.start(window.lowerBound)..<Grid.hours.end(hour),
            ways: [
                Evaluation.Way(
                    name: "sustained",
                    conditions: [
                        .count("bad_hours", "bad hour", "bad hours", bad, atLeast: Int64(max(1, options.sustained)))
                    ])
            ])
        evaluation.hour = self.hour(status, hours[hour].requests, of: all[hour], hour)
        evaluation.figures = [
            Evaluation.Figure(name: "requests", label: "requests answered \(status)", value: requests),
            Evaluation.Figure(
                name: "share_percent", label: "percent of the route's", value: 100 * requests / max(1, total)),
        ]
        evaluation.size = (requests, 0)
        return evaluation
    }

    private func hour(_ status: UInt16, _ requests: Int64, of all: Int64, _ hour: Int64) -> Evaluation.Hour {
        let conditions: [Condition] = [
            .count(
                "requests", "request answered \(status)", "requests answered \(status)", requests,
                atLeast: Int64(max(1, options.requests))),
            .share(
                "share_percent", "request answered \(status)", "requests answered \(status)", other: "other request",
                others: "other requests",
                requests, of: all, atLeast: options.sharePercent),
        ]
        let isBad = isBad(requests, of: all, .finding)
        let reason =
            isBad
            ? "bad"
            : requests == 0
                ? "without such an answer"
                : conditions[0].isMet
                    ? "with under \(options.sharePercent) % of such answers"
                    : "with fewer than \(options.requests) such answers"
        return Evaluation.Hour(
            start: Grid.hours.start(hour), end: Grid.hours.end(hour), kind: isBad ? .counts : .misses, reason: reason,
            conditions: conditions)
    }
}
