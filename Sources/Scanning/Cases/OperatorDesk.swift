internal import AccessLog
public import Cases
internal import Detection
internal import Foundation
internal import Ledger
internal import Policy

/// Gathers what the operator's own people are told.
public struct OperatorDesk {
    /// What a digest told: findings that began in a stretch of the log, steps of the history between two numbers.
    struct Mark: Codable {
        /// The local date of the digest.
        var date: String
        /// Findings that began later are told, milliseconds since 1970 UTC.
        var from: Int64
        /// Up to here.
        var to: Int64
        /// Steps with higher numbers are told.
        var firstStep: Int64
        /// Up to this one.
        var lastStep: Int64
    }

    /// The points of a day that eight times the limit of an overload gives.
    private static let acutePoints = 50
    /// An alert that comes later than this is no alert; the digest tells it.
    private static let alertTime: Int64 = 48 * 3_600_000
    /// Deadlines of so many days are told.
    private static let ahead: Int64 = 7 * 86_400_000

    private let office: CaseOffice
    private let at: Int64
    private let rows: [OutboxRow]
    private var language: LetterLanguage { office.setting.policy.notices.language }

    /// Opens a desk at an instant, milliseconds since 1970 UTC; `rows` are the messages that are kept.
    init(_ office: CaseOffice, at instant: Int64, rows: [OutboxRow]) {
        self.office = office
        at = instant
        self.rows = rows
    }

    /// The digest as it would go at an instant, milliseconds since 1970 UTC.
    ///
    /// - Throws: `ScanError` where the ledger cannot be read.
    public static func digest(_ office: CaseOffice, at instant: Int64) throws(ScanError) -> OperatorDigest {
        try OperatorDesk(office, at: instant, rows: kept(office)).digest().digest
    }

