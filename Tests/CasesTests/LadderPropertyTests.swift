import AccessLog
import Foundation
import Testing

@testable import Cases

@Suite struct LadderPropertyTests {
    private let ladder = Ladder(
        notices: NoticeOptions(), calendar: CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc))

    /// How many times as many lives as usual: `CASES_LIVES=10` lives through 2 000.
    private static let factor = ProcessInfo.processInfo.environment["CASES_LIVES"].flatMap(Int.init) ?? 1

    /// Closing is never permitted unless all three letters arrived in their order with their time, and misuse went on after
    /// each; judged from the bare inputs, without the ladder's own state.
    @Test(arguments: 0..<4 * factor)
    func closingIsNeverPermittedTooEarly(block: Int) throws {
        var permitted = 0
        var recommended = 0
        for seed in UInt64(block * 50)..<UInt64(block * 50 + 50) {
            let life = RandomCase.life(seed: seed, ladder: ladder)
            for (date, count) in life.permitted {
                let problem = BareHistory(life.inputs.prefix(count), drafts: life.drafts).reasonAgainstClosing(on: date)
                #expect(problem == nil, "seed \(seed) on \(date.text): \(problem ?? "")")
            }
            permitted += life.permitted.isEmpty ? 0 : 1
            recommended += life.recommended.count
        }
        // Some of these lives get so far; else the test could not fail.
        #expect(permitted > 0 && recommended > 0, "block \(block)")
    }

    @Test func noLetterIsDraftedTwice() {
        for seed in UInt64(0)..<60 * UInt64(Self.factor) {
            let life = RandomCase.life(seed: seed, ladder: ladder)
            let ids = life.drafts.map(\.id)
            #expect(Set(ids).count == ids.count, "seed \(seed)")
            var standing: [String: [LetterKind]] = [:]
            for letter in life.state?.letters ?? [] where !letter.isSpent && letter.status != .withdrawn {
                let number = String(letter.id.prefix { $0 != "-" })
                #expect(
                    letter.kind.stage == nil || standing[number]?.contains(letter.kind) != true,
                    "seed \(seed): \(letter.id)")
                standing[number, default: []].append(letter.kind)
            }
        }
    }

    @Test func seenDaysChangeNothing() {
        for seed in UInt64(0)..<12 * UInt64(Self.factor) {
            let life = RandomCase.life(seed: seed, ladder: ladder)
            guard let state = life.state else { continue }
            for case .day(let day) in life.inputs where day.date <= state.lastDay {
                let outcome = ladder.advance(state, key: RandomCase.key, by: day)
                #expect(outcome == Outcome(state: state), "seed \(seed)")
            }
        }
    }

    /// Kept as JSON between any two inputs, or handed over in one go: the same state and the same letters.
    @Test func oneByOneIsTheSameAsAllAtOnce() throws {
        for seed in UInt64(0)..<10 * UInt64(Self.factor) {
            let life = RandomCase.life(seed: seed, ladder: ladder)
            var state: Case?
            var kept: Data?
            var days: [CaseDay] = []
            var (one, all): ([LetterDraft], [LetterDraft]) = ([], [])
            for input in life.inputs {
                let before = try kept.map { try JSONDecoder().decode(Case.self, from: $0) }
                let outcome: Outcome
                switch input {
                case .day(let day):
                    outcome = ladder.advance(before, key: RandomCase.key, by: day)
                    days.append(day)
                case .event(let event):
                    let whole = ladder.advance(state, key: RandomCase.key, by: days)
                    days = []
                    let recorded = try ladder.record(event, in: try #require(whole.state))
                    (state, all) = (recorded.state, all + whole.drafts + recorded.drafts)
                    outcome = try ladder.record(event, in: try #require(before))
                }
                one += outcome.drafts
                kept = try outcome.state.map { try JSONEncoder().encode($0) }
            }
            let whole = ladder.advance(state, key: RandomCase.key, by: days)
            let last = try kept.map { try JSONDecoder().decode(Case.self, from: $0) }
            #expect(last == life.state && whole.state == life.state, "seed \(seed)")
            #expect(one == life.drafts && all + whole.drafts == life.drafts, "seed \(seed)")
        }
    }

    @Test func aReplayIsTheSame() {
        for seed in UInt64(0)..<12 * UInt64(Self.factor) {
            #expect(
                RandomCase.life(seed: seed, ladder: ladder) == RandomCase.life(seed: seed, ladder: ladder), "\(seed)")
        }
    }
}

/// What the inputs alone say: which letters arrived when, and which days were bad.
private struct BareHistory {
    private var delivered: [String: Int64] = [:]
    private var extended: [String: CivilDate] = [:]
    private var days: [CaseDay] = []
    private let kinds: [String: LetterKind]
    private let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)

    init(_ inputs: ArraySlice<RandomCase.Input>, drafts: [LetterDraft]) {
        kinds = Dictionary(uniqueKeysWithValues: drafts.map { ($0.id, $0.kind) })
        for input in inputs {
            switch input {
            case .day(let day): days.append(day)
            case .event(let event):
                switch event.action {
                case .delivered(let letter, _): delivered[letter] = delivered[letter] ?? event.at
                case .bounced(let letter, _): delivered[letter] = nil
                case .extended(let letter, let until): extended[letter] = max(until, extended[letter] ?? until)
                default: break
                }
            }
        }
    }

    /// Looks for any three letters that would do, whatever the ladder thinks of them.
    func reasonAgainstClosing(on date: CivilDate) -> String? {
        func arrived(_ kind: LetterKind) -> [(id: String, at: Int64)] {
            delivered.filter { kinds[$0.key] == kind }.map { ($0.key, $0.value) }
        }
        var reason: String? = "not all three letters arrived"
        for notice in arrived(.notice) {
            for reminder in arrived(.reminder) {
                for final in arrived(.final) {
                    let found = reasonAgainst(notice, reminder, final, on: date)
                    guard let found else { return nil }
                    reason = found
                }
            }
        }
        return reason
    }

    private func reasonAgainst(
        _ notice: (id: String, at: Int64), _ reminder: (id: String, at: Int64), _ final: (id: String, at: Int64),
        on date: CivilDate
    ) -> String? {
        let now = calendar.end(of: date)
        let steps = [(notice, reminder.at, 7), (reminder, final.at, 7), (final, now, 14)]
        for (letter, next, grace) in steps {
            if next - letter.at < Int64(grace) * 86_400_000 { return "\(letter.id): too little time" }
            if let until = extended[letter.id], calendar.date(of: next) < until { return "\(letter.id): more time" }
        }
        for (from, to) in [(notice.at, reminder.at), (reminder.at, final.at), (final.at, now)] {
            let bad = days.filter { day in
                let middle = calendar.instant(day.date, minutes: 720)
                return from < middle && middle < to && day.isCovered && !day.isProviderFault && day.exemption == nil
                    && day.score >= 15
            }
            if bad.count < 3 { return "\(bad.count) bad days after a letter" }
        }
        for day in days.suffix(7) where !day.isCovered && day.date < date { return "\(day.date.text) not covered" }
        if days.last?.exemption != nil { return "exempt" }
        return nil
    }
}
