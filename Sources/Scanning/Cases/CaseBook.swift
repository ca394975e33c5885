internal import AccessLog
internal import Cases
internal import Detection
internal import Foundation
internal import Ledger
internal import Policy
internal import Reports

/// The cases as they stand, and everything that changed since they were opened: rows for the ledger, and news.
///
///     findings of a day ──► CaseDays ──► Ladder ──► case ── letters
///                                           └─────► steps ──► history, each with the digest of the one before
struct CaseBook {
    /// The program as it stands in the history.
    static let author = "abuse-scan"

    let desk: CaseDesk.Setting
    let grounds: LetterGrounds
    private let days: CaseDays
    /// The current case of each key and clause.
    private(set) var cases: [CaseKey: Case]
    private(set) var letters: [String: LetterRow]
    private var last: HistoryStep?
    /// The start of the last day that was judged.
    private(set) var lastDay: Int64?

    private(set) var changedCases: [String: CaseRow] = [:]
    private(set) var changedLetters: Set<String> = []
    private(set) var history: [HistoryRow] = []
    private(set) var judged: [JudgedDay] = []
    /// What is new, in its order.
    private(set) var events: [CaseNews.Event] = []
    private(set) var alerts: [OperatorTask] = []
    /// The days of cases as they were judged, where somebody asks for them.
    var watchedDays: [CaseKey: [CaseDay]]?
    /// Which cases are looked at, where that is known from a ledger and not from the days alone.
    var spans: CaseSpans?

    /// Opens a book on what a ledger holds.
    init(_ desk: CaseDesk.Setting, _ grounds: LetterGrounds, _ past: CasePast, keep: @escaping CaseDesk.Keeping) {
        self.desk = desk
        self.grounds = grounds
        days = CaseDays(keep: keep)
        cases = past.cases
        letters = past.letters
        last = past.last
        lastDay = past.lastDay
    }

    /// Moves all cases by a day.
    mutating func judge(
        _ day: LogDay, _ findings: [Finding], _ around: CaseDays.Circumstances, _ inputs: [SeenInput]
    ) {
        guard let date = CivilDate(day.date) else { return }
        lastDay = day.start
        judged.append(
            JudgedDay(
                start: day.start, date: day.date, isCovered: day.isCovered, isFault: around.isProviderFault,
                coveredDays: around.coveredDays))
        if desk.ladder.isSimulation { deliverAll(by: date) }
        let byKey = Dictionary(grouping: findings) { $0.key }
        let followed = spans?.followed(on: date) ?? cases.values.filter { $0.isFollowed(on: date) }.map(\.key)
        let open = Dictionary(grouping: followed.filter { $0.clause != nil }) { $0.key }
        for key in Set(byKey.keys).union(open.keys).sorted(by: Self.precedes) {
            var around = around
            let own = byKey[key] ?? []
            // Who overloads the API is not excused by its errors.
            if own.contains(where: { $0.rule == .overload && $0.days.contains { $0.day == day.start } }) {
                around.isProviderFault = false
            }
            let clauses = Set((open[key] ?? []).compactMap(\.clause))
            let found = days.days(of: own, key: key, on: day, open: clauses, around: around)
            for caseKey in found.keys.sorted(by: { $0.clause ?? 9 < $1.clause ?? 9 }) {
                if let caseDay = found[caseKey] { advance(caseKey, by: caseDay, inputs) }
            }
        }
    }

    private mutating func advance(_ key: CaseKey, by day: CaseDay, _ inputs: [SeenInput]) {
        let outcome = desk.ladder.advance(cases[key], key: key, by: day)
        watchedDays?[key, default: []].append(day)
        guard let state = outcome.state else { return }
        let end = desk.ladder.calendar.end(of: day.date)
        let (desk, grounds) = (desk, grounds)
        take(outcome, state, at: end, by: Self.author) { draft in
            let setting = grounds.setting(of: state, draft, inputs, until: end)
            return desk.ladder.letter(draft, of: state, in: setting, at: end)
        }
        alerts += outcome.alerts
    }

    /// Keeps what follows from a day or an act.
    mutating func take(
        _ outcome: Outcome, _ state: Case, at instant: Int64, by author: String, write: (LetterDraft) -> Letter
    ) {
        cases[state.key] = state
        for draft in outcome.drafts { put(write(draft), at: instant) }
        for step in outcome.steps { note(step, state, at: instant, by: author) }
        for letter in state.letters where letters[letter.id].map({ $0.stage != letter.status.rawValue }) ?? false {
            letters[letter.id]?.stage = letter.status.rawValue
            letters[letter.id]?.updated = instant
            changedLetters.insert(letter.id)
        }
        changedCases[state.id] = CaseRow(
            id: state.id, key: state.key.key, clause: state.key.clause, stage: state.stage.rawValue,
            opened: desk.ladder.calendar.instant(state.opened, minutes: 0), updated: instant,
            json: Self.json(state))
    }

    /// Puts a letter in the place of what was known of it.
    mutating func put(_ letter: Letter, at instant: Int64) {
        let known = letters[letter.id]
        letters[letter.id] = LetterRow(
            id: letter.id, caseID: letter.caseNumber, kind: letter.kind.rawValue,
            stage: known?.stage ?? CaseLetter.Status.drafted.rawValue, drafted: known?.drafted ?? letter.written,
            updated: instant, json: Self.json(letter))
        changedLetters.insert(letter.id)
    }

    /// Adds a step to the history, and what the letter holds that it is about.
    mutating func note(_ step: CaseStep, _ state: Case, at instant: Int64, by author: String) {
        append(step, state.id, at: instant, by: author)
        switch step {
        case .drafted(let letter, _), .recorded(.sent(let letter, _, _)):
            if let row = letters[letter] {
                append(
                    .written(letter: letter, digest: ContentDigest.hex(row.json.utf8)), state.id, at: instant,
                    by: author)
            }
        default: break
        }
        events.append(CaseNews.Event(step: step, id: state.id, key: state.key, at: instant))
    }

    /// Notes in the history of the ledger, and of the cases whose days say something else now, that inputs were taken out.
    mutating func note(recomputedWithout inputs: [String], run: Int, cases ids: [String], at instant: Int64) {
        for id in [""] + ids { append(.recomputed(without: inputs, run: run), id, at: instant, by: Self.author) }
    }

    private mutating func append(_ step: CaseStep, _ id: String, at instant: Int64, by author: String) {
        // Steps are coded without fail: they hold text and numbers.
        guard let made = try? HistoryChain.step(step, of: id, at: instant, by: author, after: last) else { return }
        last = made
        history.append(HistoryRow(made, kind: step.kind))
    }

    private mutating func deliverAll(by date: CivilDate) {
        for state in cases.values.sorted(by: { $0.id < $1.id }) {
            let outcome = desk.ladder.deliver(state, by: date)
            guard !outcome.steps.isEmpty, let next = outcome.state else { continue }
            let at = next.letters.compactMap(\.delivered).max() ?? 0
            let (desk, grounds) = (desk, grounds)
            take(outcome, next, at: at, by: Self.author) { draft in
                desk.ladder.letter(draft, of: next, in: grounds.setting(of: next, draft, [], until: at), at: at)
            }
        }
    }

    private static func precedes(_ left: PartnerKey, _ right: PartnerKey) -> Bool {
        (left.login ?? "", left.installation ?? "") < (right.login ?? "", right.installation ?? "")
    }

    /// JSON with sorted keys: the same value gives the same text.
    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
