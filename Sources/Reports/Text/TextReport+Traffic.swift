import Detection

extension TextReport {
    /// How often a request came within a waiting time.
    func ignoredBackoff(_ finding: Finding, _ evidence: IgnoredBackoffEvidence) -> String {
        let requests = Figures.counted(evidence.premature, "further request").glued
        return "Told to wait by \(refusal(evidence)), it sent \(requests) within the waiting time \(worst(finding)), "
            + "\("\(evidence.sharePercent) %".glued) of all its requests, \(span(of: finding)); the limit is "
            + "\(number(finding.threshold)) an hour."
    }

    /// The short form of the same.
    func briefIgnoredBackoff(_ finding: Finding, _ evidence: IgnoredBackoffEvidence) -> String {
        let requests = Figures.counted(evidence.premature, "request").glued
        return "\(requests) within a waiting time after \(refusal(evidence)) \(worst(finding)), "
            + "\("\(evidence.sharePercent) %".glued) of all, \(span(of: finding))"
    }

    private func refusal(_ evidence: IgnoredBackoffEvidence) -> String {
        if evidence.after503 == 0 { return "429" }
        return evidence.after429 == 0 ? "503" : "429 and 503"
    }

    /// How often what is refused was asked for.
    func closedDoor(_ finding: Finding, _ evidence: ClosedDoorEvidence) -> String {
        let requests = Figures.counted(evidence.requests, "request").glued
        let hours = Figures.counted(evidence.badHours, "hour").glued
        return "Sent \(requests) to \(subject(of: finding)) that were answered \("\(evidence.status)".glued) "
            + "\(worst(finding)), \("\(evidence.sharePercent) %".glued) of its requests there, \(span(of: finding)); "
            + "\(hours) had \(number(finding.threshold)) or more."
    }

    /// The short form of the same.
    func briefClosedDoor(_ finding: Finding, _ evidence: ClosedDoorEvidence) -> String {
        let requests = Figures.counted(evidence.requests, "answer").glued
        return "\(requests) \(evidence.status) \(worst(finding)), \("\(evidence.sharePercent) %".glued) of "
            + "\(subject(of: finding)), \(span(of: finding))"
    }

    /// `in the worst 24 hours`.
    func worst(_ finding: Finding) -> String {
        let window = finding.evidence.window
        let hours = (window.upperBound - window.lowerBound + 3_599_999) / 3_600_000
        return "in the worst \(Figures.counted(hours, "hour").glued)"
    }
}
