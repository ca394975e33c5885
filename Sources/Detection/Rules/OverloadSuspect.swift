/// What is known of one key beside its cells.
struct OverloadKey {
    /// The key, and the minute in which it was first seen.
    var hash: UInt64 = 0
    var born = Int64.min
    /// The number of what its requests hold of other minutes, -1 for none so far; it may be another's meanwhile.
    var reach: Int32 = -1
    var clients: OverloadClients?
    var suspect: OverloadSuspect?
}

/// A minute in which the API was overloaded and a key principal.
struct OverloadHit {
    var minute: Int64
    var stress: OverloadRule.Stress
    /// Whether it lies outside of planned maintenance.
    var counts: Bool
    /// Whether shares are shares of server time.
    var isTimed: Bool
    var requests: Int64
    var busy: Int64
    var bytes: Int64
    var allRequests: Int64
    var allBusy: Int64
    var peaks = OverloadPeaks()
    var clients = ClientSum()
    var example: Example?

    var start: Int64 { minute * OverloadRule.minute }
    var end: Int64 { (minute + 1) * OverloadRule.minute }
}

/// The hits of one key within a day, and the episodes that they make.
final class OverloadSuspect {
    fileprivate struct Open {
        var episode: Episode<OverloadEvidence>
        /// The last hit that keeps it open.
        var last: Int64
    }

    private var hits: [OverloadHit] = []
    private var observation: Open?
    private var finding: Open?

    /// Takes a hit, later than all others.
    func take(_ hit: OverloadHit, _ rule: OverloadRule, _ key: PartnerKey, into findings: inout FindingSink) {
        // A key that was forgotten within the minute and came again has two cells; they are not added up.
        guard hits.last?.minute ?? .min < hit.minute else { return }
        add(hit, key, into: &findings)
        let (wasSeen, wasOpen) = (observation != nil, finding != nil)
        observe(hit, rule, at: hit.end)
        defer { announce(wasSeen: wasSeen, wasOpen: wasOpen, key, into: &findings) }
        guard hit.counts else { return }
        let counting = hits.filter(\.counts)
        let day = Int64(counting.count)
        let hour = Int64(counting.count { $0.minute > hit.minute - OverloadRule.hour })
        let fires = rule.fires(hour: hour, day: day)
        if finding == nil, fires {
            finding = start(counting, rule.observed(hour: hour, day: day), at: hit.end)
            finding?.episode.firstSeen = observation?.episode.started
            observation?.episode.hasFinding = true
        } else if finding != nil {
            finding?.add(hit, counting, at: hit.end)
        }
        if fires { finding?.episode.charge(rule.points(day), on: findings.day(at: hit.end - 1)) }
        findings.trace(.overload, EpisodeLabel(key: key, route: ""), episode: finding?.episode.started) {
            rule.evaluation(hit, hour: hour, day: day)
        }
    }

    /// Tells of what has begun with a hit.
    private func announce(wasSeen: Bool, wasOpen: Bool, _ key: PartnerKey, into findings: inout FindingSink) {
        if !wasOpen, let finding {
            findings.announce { Self.make(finding.episode, .finding, ended: nil, key) }
        } else if !wasSeen, let observation {
            findings.announce { Self.make(observation.episode, .observation, ended: nil, key) }
        }
    }

    /// Takes a hit of the unfinished last minute, in which only an observation may start.
    func takeLast(
        _ hit: OverloadHit, at last: Int64, _ rule: OverloadRule, _ key: PartnerKey, into findings: inout FindingSink
    ) {
        close(before: hit.minute, key, into: &findings)
        guard observation == nil else { return }
        add(hit, key, into: &findings)
        observe(hit, rule, at: last)
    }

    /// The log has ended: what is open is handed out.
    func finish(at last: Int64, _ key: PartnerKey, into findings: inout FindingSink) {
        close(before: OverloadRule.index(last), key, into: &findings)
        hand(&observation, .observation, ended: nil, key, into: &findings)
        hand(&finding, .finding, ended: nil, key, into: &findings)
    }

    private func add(_ hit: OverloadHit, _ key: PartnerKey, into findings: inout FindingSink) {
        close(before: hit.minute, key, into: &findings)
        hits.removeAll { $0.minute <= hit.minute - OverloadRule.day }
        hits.append(hit)
    }

    private func observe(_ hit: OverloadHit, _ rule: OverloadRule, at time: Int64) {
        if observation == nil {
            observation = start(hits, (Int64(hits.count), 1), at: time)
        } else {
            observation?.add(hit, hits, at: time)
        }
    }

    private func start(_ hits: [OverloadHit], _ figures: (observed: Int64, threshold: Int64), at time: Int64) -> Open {
        var episode = Episode(
            started: time, observed: figures.observed, threshold: figures.threshold,
            worst: OverloadEvidence(hits, until: time))
        episode.worst.stressed = hits.map(\.start)
        for hit in hits { episode.add(hit) }
        return Open(episode: episode, last: hits.last?.minute ?? .min)
    }

