import Detection

extension TextReport {
    /// How often a list was fetched and then its items one by one.
    func fanOut(_ finding: Finding, _ evidence: FanOutEvidence) -> String {
        let times = Figures.counted(evidence.fanOuts, "time").glued
        let bulk =
            model.routes[finding.route]?.bulk.map {
                "; \(Figures.counted(evidence.bulkCalls, "call").glued) of \(shown($0)) would do"
            } ?? ""
        return "Fetched a list and then its items one by one \(times) \(worst(finding)), "
            + "\(number(evidence.meanSize)) at a time: \(Figures.counted(evidence.requests, "call").glued) to "
            + "\(subject(of: finding)), \("\(evidence.sharePercent) %".glued) of all its requests, "
            + "\(span(of: finding))\(bulk). The limit is \(number(finding.threshold)) calls a day."
    }

    /// The short form of the same.
    func briefFanOut(_ finding: Finding, _ evidence: FanOutEvidence) -> String {
        let requests = Figures.counted(evidence.requests, "request").glued
        let lists = Figures.counted(evidence.fanOuts, "list").glued
        return "\(requests) to \(subject(of: finding)) one by one behind \(lists) \(worst(finding)), "
            + "\("\(evidence.sharePercent) %".glued) of all, \(span(of: finding))"
    }

    /// How many small pages were read, or how often the whole list.
    func wastefulScan(_ finding: Finding, _ evidence: WastefulScanEvidence) -> String {
        let calls = Figures.counted(evidence.requests, "call").glued
        switch evidence.kind {
        case .tinyPages:
            return "Read \(subject(of: finding)) in tiny pages: \(calls) \(worst(finding)), each for at most "
                + "\(rows(evidence.limit)) where \(number(evidence.maxPage ?? 0)) are allowed, \(span(of: finding)); "
                + "the limit is \(number(finding.threshold)) a day."
        case .fullScans:
            let times = Figures.counted(evidence.scans, "time").glued
            return "Read all of \(subject(of: finding)) page by page \(times) \(worst(finding)), \(calls), though "
                + "\(shown(model.routes[finding.route]?.delta ?? "a parameter")) gives what changed, "
                + "\(span(of: finding)); the limit is \(number(finding.threshold)) a day."
        }
    }

    /// The short form of the same.
    func briefWastefulScan(_ finding: Finding, _ evidence: WastefulScanEvidence) -> String {
        let what =
            switch evidence.kind {
            case .tinyPages:
                "\(Figures.counted(evidence.requests, "page").glued) of at most \(rows(evidence.limit)) of "
                    + subject(of: finding)
            case .fullScans:
                "all of \(subject(of: finding)) read page by page \(Figures.counted(evidence.scans, "time").glued)"
            }
        return "\(what) \(worst(finding)), \(span(of: finding))"
    }

    private func rows(_ rows: Int64?) -> String { Figures.counted(rows ?? 0, "row").glued }

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
