import AccessLog
public import Detection

/// Makes the days of cases from what a detector found.
public struct CaseDays: Sendable {
    /// How the day stands beside the findings of a key.
    public struct Circumstances: Sendable, Equatable {
        /// Whether the API itself was in trouble on the day.
        public var isProviderFault: Bool
        /// Covered days of the ledger up to and with this one.
        public var coveredDays: Int

        /// Makes circumstances.
        public init(isProviderFault: Bool = false, coveredDays: Int = .max) {
            self.isProviderFault = isProviderFault
            self.coveredDays = coveredDays
        }
    }

    private let keep: @Sendable (Finding) -> CaseFinding

    /// Makes days of findings that are kept in a certain way, masked and with their identifiers.
    public init(keep: @escaping @Sendable (Finding) -> CaseFinding) { self.keep = keep }

    /// The days of all cases of a key on one local day: of each clause with a finding on it, and of each clause with an open
    /// case, since a day without anything is a clean one.
    ///
    /// - Parameters:
    ///   - findings: all findings of the key, with their points by day.
    ///   - key: the key.
    ///   - day: the day.
    ///   - open: clauses that the key has open cases for.
    ///   - around: how the day stands.
    /// - Returns: the days by their cases.
    public func days(
        of findings: [Finding], key: PartnerKey, on day: LogDay, open: Set<Int>, around: Circumstances = .init()
    ) -> [CaseKey: CaseDay] {
        guard let date = CivilDate(day.date) else { return [:] }
        let present = findings.filter { $0.key == key && $0.isPresent(on: day) }
        let scores = Self.scores(of: present, on: day, open: open)
        var days: [CaseKey: CaseDay] = [:]
        for clause in 1...3 {
            let own = present.filter { $0.rule.clause == clause && $0.rule != .roundTheClock }
            guard open.contains(clause) || own.contains(where: { $0.kind == .finding }) else { continue }
            let score = scores[clause] ?? 0
            let routes = Set(own.map(\.route))
            let words = present.filter { $0.rule == .roundTheClock && routes.contains($0.route) }
            var made = CaseDay(date: date, score: score, isCovered: day.isCovered, coveredDays: around.coveredDays)
            made.isProviderFault = around.isProviderFault
            made.findings = (own.filter { $0.exempt == nil } + words).map(keep)
            if score == 0 { made.exemption = own.lazy.compactMap(\.exempt).first.map { ExemptionNote(reason: $0) } }
            days[CaseKey(key: key, clause: clause)] = made
        }
        let quotas = present.filter { $0.rule == .quota && $0.exempt == nil }
        if !quotas.isEmpty {
            var made = CaseDay(date: date, score: 0, isCovered: day.isCovered, coveredDays: around.coveredDays)
            made.findings = quotas.map(keep)
            days[CaseKey(key: key, clause: nil)] = made
        }
        return days
    }

    /// The day score of each clause: the largest points, half of the second and a quarter of the third.
    ///
    /// Repeated fetches, polling and hammering of one route are one misuse: its points go to the clause that has an open
    /// case, so that a case does not starve while the rules take turns, else to the clause with the most points.
    static func scores(of findings: [Finding], on day: LogDay, open: Set<Int>) -> [Int: Int] {
        var points: [Int: [Int]] = [:]
        var routes: [String: [(clause: Int, points: Int)]] = [:]
        for finding in findings {
            guard let clause = finding.rule.clause,
                let charge = finding.days.first(where: { $0.day == day.start })?.points
            else { continue }
            switch finding.rule {
            case .repeatedFetch, .polling, .closedDoor: routes[finding.route, default: []].append((clause, charge))
            default: points[clause, default: []].append(charge)
            }
        }
        for charges in routes.values {
            let sorted = charges.sorted { ($1.points, $0.clause) < ($0.points, $1.clause) }
            guard let largest = sorted.first else { continue }
            let clause = sorted.first { open.contains($0.clause) }?.clause ?? largest.clause
            points[clause, default: []].append(largest.points)
        }
        return points.mapValues { charges in
            let top = charges.sorted(by: >).prefix(3)
            return min(100, top.enumerated().reduce(0) { $0 + $1.element >> $1.offset })
        }
    }
}

extension Finding {
    /// Whether it has something on a local day.
    fileprivate func isPresent(on day: LogDay) -> Bool {
        if days.contains(where: { $0.day == day.start }) { return true }
        guard days.isEmpty else { return false }
        if rule == .quota { return day.start <= started && started < day.end }
        return started < day.end && (ended ?? .max) > day.start
    }
}
