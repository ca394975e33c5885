internal import AccessLog
internal import Detection
internal import Policy
public import Reports

/// Explains one key: a scan that looks at it more closely.
public struct KeyExplanation {
    /// What an explanation ended with.
    public struct Outcome: Sendable {
        /// What is shown.
        public var explanation: Explanation
        /// Whether part of the input could not be read.
        public var hasFaults: Bool
    }

    private let request: ScanRequest
    private let key: String
    private let rule: RuleName?
    private let day: String?
    private let scan: Scan

    /// Makes ready for a run.
    ///
    /// - Parameters:
    ///   - request: what is read, and the policy.
    ///   - key: a login, or `login/INSTALLATION`.
    ///   - rule: the name of the only rule to explain, `nil` for all.
    ///   - day: the local day in the contract's zone to tell hour by hour, `2026-11-14`.
    ///   - isStopped: asked often; once `true`, the run ends early with what it has.
    /// - Throws: `ScanError` for a rule or a day that is none.
    public init(
        _ request: ScanRequest, key: String, rule: String? = nil, day: String? = nil,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(ScanError) {
        self.request = request
        self.key = key
        self.day = day
        self.rule = try rule.map(Self.rule)
        var trace = TraceRequest(key: key, rule: self.rule)
        if let day { trace.day = try Self.span(of: day, in: Zones.zone(request.policy.timeZone)) }
        scan = try Scan(request, trace: trace, isStopped: isStopped)
    }

    /// Runs.
    ///
    /// - Throws: `ScanError` where the run cannot go on, or no line of the log has the key.
    public func run(progress: (Scan.Progress) -> Void = { _ in }) throws(ScanError) -> Outcome {
        let outcome = try scan.run(progress: progress)
        guard !outcome.traces.isEmpty else { throw unknownKey(outcome.model) }
        let options = request.policy.detection
        return Outcome(
            explanation: Explanation(
                model: outcome.model, traces: outcome.traces, rules: rule.map { [$0] } ?? RuleName.allCases,
                routes: options.routes, hasQuotas: !options.quotas.isEmpty,
                observationsOnly: options.observationsOnly, day: day),
            hasFaults: outcome.hasFaults)
    }

    /// What a rule says of itself.
    ///
    /// - Throws: `ScanError` for a name that is no rule.
    public static func text(ofRule name: String, _ writer: ExplainWriter) throws(ScanError) -> [UInt8] {
        writer.bytes(try rule(name))
    }

    private static func rule(_ name: String) throws(ScanError) -> RuleName {
        if let rule = RuleName(rawValue: name) { return rule }
        let names = RuleName.allCases.map(\.rawValue)
        let nearest = NearestName.of(name, in: names).map { "; did you mean \($0)?" } ?? "."
        throw ScanError("--rule: \"\(name)\" is no rule\(nearest) The rules are \(names.joined(separator: ", ")).")
    }

    private static func span(of day: String, in zone: TimeZoneRules) throws(ScanError) -> Range<Int64> {
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
        if parts.map(\.count) == [4, 2, 2], numbers.count == 3 {
            let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
            if date.isReal {
                let start = zone.startOfDay(containing: zone.utc(fromLocal: date.daysSince1970 * 86_400) * 1000)
                return start..<zone.startOfNextDay(after: start)
            }
        }
        throw ScanError("--day: \"\(day)\" is no date; write it like 2026-11-14")
    }

    private func unknownKey(_ model: ReportModel) -> ScanError {
        guard !model.keys.isEmpty else {
            return ScanError("\"\(key)\": no line of these logs counts for any key; abuse-scan scan says why")
        }
        let nearest = NearestKey.of(key, in: model.keys.map(\.key))
        let keys = model.keys.count == 1 ? "1 key" : "\(model.keys.count) keys"
        let hint = nearest.isEmpty ? "." : NearestKey.question(nearest)
        let end = nearest.isEmpty ? "; abuse-scan --format json lists them" : ""
        return ScanError(
            "\"\(DisplayText.safe(key))\" has no line that counts in these logs\(hint) They hold \(keys)\(end).")
    }
}
