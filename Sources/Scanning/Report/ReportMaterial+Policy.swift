internal import Cases
internal import Detection
public import Policy
public import Reports

extension ReportMaterial {
    /// Material without figures: what the policy says.
    init(_ request: ReportRequest, _ period: ReportPeriod) throws(ScanError) {
        let policy = request.policy
        let calendar = try CaseCalendar(policy)
        let quotas = policy.detection.quotas
        self.init(
            period: period, calendar: calendar, sums: PeriodSums(period, zone: calendar.zone, quotas: quotas),
            service: ServiceTally(policy.serviceLevel, calendar: calendar))
        notices = policy.notices
        volume = policy.dataVolume
        self.quotas = quotas
        routes = Dictionary(policy.detection.routes.map { ($0.match, $0) }) { first, _ in first }
        reachable = Set(policy.partners.filter { !$0.contacts.isEmpty }.map(\.id))
        partner = request.partner
        showsAddresses = request.showsAddresses
        coverage.profile = policy.profile
    }

    /// Names the partners of the keys that were met.
    mutating func nameKeys(_ policy: Policy) {
        var names = policy.partnersByLogin.mapValues { PartnerName(id: $0.id, name: $0.name) }
        let logins = Set(sums.keys.compactMap(\.login) + findings.compactMap(\.key.login))
        for login in logins where names[login] == nil {
            names[login] = policy.partner(forLogin: login).map { PartnerName(id: $0.id, name: $0.name) }
        }
        partners = names
    }
}

extension ScanError {
    /// A partner's page of somebody whom neither the register nor the figures know; the nearest names are told.
    init(unknownPartner name: String, _ request: ReportRequest, keys: [PartnerKey], source: String) {
        let names = request.policy.partners.flatMap { [$0.id] + $0.logins } + keys.compactMap(\.login)
        let question = NearestKey.question(NearestKey.of(name, in: names))
        let way = question.isEmpty ? "; name a partner's id or a login" : question
        self.init("--partner \(DisplayText.safe(name)): neither the policy's register nor \(source) it\(way)")
    }
}

extension PeriodReportWriter.Setting {
    /// What the policy says of the agreements.
    public init(_ policy: Policy) throws(ScanError) {
        self.init(calendar: try CaseCalendar(policy))
        service = policy.serviceLevel
        volume = policy.dataVolume
    }
}

extension ReportPeriod {
    /// Reads a year, a month, a week, a day or a word such as `last-month` in the zone of a policy; `nil` for anything
    /// else. `now` is in milliseconds since 1970 UTC.
    ///
    /// - Throws: `ScanError` for a zone that the machine does not know.
    public init?(_ text: String, policy: Policy, now: Int64) throws(ScanError) {
        self.init(text, in: try Zones.zone(policy.timeZone), now: now)
    }
}
