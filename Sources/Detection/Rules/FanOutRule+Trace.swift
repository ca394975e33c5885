extension FanOutRule {
    /// What the end of an hour showed of one item route.
    func evaluation(_ figures: FanOutEvidence, hasBulk: Bool) -> Evaluation {
        var evaluation = Evaluation(
            moment: figures.windowEnd, window: figures.windowStart..<figures.windowEnd,
            ways: [
                Evaluation.Way(
                    name: "normal",
                    conditions: [
                        .count(
                            "requests", "request of a fan-out", "requests of fan-outs", figures.requests,
                            atLeast: Int64(options.requests)),
                        .share(
                            "share_percent", "request of a fan-out", "requests of fan-outs", other: "other request",
                            others: "other requests", figures.requests, of: figures.keyRequests,
                            atLeast: options.sharePercent),
                        .count("fan_outs", "fan-out", "fan-outs", figures.fanOuts, atLeast: Int64(options.fanOuts)),
                    ])
            ])
        evaluation.figures = [
            Evaluation.Figure(name: "mean_size", label: "requests of a fan-out on average", value: figures.meanSize)
        ]
        evaluation.size = (figures.requests, 0)
        if !hasBulk {
            evaluation.obstacle = "the policy names no bulk alternative for the route, so it is only observed"
            evaluation.remedy = "bulk: GET /..."
        }
        return evaluation
    }
}
