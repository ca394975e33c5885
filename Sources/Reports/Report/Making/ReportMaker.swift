internal import AccessLog
internal import Cases
internal import Detection

/// Makes a report of its material: pure, and the same whatever the order of rows.
public struct ReportMaker {
    let material: ReportMaterial
    /// Findings of the page's subjects, by key.
    let findings: [Finding]
    let byKey: [PartnerKey: [Finding]]

    /// Makes ready.
    public init(_ material: ReportMaterial) {
        self.material = material
        findings = material.findings.filter { Self.isShown($0.key, material) }
        byKey = Dictionary(grouping: findings, by: \.key)
    }

    private static func isShown(_ key: PartnerKey, _ material: ReportMaterial) -> Bool {
        guard let partner = material.partner else { return true }
        return key.login == partner || key.login.flatMap { material.partners[$0]?.id } == partner
    }

    func isShown(_ key: PartnerKey) -> Bool { Self.isShown(key, material) }

    /// The subjects that a partner's page is about, for a page that would be empty; all keys otherwise.
    public var hasSubjects: Bool {
        material.partner == nil || !findings.isEmpty || material.sums.keys.contains { isShown($0) }
            || material.partners.values.contains { $0.id == material.partner }
    }

    /// The report.
    public func report() -> PeriodReport {
        var report = PeriodReport(period: material.period, zone: material.calendar.zone.name)
        report.partner = material.partner.map { partner in
            let name = material.partners.values.first { $0.id == partner }
            return PeriodReport.Subject(
                login: name == nil ? DisplayText.safe(partner) : nil, partner: name.map { DisplayText.safe($0.id) },
                name: name?.name.map(DisplayText.safe))
        }
        report.keys = keyRows()
        report.findings = findingRows()
        report.cases = caseRows()
        report.tasks = material.partner == nil ? tasks() : []
        report.routes = routeRows()
        report.load = load()
        report.serviceLevel = serviceMonths()
        report.volume = volumeRows()
        report.quotas = quotaRows()
        report.pulses = pulses()
        report.coverage = coverage()
        report.headline = headline(report)
        return report
    }

    /// A key as outputs name it.
    func subject(_ key: PartnerKey) -> PeriodReport.Subject {
        let partner = key.login.flatMap { material.partners[$0] }
        return PeriodReport.Subject(
            login: key.login.map(DisplayText.safe), installation: key.installation.map(DisplayText.safe),
            partner: partner.map { DisplayText.safe($0.id) }, name: partner?.name.map(DisplayText.safe))
    }

    private func headline(_ report: PeriodReport) -> PeriodReport.Headline {
        var head = PeriodReport.Headline()
        head.accusedKeys = Int64(report.keys.count { $0.findings > 0 })
        head.findings = Int64(report.findings.count { $0.counts })
        head.observations = Int64(report.findings.count { $0.detail.isObservation })
        let closed: Set<String> = [Case.Stage.resolved.rawValue, Case.Stage.closed.rawValue]
        head.openCases = Int64(report.cases.count { !closed.contains($0.stage) })
        for letter in report.cases.flatMap(\.letters) {
            if let delivered = letter.delivered, material.period.from <= delivered, delivered < material.period.to {
                head.lettersDelivered += 1
            } else if letter.delivered == nil, letter.status != .withdrawn {
                head.lettersWaiting += 1
            }
        }
        for key in report.keys {
            head.waste.add(key.waste)
            if key.sums.requests > 0 { head.keys += 1 }
        }
        for key in material.sums.byKey {
            head.total.requests.addClamped(key.sums.requests)
            head.total.bytes.addClamped(key.sums.bytes)
            head.total.serverMilliseconds.addClamped(key.sums.serverMilliseconds)
        }
        return head
    }
}

extension PeriodReport.Amount {
    /// The waste of a finding, or the part of it inside a period.
    init(_ waste: Waste, part: Int64 = 1, of whole: Int64 = 1) {
        requests = Figures.scaled(waste.requests, by: part, over: whole)
        bytes = Figures.scaled(waste.bytes, by: part, over: whole)
        serverMilliseconds = Figures.scaled(waste.serverMilliseconds, by: part, over: whole)
    }

    mutating func add(_ other: Self) {
        requests.addClamped(other.requests)
        bytes.addClamped(other.bytes)
        serverMilliseconds.addClamped(other.serverMilliseconds)
    }

    mutating func raise(to other: Self) {
        requests = max(requests, other.requests)
        bytes = max(bytes, other.bytes)
        serverMilliseconds = max(serverMilliseconds, other.serverMilliseconds)
    }

    /// What a ranking compares.
    var order: (Int64, Int64, Int64) { (requests, bytes, serverMilliseconds) }
}
