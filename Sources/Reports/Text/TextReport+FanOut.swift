import Detection

extension TextReport {
    /// How often the same was asked for at once.
    func parallelDuplicates(_ finding: Finding, _ evidence: ParallelDuplicatesEvidence) -> String {
        let fetches = "\(number(evidence.duplicates)) of \(number(evidence.fetches)) fetches".glued
        return "\(fetches) of \(subject(of: finding)) \(worst(finding)) asked for what had just been delivered or was "
            + "on its way (\("\(evidence.sharePercent) %".glued)), \(span(of: finding)); the limit is "
            + "\(number(finding.threshold)) a day."
    }

    /// The short form of the same.
    func briefParallelDuplicates(_ finding: Finding, _ evidence: ParallelDuplicatesEvidence) -> String {
        let fetches = Figures.counted(evidence.duplicates, "parallel duplicate").glued
        return "\(fetches) \(worst(finding)), \("\(evidence.sharePercent) %".glued) of \(subject(of: finding)), "
            + "\(span(of: finding))"
    }
}
