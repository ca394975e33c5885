extension RepeatedFetchRule {
    /// What the end of an hour showed; `all` is the excess of the window whatever sizes prove.
    func evaluation(
        _ figures: Figures, _ at: RepeatedFetchSuspect.Evaluation, inHour: Int64, all: Int64
    ) -> Evaluation {
        var evaluation = Evaluation(
            moment: at.end, window: Grid.hours.start(at.hour - 23)..<at.end, ways: ways(figures, inHour: inHour))
        evaluation.figures = [
            Evaluation.Figure(name: "fetches", label: "fetches", value: at.fetches),
            Evaluation.Figure(name: "duplicates", label: "parallel duplicates", value: at.duplicates),
            Evaluation.Figure(name: "tolerated", label: "free repeats", value: at.tolerated),
            Evaluation.Figure(name: "tagged", label: "excess by entity tag", value: figures.tagged),
        ]
        evaluation.size = (figures.excess, 0)
        evaluation.weight = (all, at.fetches)
        if at.isSizeFixed, all > figures.excess {
            evaluation.remark =
                "\(all - figures.excess) repeats do not count: they were told by their size, and here nearly everything has one size"
        }
        return evaluation
    }

    private func ways(_ figures: Figures, inHour: Int64) -> [Evaluation.Way] {
        var ways = [way("normal", figures, inHour, options.excess, options.sharePercent)]
        if figures.isEntityTag { ways.append(way("etag", figures, inHour, options.excess, options.etagSharePercent)) }
        return ways + [way("heavy", figures, inHour, options.heavyExcess, options.heavySharePercent)]
    }

    private func way(
        _ name: String, _ figures: Figures, _ inHour: Int64, _ excess: Int, _ share: Int
    ) -> Evaluation.Way {
        var conditions: [Condition] = [
            .count("excess", "excess fetch", "excess fetches", figures.excess, atLeast: Int64(excess)),
            .share(
                "share_percent", "excess fetch", "excess fetches", other: "other fetch", others: "other fetches",
                figures.excess,
                of: figures.fetches, atLeast: share),
        ]
        // The rule looks only where the hour itself adds to the excess.
        if inHour < 1, figures.excess > 0 {
            conditions.append(
                .count(
                    "excess_in_hour", "excess fetch in the hour itself", "excess fetches in the hour itself", inHour,
                    atLeast: 1))
        }
        return Evaluation.Way(name: name, conditions: conditions)
    }
}
