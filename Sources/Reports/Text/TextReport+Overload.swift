import Detection

extension TextReport {
    /// In how many minutes how much of the load was the key's.
    func overload(_ finding: Finding, _ evidence: OverloadEvidence) -> String {
        var parts = [
            Figures.counted(evidence.requests, "request").glued, "up to \(number(evidence.peakSecond)) a second",
        ]
        if evidence.serverMilliseconds > 0 {
            let tenths = evidence.meanConcurrencyPercent / 10
            parts.append("\(Figures.grouped(tenths / 10)).\(tenths % 10) at a time".glued)
        }
        let length = evidence.busiestHour >= finding.threshold ? "an hour" : "a day"
        return "\(minutes(evidence)) \(share(evidence)) while the API was overloaded (\(signs(evidence))): "
            + "\(Figures.list(parts)); the limit is \(Figures.counted(finding.threshold, "such minute").glued) of \(length)."
    }

    /// The short form of the same.
    func briefOverload(_ evidence: OverloadEvidence) -> String {
        "\(minutes(evidence).lowercasedFirst) \(share(evidence)) while the API was overloaded (\(signs(evidence)))"
    }

    /// `In 14 minutes between 14 Nov 09:02 and 09:58`.
    private func minutes(_ evidence: OverloadEvidence) -> String {
        let count = Figures.counted(evidence.minutes, "minute").glued
        let start = times.stamp(evidence.firstMinute)
        guard evidence.minutes > 1 else { return "In \(count) at \(start.glued)" }
        let end = times.stamp(evidence.lastMinute)
        let isSameDay = times.day(evidence.firstMinute) == times.day(evidence.lastMinute)
        return "In \(count) between \(start.glued) and \((isSameDay ? String(end.suffix(5)) : end).glued)"
    }

    private func share(_ evidence: OverloadEvidence) -> String {
        let share = "\(evidence.sharePercent) %".glued
        return evidence.isServerTime ? "it took \(share) of all server time" : "it sent \(share) of all requests"
    }

    /// What showed the overload.
    private func signs(_ evidence: OverloadEvidence) -> String {
        var signs: [String] = []
        if evidence.overWorkers > 0 { signs.append("workers busy") }
        if evidence.overRequests > 0 { signs.append("too many requests") }
        if evidence.withErrors > 0 { signs.append("errors 5xx") }
        return Figures.list(signs)
    }

    /// What is said where keys could only be ranked.
    func ranking(_ coverage: OverloadCoverage) -> String {
        let named = coverage.largest.filter { $0.sharePercent > 0 }.map { load in
            "\(name(of: load.key)) \(load.sharePercent) %".glued
        }
        let what = coverage.isServerTime ? "server time" : "requests"
        let largest = named.isEmpty ? "" : " Most \(what): \(Figures.list(named))."
        return "Capacity is not configured and no errors show an overload, so it is not judged "
            + "(capacity: workers, max_rps).\(largest)"
    }
}

extension String {
    /// With a small first letter, for the middle of a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