    /// Ends what had no hit in the day before a minute.
    private func close(before minute: Int64, _ key: PartnerKey, into findings: inout FindingSink) {
        func end(_ open: Open?) -> Int64? {
            guard let open, open.last + OverloadRule.day < minute else { return nil }
            return (open.last + OverloadRule.day + 1) * OverloadRule.minute
        }
        if let ended = end(observation) { hand(&observation, .observation, ended: ended, key, into: &findings) }
        if let ended = end(finding) { hand(&finding, .finding, ended: ended, key, into: &findings) }
    }

    private func hand(
        _ open: inout Open?, _ kind: Finding.Kind, ended: Int64?, _ key: PartnerKey, into findings: inout FindingSink
    ) {
        guard let ending = open?.episode else { return }
        open = nil
        guard kind == .finding || !ending.hasFinding else { return }
        findings.take(Self.make(ending, kind, ended: ended, key))
    }

    private static func make(
        _ episode: Episode<OverloadEvidence>, _ kind: Finding.Kind, ended: Int64?, _ key: PartnerKey
    ) -> Finding {
        episode.finding(
            kind, .overload, EpisodeLabel(key: key, route: ""), ended: ended, unit: "stressed_minutes",
            evidence: .overload(episode.worst))
    }
}

extension OverloadSuspect.Open {
    /// Adds a hit to what is open; `hits` are those of its day, it among them.
    fileprivate mutating func add(_ hit: OverloadHit, _ hits: [OverloadHit], at time: Int64) {
        last = hit.minute
        episode.add(hit)
        var stressed = episode.worst.stressed
        if stressed?.count ?? .max < OverloadEvidence.mostStressed { stressed?.append(hit.start) }
        if hits.count > episode.worst.minutes { episode.worst = OverloadEvidence(hits, until: time) }
        episode.worst.stressed = stressed
    }
}

extension Episode {
    /// Adds the clients and the example of a hit. Load at the wrong time is not waste, so that stays zero.
    fileprivate mutating func add(_ hit: OverloadHit) {
        clients.add(hit.clients)
        if let example = hit.example, examples.count < ExampleLog.most { examples.append(example) }
    }
}

extension OverloadEvidence {
    /// The figures of a day's hits, in their order; `end` is where the last minute ends, or the log within it.
    init(_ hits: [OverloadHit], until end: Int64) {
        self.init()
        guard let first = hits.first, let last = hits.last else { return }
        isServerTime = hits.allSatisfy(\.isTimed)
        minutes = Int64(hits.count)
        (firstMinute, lastMinute) = (first.minute * OverloadRule.minute, end)
        windowStart = (last.minute - OverloadRule.day + 1) * OverloadRule.minute
        windowEnd = end
        var peaks = OverloadPeaks()
        var (part, whole): (Int64, Int64) = (0, 0)
        for hit in hits {
            requests += hit.requests
            serverMilliseconds += hit.busy
            bytes += hit.bytes
            part += isServerTime ? hit.busy : hit.requests
            whole += isServerTime ? hit.allBusy : hit.allRequests
            overWorkers += hit.stress.contains(.workers) ? 1 : 0
            overRequests += hit.stress.contains(.requests) ? 1 : 0
            withErrors += hit.stress.contains(.errors) ? 1 : 0
            peaks.raise(to: hit.peaks)
        }
        sharePercent = part.percent(of: whole)
        (peakSecond, peakTenSeconds, peakMinute) = (peaks.one, peaks.ten, peaks.sixty)
        var oldest = 0
        for (index, hit) in hits.enumerated() {
            while hits[oldest].minute <= hit.minute - OverloadRule.hour { oldest += 1 }
            busiestHour = max(busiestHour, Int64(index - oldest + 1))
        }
    }
}

extension OverloadKey: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.codeHash(&hash)
        coder.code(&born)
        coder.code(&reach)
        coder.code(&clients)
        coder.code(&suspect)
    }
}

extension OverloadHit: StateElement {
    static var blank: Self {
        OverloadHit(
            minute: 0, stress: [], counts: false, isTimed: false, requests: 0, busy: 0, bytes: 0, allRequests: 0,
            allBusy: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&minute)
        var bits = stress.rawValue
        coder.code(&bits)
        stress = OverloadRule.Stress(rawValue: bits)
        coder.code(&counts)
        coder.code(&isTimed)
        coder.code(&requests)
        coder.code(&busy)
        coder.code(&bytes)
        coder.code(&allRequests)
        coder.code(&allBusy)
        coder.code(&peaks)
        coder.code(&clients)
        coder.code(&example)
    }
}

extension OverloadSuspect: StateElement {
    static var blank: OverloadSuspect { OverloadSuspect() }

    func code(_ coder: inout StateCoder) {
        coder.code(&hits)
        coder.code(&observation)
        coder.code(&finding)
    }
}

extension OverloadSuspect.Open: StateElement {
    static var blank: Self { OverloadSuspect.Open(episode: .blank, last: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&episode)
        coder.code(&last)
    }
}
