internal import AccessLog
internal import Cases
internal import Detection
internal import Ledger
internal import Policy
internal import Reports

/// Computes letters again from the logs, under the policy that they rest on, and looks whether the ledger is as it was kept.
public struct Verification: Sendable {
    /// What was found of one letter.
    public struct LetterResult: Sendable {
        /// The letter.
        public var id: String
        /// What differs, one sentence each; none where all figures are the same.
        public var differences: [String]
    }

    /// What was found.
    public struct Report: Sendable {
        /// What is wrong with the ledger itself: its history, its rows, its policies.
        public var ledger: [String] = []
        /// What is wrong with the logs that were given.
        public var inputs: [String] = []
        /// One a letter, in the order of numbers.
        public var letters: [LetterResult] = []
        /// Steps of the history that were looked at.
        public var steps = 0

        /// Whether everything is as it was.
        public var isIdentical: Bool {
            ledger.isEmpty && inputs.isEmpty && letters.allSatisfy { $0.differences.isEmpty }
        }
    }

    private let office: CaseOffice
    private let request: ScanRequest

    /// Makes ready.
    ///
    /// - Parameters:
    ///   - office: the ledger and its cases.
    ///   - request: the logs, and how they are read; its policy is not used.
    public init(_ office: CaseOffice, _ request: ScanRequest) {
        self.office = office
        self.request = request
    }

    /// Verifies some letters.
    ///
    /// - Parameters:
    ///   - ids: the letters' numbers.
    ///   - isStopped: asked often; once `true`, the run ends early.
    /// - Returns: what was found.
    /// - Throws: `ScanError` where logs or ledger cannot be read at all.
    public func run(_ ids: [String], isStopped: @escaping @Sendable () -> Bool = { false }) throws(ScanError) -> Report
    {
        var report = Report()
        var check = LedgerCheck(office)
        report.ledger = try check.faults()
        report.steps = check.steps
        report.inputs = try InputCheck(office, request).faults(ids.compactMap { office.letters[$0] })
        var results: [String: [String]] = [:]
        let letters = ids.sorted().compactMap { office.letters[$0] }
        for (digest, group) in Dictionary(grouping: letters, by: \.reproduction.policyDigest).sorted(by: {
            $0.key < $1.key
        }) {
            let days: Replay
            switch try policy(digest) {
            case .success(let policy): days = try judged(policy, isStopped)
            case .failure(let error):
                for letter in group { results[letter.id] = [error.description] }
                continue
            }
            for letter in group { results[letter.id] = try differences(letter, days) }
        }
        report.letters = letters.map { LetterResult(id: $0.id, differences: results[$0.id] ?? []) }
        return report
    }

    /// The policy of a digest, or what is wrong with it.
    private func policy(_ digest: String) throws(ScanError) -> Result<Policy, ScanError> {
        let text: String?
        do throws(LedgerError) {
            text = try office.file.policyText(digest)
        } catch {
            throw ScanError(error.description, .ledger)
        }
        guard let text else { return .failure(ScanError("the policy that it rests on is not in the ledger")) }
        guard TextDigest.sha256(text) == digest else {
            return .failure(ScanError("the policy that it rests on was changed in the ledger"))
        }
        do throws(PolicyError) {
            return .success(try Policy(yaml: text, fileName: "the policy in the ledger"))
        } catch {
            return .failure(ScanError("the policy that it rests on cannot be read: \(error.description)"))
        }
    }

    /// The days of all cases, judged anew from the logs alone.
    private func judged(_ policy: Policy, _ isStopped: @escaping @Sendable () -> Bool) throws(ScanError) -> Replay {
        var request = request
        request.policy = policy
        request.ledger = nil
        request.watchesDays = true
        request.spans = try CaseSpans(office)
        let outcome = try Scan(request, isStopped: isStopped).run()
        guard !outcome.isStopped else { throw ScanError("stopped before the end; nothing was compared") }
        let judged = (outcome.book?.judged ?? []).map { ($0.date, $0) }
        return Replay(
            days: outcome.book?.watchedDays ?? [:], judged: Dictionary(judged) { first, _ in first })
    }

    /// What the logs say of days.
    private struct Replay {
        /// Days on which something was found, or a case was looked at.
        var days: [CaseKey: [CaseDay]]
        /// Every day by its date.
        var judged: [String: JudgedDay]

        /// A day of a case: one on which nothing was found is a clean one; `nil` where the logs do not hold it.
        func day(_ date: CivilDate, of key: CaseKey) -> CaseDay? {
            if let day = days[key]?.first(where: { $0.date == date }) { return day }
            return judged[date.text].map { judged in
                CaseDay(date: date, score: 0, isCovered: judged.isCovered, isProviderFault: judged.isFault)
            }
        }
    }

    private func differences(_ letter: Letter, _ replay: Replay) throws(ScanError) -> [String] {
        let (state, known) = try office.letter(letter.id)
        let before = (replay.days[state.key] ?? []).filter { $0.date <= known.drafted }
        var latest: [String: CaseFinding] = [:]
        for day in before {
            for finding in day.findings { latest[finding.id] = finding }
        }
        var found = letter.findings.flatMap { FindingComparison($0, latest[$0.id]).sentences }
        for mark in letter.days {
            if let sentence = Self.difference(mark, replay.day(mark.date, of: state.key)) { found.append(sentence) }
        }
        return found
    }

    private static func difference(_ mark: DayMark, _ day: CaseDay?) -> String? {
        guard let day else { return "\(mark.date.text): these logs say nothing of the day" }
        if day.score != mark.score {
            return "\(mark.date.text): day score \(mark.score) in the letter, \(day.score) from the logs"
        }
        if (mark.verdict == .uncovered) == day.isCovered {
            return "\(mark.date.text): the letter and the logs differ on whether the log holds all of the day"
        }
        if day.isCovered, (mark.verdict == .fault) != day.isProviderFault {
            return "\(mark.date.text): the letter and the logs differ on whether the API was in trouble"
        }
        return nil
    }
}
