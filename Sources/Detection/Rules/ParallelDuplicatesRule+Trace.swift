extension ParallelDuplicatesRule {
    /// What the end of an hour showed of one route.
    func evaluation(_ figures: ParallelDuplicatesEvidence) -> Evaluation {
        var evaluation = Evaluation(
            moment: figures.windowEnd, window: figures.windowStart..<figures.windowEnd,
            ways: [
                Evaluation.Way(
                    name: "normal",
                    conditions: [
                        .count(
                            "duplicates", "parallel duplicate", "parallel duplicates", figures.duplicates,
                            atLeast: Int64(options.duplicates)),
                        .share(
                            "share_percent", "parallel duplicate", "parallel duplicates", other: "other fetch",
                            others: "other fetches", figures.duplicates, of: figures.fetches,
                            atLeast: options.sharePercent),
                    ])
            ])
        evaluation.size = (figures.duplicates, 0)
        return evaluation
    }
}
