extension OverloadRule {
    /// What a minute showed in which the API was overloaded and the key principal.
    func evaluation(_ hit: OverloadHit, hour: Int64, day: Int64) -> Evaluation {
        func way(_ name: String, _ span: String, _ value: Int64, of limit: Int) -> Evaluation.Way {
            Evaluation.Way(
                name: name,
                conditions: [
                    .count(
                        name, "overloaded minute \(span)", "overloaded minutes \(span)", value, atLeast: Int64(limit))
                ])
        }
        var evaluation = Evaluation(
            moment: hit.end - 1, window: (hit.minute - Self.day + 1) * Self.minute..<hit.end,
            ways: [
                way("minutes", "of 60", hour, of: options.minutes),
                way("day_minutes", "of 24 hours", day, of: options.dayMinutes),
            ])
        let (part, whole) = hit.isTimed ? (hit.busy, hit.allBusy) : (hit.requests, hit.allRequests)
        evaluation.figures = [
            Evaluation.Figure(
                name: "share_percent",
                label: hit.isTimed
                    ? "percent of the last minute's server time" : "percent of the last minute's requests",
                value: part.percent(of: whole)),
            Evaluation.Figure(name: "requests", label: "requests of the key in it", value: hit.requests),
        ]
        evaluation.size = (day, hour)
        return evaluation
    }
}
