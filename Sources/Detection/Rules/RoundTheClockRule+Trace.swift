extension RoundTheClockRule {
    /// What a local day showed.
    func evaluation(_ count: Count, isWhole: Bool) -> Evaluation {
        let night = count.night * (count.day.end - count.day.six)
        let rest = count.rest * (count.day.six - count.day.start)
        let ratio = Int64(options.ratioPercent)
        var evaluation = Evaluation(
            moment: count.day.start, window: count.day.start..<count.day.end,
            ways: [
                Evaluation.Way(
                    name: "day",
                    conditions: [
                        .count(
                            "requests", "request", "requests", count.night + count.rest,
                            atLeast: Int64(options.requests)),
                        .ratio(
                            "ratio_percent", "request by night", "requests by night", count.ratioPercent,
                            atLeast: ratio,
                            missing: Self.missing(ratio * rest, 100 * night, 100 * (count.day.end - count.day.six))),
                        .ratio(
                            "day_ratio_percent", "request by day", "requests by day",
                            night > 0 ? 100 * rest / night : count.rest > 0 ? 100 : 0, atLeast: ratio,
                            missing: Self.missing(ratio * night, 100 * rest, 100 * (count.day.six - count.day.start))),
                    ])
            ])
        evaluation.figures = [
            Evaluation.Figure(name: "night_requests", label: "requests from 00 to 06", value: count.night),
            Evaluation.Figure(name: "day_requests", label: "requests in the rest of the day", value: count.rest),
        ]
        evaluation.size = (count.night + count.rest, 0)
        if !isWhole { evaluation.obstacle = "the log begins within the day" }
        return evaluation
    }

    /// How many requests are missing from `have` to `need`, where each adds `step`.
    private static func missing(_ need: Int64, _ have: Int64, _ step: Int64) -> Int64 {
        need <= have ? 0 : (need - have + step - 1) / step
    }
}
