/// What a detector found in the lines that it was given.
public struct DetectionResult: Sendable {
    /// In the order of outputs: key, rule, route, target, start.
    public var findings: [Finding] = []
    /// In the order of keys.
    public var keys: [KeyCount] = []
    /// Lines without identity by source network, most lines first.
    public var unidentified: [(network: String, lines: Int64)] = []
    /// The first and the last stamp, milliseconds since 1970 UTC.
    public var firstTime: Int64?
    /// The last stamp, milliseconds since 1970 UTC.
    public var lastTime: Int64?
    /// Stretches without any line, from its last line before to its first line after.
    public var gaps: [(from: Int64, to: Int64)] = []
    /// The local days that the log touches, in their order.
    public var days: [LogDay] = []

    /// How far overload could be judged.
    public var overload = OverloadCoverage()

    /// Hours in which the API itself was in trouble: more than a tenth of the keys' requests met 5xx; milliseconds since
    /// 1970 UTC.
    public var faultyHours: [Range<Int64>] = []
    /// What was forgotten to stay within memory.
    public var memory = MemoryReport()

    /// What every rule saw of the keys that were to be explained, in the order of keys.
    public var traces: [KeyTrace] = []

    /// What one key did.
    public struct KeyCount: Sendable {
        /// The key.
        public var key: PartnerKey
        /// Its requests.
        public var requests: Int64
        /// Bytes of its answers.
        public var bytes: Int64
        /// Server time, milliseconds.
        public var milliseconds: Int64
        /// The days on which findings cost points, in their order.
        public var days: [DayScore] = []
        /// The third-largest day score of the last seven covered days; 0 where fewer than three are covered.
        public var score = 0
    }
}

extension Detector {
    /// Ends with the log: every hour up to the last stamp is evaluated, and what is open is handed out.
    ///
    /// - Parameter earlier: findings that ``takeEnded()`` handed out before.
    /// - Returns: everything that was found.
    public consuming func finish(earlier: [Finding] = []) -> DetectionResult {
        var result = DetectionResult()
        result.firstTime = extent.first
        result.lastTime = extent.last
        result.gaps = extent.gaps
        result.unidentified = unidentified.sorted
        result.faultyHours = faults.all.map { Grid.hours.start($0)..<Grid.hours.end($0) }
        if let last = extent.last { close(at: last) }
        var harvest = Harvest()
        add(to: &harvest)
        if let last = extent.last { shards?.finish(at: last, passes, extent, faults, into: &harvest) }
        result.keys = harvest.keys.sorted { CanonicalOrder.precedes($0.key, $1.key) }
        harvest.memory.cappedKeys.sort { CanonicalOrder.precedes($0.key, $1.key) }
        result.memory = harvest.memory
        result.traces = sink.recorder?.finished ?? []
        result.overload = OverloadCoverage(
            result.keys, others: overload.others, isCapacityKnown: options.capacity.isKnown,
            minutes: overload.overloaded)
        result.findings = (earlier + harvest.findings).map { withLimits(withExemption(untilEnd($0)), harvest) }
            .sorted(
                by: CanonicalOrder.precedes)
        result.days = extent.days(&days)
        DayScores(result.findings, result.days).fill(&result.keys)
        return result
    }

    /// What parts of a log come to.
    struct Harvest {
        fileprivate(set) var keys: [DetectionResult.KeyCount] = []
        fileprivate(set) var findings: [Finding] = []
        fileprivate(set) var memory = MemoryReport()
        /// Keys of which some resources were forgotten.
        fileprivate(set) var forgetful: Set<PartnerKey> = []
    }

    /// Adds what was found here.
    func add(to harvest: inout Harvest) {
        harvest.findings += sink.findings
        keys.forEach { total in
            harvest.keys.append(
                DetectionResult.KeyCount(
                    key: states[Int(total.state)].key, requests: total.requests, bytes: total.bytes,
                    milliseconds: total.milliseconds))
        }
        harvest.memory.add(report)
        if touches.hasForgotten { harvest.memory.hasForgottenWrites = true }
        for number in states.indices {
            if let distinct = states[number].distinct {
                harvest.memory.cappedKeys.append((states[number].key, distinct.estimate))
            }
            if states[number].hasForgotten { harvest.forgetful.insert(states[number].key) }
        }
    }

    /// Says of a finding what the memory limit made a lower bound.
    private func withLimits(_ finding: Finding, _ harvest: Harvest) -> Finding {
        guard !harvest.memory.isExact else { return finding }
        var finding = finding
        if let capped = harvest.memory.cappedKeys.first(where: { $0.key == finding.key }) {
            finding.inexact =
                "of about \(capped.about) resources of this key \(limits.entriesPerKey) are followed within --memory; "
                + "repeats are a lower bound"
        } else if harvest.forgetful.contains(finding.key) {
            finding.inexact = "some resources of this key were forgotten within --memory; repeats are a lower bound"
        } else if harvest.memory.hasForgottenWrites, finding.rule == .repeatedFetch {
            finding.inexact = "old writes were forgotten within --memory and forgive more; repeats are a lower bound"
        }
        return finding
    }

    mutating func close(at last: Int64) {
        for place in routes.indices where routes[place].state >= 0 {
            routes[place].fetches.finish(at: last, fetchRule, duplicatesRule, into: &sink)
        }
        finishTraffic(at: last)
        for hot in targets {
            hot?.target.end(at: last, days: &days, context, into: &sink)
        }
    }

    /// An end that lies behind the last line has not been seen.
    func untilEnd(_ finding: Finding) -> Finding {
        var finding = finding
        if let ended = finding.ended, let last = extent.last, ended > last { finding.ended = nil }
        return finding
    }

    func withExemption(_ finding: Finding) -> Finding {
        var finding = finding
        let exemption = options.exemptions.first { exemption in
            (exemption.login == nil || exemption.login == finding.key.login)
                && (exemption.installation == nil || exemption.installation == finding.key.installation)
                && (exemption.rule == nil || exemption.rule == finding.rule)
                && finding.started < exemption.until ?? .max
        }
        if let exemption {
            finding.exempt = exemption.reason
            finding.points = 0
            finding.days = []
        }
        return finding
    }
}
