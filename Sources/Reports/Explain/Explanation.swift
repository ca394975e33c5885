public import Detection

/// Why a key was flagged or not: what one run saw of it, rule by rule.
public struct Explanation: Sendable {
    /// What the run found, and what it rests on.
    public var model: ReportModel
    /// The keys that were asked for, at least one.
    public var traces: [KeyTrace]
    /// The rules that are told, in the order of their names' declaration.
    public var rules: [RuleName]
    /// The routes of the policy, in their order.
    public var routes: [RouteRule]
    /// Whether the policy has quotas.
    public var hasQuotas: Bool
    /// Whether the policy makes every finding an observation.
    public var observationsOnly: Bool
    /// The local day that is told hour by hour, `2026-11-14`.
    public var day: String?

    /// Makes an explanation.
    public init(
        model: ReportModel, traces: [KeyTrace], rules: [RuleName], routes: [RouteRule], hasQuotas: Bool,
        observationsOnly: Bool, day: String? = nil
    ) {
        self.model = model
        self.traces = traces
        self.rules = rules
        self.routes = routes
        self.hasQuotas = hasQuotas
        self.observationsOnly = observationsOnly
        self.day = day
    }

    /// Whether an hour of the rules ends inside the log, so that they looked at all.
    var hasHourEnd: Bool {
        guard let first = model.summary.firstTime, let last = model.summary.lastTime else { return false }
        func hour(_ time: Int64) -> Int64 {
            let (hour, rest) = (time - 137_000).quotientAndRemainder(dividingBy: 3_600_000)
            return rest < 0 ? hour - 1 : hour
        }
        return hour(first) < hour(last)
    }

    /// Whether one rule is told at length.
    var isDetailed: Bool { rules.count == 1 }
}

/// One rule for one key: what it said, and what it rests on.
struct RuleAccount {
    /// What a rule said in the end.
    enum Verdict: String {
        case fired, observed
        case notFired = "not_fired"
    }

    let rule: RuleName
    /// Fired ones first, then by how near they came.
    let traces: [RuleTrace]
    /// Findings and observations of the key.
    let findings: [Finding]
    let verdict: Verdict

    init(_ rule: RuleName, _ trace: KeyTrace, _ model: ReportModel) {
        self.rule = rule
        let own = model.findings.filter { $0.rule == rule && RuleAccount.belongs($0, to: trace.key) }
        traces = trace.rules.filter { $0.subject.rule == rule }.map { ($0, Self.level($0, own)) }.sorted {
            $0.1 == $1.1 ? Self.isNearer($0.0, $1.0) : $0.1 > $1.1
        }.map(\.0)
        findings = own
        verdict =
            own.contains { $0.kind == .finding } ? .fired : own.isEmpty ? .notFired : .observed
    }

    /// A quota may be that of a login or of an installation.
    private static func belongs(_ finding: Finding, to key: PartnerKey) -> Bool {
        guard case .quota(let evidence) = finding.evidence else { return finding.key == key }
        switch evidence.scope {
        case .key: return finding.key == key
        case .login: return finding.key.login == key.login
        case .installation: return finding.key.installation == key.installation
        }
    }

    private static func level(_ trace: RuleTrace, _ findings: [Finding]) -> Int {
        let found = findings.filter { matches($0, trace.subject) }
        return found.contains { $0.kind == .finding } ? 2 : found.isEmpty ? 0 : 1
    }

    /// Whether one trace came nearer to firing than another.
    private static func isNearer(_ left: RuleTrace, _ right: RuleTrace) -> Bool {
        guard let other = left.nearest else { return false }
        return right.nearest?.isExceeded(by: other) ?? true
    }

    /// Whether a finding is of what a trace is of.
    static func matches(_ finding: Finding, _ subject: RuleTrace.Subject) -> Bool {
        guard finding.route == subject.route, finding.target == subject.target else { return false }
        switch finding.evidence {
        case .closedDoor(let evidence): return subject.detail == String(evidence.status)
        case .wastefulScan(let evidence): return subject.detail == evidence.kind.rawValue
        case .quota(let evidence): return subject.detail == evidence.scope.rawValue
        default: return true
        }
    }

    /// The findings of what a trace is of.
    func findings(of trace: RuleTrace) -> [Finding] { findings.filter { Self.matches($0, trace.subject) } }
}