    private static func kept(_ office: CaseOffice) throws(ScanError) -> [OutboxRow] {
        do throws(LedgerError) {
            return try office.file.outbox()
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// Whether today's digest was planned, so that there is no second one.
    var hasDigest: Bool {
        let today = office.date(of: at).text
        return rows.contains { $0.isDigest && $0.date == today && $0.state != .dropped }
    }

    /// Today's digest, and what it tells.
    func digest() throws(ScanError) -> (digest: OperatorDigest, mark: Mark) {
        let mark = try mark()
        let open = office.cases.values.filter(\.isOpen)
        let findings = try findings(in: mark)
        var digest = OperatorDigest(
            language: language, date: office.date(of: at),
            tasks: findings.acute + office.setting.tasks(of: open), letters: [])
        digest.findings = findings.sights
        digest.deadlines = open.compactMap(deadline).sorted { ($0.at, $0.letter) < ($1.at, $1.letter) }
        for step in try steps(in: mark) {
            if case .drafted(let id, _) = step.step, let letter = office.letters[id] {
                digest.letters.append(letter)
            } else {
                digest.news.append(step)
            }
        }
        return (digest, mark)
    }

    /// What must be known at once: one alert a finding.
    func alerts() throws(ScanError) -> [OperatorAlert] {
        let start = at - Self.alertTime
        var alerts: [OperatorAlert] = []
        try each(start..<(.max)) { finding, kept in
            let day = finding.days.last { Self.isAcute($0) }
            guard finding.rule == .overload, let day, day.day + 86_400_000 > start else { return }
            alerts.append(
                OperatorAlert(
                    language: language, finding: kept.id, date: office.date(of: day.day), minutes: kept[.minutes],
                    partner: partner(finding.key), key: Self.text(finding.key)))
        }
        return alerts
    }

    // MARK: What is new

    private func mark() throws(ScanError) -> Mark {
        do throws(LedgerError) {
            let file = office.file
            let last = try file.lastStep()?.number ?? 0
            let frontier = try file.frontier() ?? at
            let text = try file.digestMark()
            guard let before = text.flatMap({ try? JSONDecoder().decode(Mark.self, from: Data($0.utf8)) }) else {
                // The first digest tells of the last week of the log.
                return Mark(
                    date: office.date(of: at).text, from: frontier - 7 * 86_400_000, to: frontier, firstStep: 0,
                    lastStep: last)
            }
            let went = rows.contains {
                $0.isDigest && $0.date == before.date && ($0.state == .sent || $0.state == .handed)
            }
            return Mark(
                date: office.date(of: at).text, from: went ? before.to : before.from, to: max(frontier, before.to),
                firstStep: went ? before.lastStep : before.firstStep, lastStep: last)
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    private func findings(in mark: Mark) throws(ScanError) -> (sights: [OperatorDigest.Sight], acute: [OperatorTask]) {
        var (sights, acute): ([OperatorDigest.Sight], [OperatorTask]) = ([], [])
        try each(mark.from..<(.max)) { finding, kept in
            if finding.rule == .overload,
                finding.days.contains(where: { Self.isAcute($0) && $0.day > mark.from - 86_400_000 })
            {
                acute.append(
                    OperatorTask(
                        id: number(finding.key), kind: .acuteOverload(finding: kept.id, minutes: kept[.minutes])))
            }
            guard mark.from < finding.started, finding.started <= mark.to else { return }
            sights.append(
                OperatorDigest.Sight(
                    rule: finding.rule, quota: kept.words[.quota], partner: partner(finding.key),
                    key: Self.text(finding.key), route: finding.rule == .quota ? "" : kept.route, points: finding.points
                ))
        }
        sights.sort { ($1.points, $0.key, $0.route) < ($0.points, $1.key, $1.route) }
        return (sights, acute)
    }

    /// Hands out the findings that touch a span, those that are exempt left out.
    private func each(
        _ span: Range<Int64>, _ take: (Finding, CaseFinding) -> Void
    ) throws(ScanError) {
        let keep = office.setting.keeping(files: [])
        let decoder = JSONDecoder()
        do throws(LedgerError) {
            try office.file.findings(in: span) { row in
                guard row.kind == .finding, let finding = try? decoder.decode(Finding.self, from: Data(row.json.utf8)),
                    finding.exempt == nil
                else { return }
                take(finding, keep(finding))
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    private func steps(in mark: Mark) throws(ScanError) -> [OperatorDigest.News] {
        var news: [OperatorDigest.News] = []
        do throws(LedgerError) {
            try office.file.history { row in
                guard row.number > mark.firstStep, row.number <= mark.lastStep,
                    mark.firstStep > 0 || row.time > mark.from,
                    let step = row.what, let id = row.caseID, let state = office.cases[id]
                else { return }
                let made = OperatorDigest.News(id: id, partner: partner(state.key.key), step: step)
                if made.isTold { news.append(made) }
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        return news
    }

    private func deadline(_ state: Case) -> OperatorDigest.Deadline? {
        guard let letter = state.lastStanding, let end = office.setting.ladder.deadline(of: letter), at <= end,
            end < at + Self.ahead
        else { return nil }
        return OperatorDigest.Deadline(
            letter: letter.id, kind: letter.kind, partner: partner(state.key.key), at: end)
    }

    // MARK: Names

    private static func isAcute(_ day: DayPoints) -> Bool { day.points >= acutePoints }

    private static func text(_ key: PartnerKey) -> String {
        [key.login, key.installation].compactMap(\.self).joined(separator: ", ")
    }

    private func partner(_ key: PartnerKey) -> String {
        let partner = key.login.flatMap { office.setting.policy.partner(forLogin: $0) }
        return partner.map { $0.name ?? $0.id } ?? Self.text(key)
    }

    /// The case of a key's overload, else the key.
    private func number(_ key: PartnerKey) -> String {
        let wanted = CaseKey(key: key, clause: RuleName.overload.clause)
        let own = office.cases.values.filter { $0.key == wanted }.max { $0.opened < $1.opened }
        return own?.id ?? Self.text(key)
    }
}
