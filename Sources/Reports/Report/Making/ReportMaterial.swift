public import Cases
public import Detection

/// What a report of a period is made of, whether it comes from a ledger or straight from logs.
public struct ReportMaterial: Sendable {
    /// What it tells of.
    public var period: ReportPeriod
    /// Days and hours of the contract.
    public var calendar: CaseCalendar
    /// The findings that touch the period, with names of inputs in place.
    public var findings: [Finding] = []
    /// Names of inputs, by ``Detection/Example/file``.
    public var inputs: [String] = []
    /// Every case.
    public var cases: [Case] = []
    /// The grace and the other choices of letters.
    public var notices = NoticeOptions()
    /// The roll-ups.
    public var sums: PeriodSums
    /// The minutes.
    public var service: ServiceTally
    /// What volumes are agreed.
    public var volume = DataVolumeOptions()
    /// Quotas of the policy.
    public var quotas: [Quota] = []
    /// Routes of the policy by their text.
    public var routes: [String: RouteRule] = [:]
    /// Partners of logins.
    public var partners: [String: PartnerName] = [:]
    /// Partners that have somebody to write to.
    public var reachable: Set<String> = []
    /// The partner whose page it is: an identifier of the register, or a login.
    public var partner: String?
    /// Where the log ends: open findings last until then.
    public var end: Int64
    /// Whether addresses are shown whole.
    public var showsAddresses = false
    /// What the report rests on; first, last and gaps are filled in.
    public var coverage = PeriodReport.Coverage()

    /// Makes material of nothing.
    public init(period: ReportPeriod, calendar: CaseCalendar, sums: PeriodSums, service: ServiceTally) {
        self.period = period
        self.calendar = calendar
        self.sums = sums
        self.service = service
        end = period.to
    }

    /// Takes findings, so that rows of their keys and routes that come after are told to be misuse.
    ///
    /// - Parameters:
    ///   - keys: places of keys in the sums.
    ///   - routes: places of routes.
    public mutating func markMisuse(keys: [PartnerKey: Int], routes: [String: Int]) {
        for finding in findings where finding.kind == .finding && finding.exempt == nil && finding.rule != .quota {
            guard let key = keys[finding.key] else { continue }
            let route = finding.route.isEmpty ? nil : routes[finding.route] ?? -1
            let end = finding.ended ?? max(end, finding.started + 1)
            sums.mark(key, PeriodSums.Stretch(route: route, span: finding.since..<max(finding.since, end)))
        }
    }
}
