extension QuotaRule {
    /// The sum at a stamp.
    func evaluation(_ units: Int64, at time: Int64, window: Range<Int64>) -> Evaluation {
        var evaluation = Evaluation(
            moment: time, window: window,
            ways: [
                Evaluation.Way(
                    name: "limit", conditions: [.count("units", "unit", "units", units, above: quota.limit)])
            ])
        evaluation.size = (units, 0)
        return evaluation
    }
}
