extension WastefulScanRule {
    /// What the end of an hour showed of one way to waste.
    func evaluation(_ figures: WastefulScanEvidence) -> Evaluation {
        let condition: Condition =
            switch figures.kind {
            case .tinyPages: .count("requests", "tiny page", "tiny pages", figures.requests, atLeast: tinyPages)
            case .fullScans: .count("scans", "full scan", "full scans", figures.scans, atLeast: fullScans)
            }
        var evaluation = Evaluation(
            moment: figures.windowEnd, window: figures.windowStart..<figures.windowEnd,
            ways: [Evaluation.Way(name: figures.kind.rawValue, conditions: [condition])])
        evaluation.figures = [
            Evaluation.Figure(
                name: "saved_requests", label: "requests that could be saved", value: figures.saved)
        ]
        evaluation.size = (condition.value, 0)
        return evaluation
    }
}
