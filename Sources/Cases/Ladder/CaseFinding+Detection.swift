public import Detection

extension CaseFinding {
    /// Keeps a finding.
    ///
    /// - Parameters:
    ///   - finding: the finding.
    ///   - id: its identifier in outputs.
    ///   - rule: what the policy knows of its route, `nil` where the policy does not list it.
    ///   - files: names of the input files, by ``Detection/Example/file``.
    ///   - masking: takes out secrets and personal text.
    public init(_ finding: Finding, id: String, rule: RouteRule?, files: [String], masking: Masking) {
        self.id = id
        self.rule = finding.rule
        isObservation = finding.kind == .observation
        route = masking.route(finding.route)
        target = finding.target.map(masking.target)
        since = finding.firstSeen ?? finding.started
        ended = finding.ended
        (observed, threshold, points) = (finding.observed, finding.threshold, finding.points)
        let evidence = EvidenceFigures(finding.evidence, masking: masking)
        (figures, words) = (evidence.figures, evidence.words)
        (windowStart, windowEnd) = (evidence.window.lowerBound, evidence.window.upperBound)
        wastedRequests = finding.waste.requests
        wastedBytes = finding.waste.bytes
        wastedMilliseconds = finding.waste.serverMilliseconds
        clients = Self.merged(finding.clients, masking)
        samples = finding.examples.map { Sample($0, files: files, masking: masking) }
        policy = Route(
            isPushPossible: rule?.push.isPossible ?? false, delta: rule?.delta,
            bulk: rule?.bulk)
        inexact = finding.inexact
    }

    /// Clients that fall together after masking are one.
    private static func merged(_ shares: [ClientShare], _ masking: Masking) -> [Client] {
        var clients: [Client] = []
        for share in shares {
            let client = Client(
                network: share.address.map(masking.network), agent: share.agent.map(masking.agent),
                requests: share.requests)
            if let place = clients.firstIndex(where: { ($0.network, $0.agent) == (client.network, client.agent) }) {
                clients[place].requests += client.requests
            } else {
                clients.append(client)
            }
        }
        return clients.enumerated().sorted { left, right in
            left.element.requests != right.element.requests
                ? left.element.requests > right.element.requests : left.offset < right.offset
        }.map(\.element)
    }
}

extension CaseFinding.Sample {
    init(_ example: Example, files: [String], masking: Masking) {
        self.init(
            time: example.time, file: files.indices.contains(Int(example.file)) ? files[Int(example.file)] : nil,
            line: example.line, method: masking.agent(example.method), target: masking.target(example.target),
            status: example.status, bytes: example.bytes)
    }
}

/// The figures of every rule by one set of names.
private struct EvidenceFigures {
    var figures: [CaseFinding.Figure: Int64] = [:]
    var words: [CaseFinding.Word: String] = [:]
    var window: Range<Int64> = 0..<0

    init(_ evidence: Evidence, masking: Masking) {
        switch evidence {
        case .repeatedFetch(let seen): take(seen, masking)
        case .polling(let seen): take(seen)
        case .roundTheClock(let seen):
            span(seen.windowStart, seen.windowEnd)
            figures = [
                .night: seen.nightRequests, .day: seen.dayRequests, .share: seen.ratioPercent, .days: seen.days,
                .calls: seen.nightRequests + seen.dayRequests,
            ]
        case .overload(let seen): take(seen)
        case .ignoredBackoff(let seen):
            span(seen.windowStart, seen.windowEnd)
            figures = [
                .excess: seen.premature, .after429: seen.after429, .after503: seen.after503, .calls: seen.requests,
                .hours: seen.badHours, .share: seen.sharePercent,
            ]
        case .closedDoor(let seen):
            span(seen.windowStart, seen.windowEnd)
            figures = [
                .status: Int64(seen.status), .calls: seen.requests, .share: seen.sharePercent, .hours: seen.badHours,
            ]
        case .fanOut(let seen):
            span(seen.windowStart, seen.windowEnd)
            figures = [
                .bursts: seen.fanOuts, .calls: seen.requests, .size: seen.meanSize, .bulkCalls: seen.bulkCalls,
                .share: seen.sharePercent,
            ]
        case .wastefulScan(let seen): take(seen)
        case .parallelDuplicates(let seen):
            span(seen.windowStart, seen.windowEnd)
            figures = [.duplicates: seen.duplicates, .calls: seen.fetches, .share: seen.sharePercent]
        case .quota(let seen): take(seen)
        }
    }

    private mutating func span(_ start: Int64, _ end: Int64) { window = start..<max(start, end) }

    private mutating func take(_ seen: RepeatedFetchEvidence, _ masking: Masking) {
        span(seen.windowStart, seen.windowEnd)
        figures = [
            .calls: seen.fetches, .excess: seen.excess, .tolerated: seen.tolerated, .duplicates: seen.duplicates,
            .bytes: seen.excessBytes, .share: seen.sharePercent,
        ]
        figures[.pushes] = seen.pushes
        words[.basis] = seen.isEntityTag ? "etag" : "size"
        guard let worst = seen.resources.first else { return }
        words[.worst] = masking.target(worst.target)
        (figures[.worstCalls], figures[.worstBytes]) = (worst.fetches, worst.bytes)
    }

    private mutating func take(_ seen: PollingEvidence) {
        span(seen.windowStart, seen.windowEnd)
        let block = 12 * max(1, seen.minIntervalSeconds) * 1000
        figures = [
            .calls: seen.polls, .hours: seen.regularBlocks, .blocks: (seen.windowEnd - seen.windowStart) / block,
            .interval: seen.meanIntervalSeconds, .avoidable: seen.avoidable, .changes: seen.changes,
            .unchanged: seen.notModified, .limit: seen.minIntervalSeconds,
        ]
        (figures[.period], figures[.jitter], figures[.pushes]) = (seen.periodSeconds, seen.jitterSeconds, seen.pushes)
    }

    private mutating func take(_ seen: OverloadEvidence) {
        span(seen.windowStart, seen.windowEnd)
        figures = [
            .minutes: seen.minutes, .share: seen.sharePercent, .calls: seen.requests,
            .milliseconds: seen.serverMilliseconds, .bytes: seen.bytes, .peakSecond: seen.peakSecond,
            .peakMinute: seen.peakMinute, .concurrency: seen.meanConcurrencyPercent,
        ]
        words[.basis] = seen.isServerTime ? "time" : "requests"
    }

    private mutating func take(_ seen: WastefulScanEvidence) {
        span(seen.windowStart, seen.windowEnd)
        figures = [.calls: seen.requests, .scans: seen.scans, .saved: seen.saved]
        (figures[.pageRows], figures[.pageLimit]) = (seen.limit, seen.maxPage)
        words[.scan] = seen.kind.rawValue
    }

    private mutating func take(_ seen: QuotaEvidence) {
        span(seen.windowStart, seen.windowEnd)
        figures = [.limit: seen.limit, .peak: seen.peak, .above: seen.above]
        words = [.quota: seen.name, .per: seen.per]
        words[.periodName] = seen.period
    }
}
