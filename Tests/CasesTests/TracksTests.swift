import AccessLog
import ReferenceModel
import Testing

@testable import Cases
@testable import Detection

/// Quotas, suspension without notice, alerts, and what the operator must do.
@Suite struct TracksTests {
    private let facts = ClosingFacts(hasContact: true, isEvidenceVerifiable: true)

    private func quota(_ level: Int64, _ id: String, period: String = "2026-03") -> CaseFinding {
        var finding = level == 80 ? LetterSamples.quota80 : LetterSamples.quota
        finding.id = id
        finding.words[.periodName] = period
        return finding
    }

    private func day(_ date: String, score: Int = 0, _ findings: [CaseFinding], covered: Int = .max) throws -> CaseDay {
        CaseDay(date: try #require(CivilDate(date)), score: score, findings: findings, coveredDays: covered)
    }

    @Test func aQuotaGivesOneLetterAtEachLevelOfEachPeriod() throws {
        var history = try CaseHistory()
        let key = CaseKey(key: history.key.key, clause: nil)
        var state: Case?
        var seen: [String] = []
        let days = [
            try day("2026-03-16", [quota(80, "a")]), try day("2026-03-17", [quota(80, "a")]),
            try day("2026-03-20", [quota(80, "a"), quota(100, "b")]), try day("2026-03-21", [quota(100, "b")]),
            // Both on one day: the higher one says it all.
            try day("2026-04-30", [quota(80, "c", period: "2026-04"), quota(100, "d", period: "2026-04")]),
            try day("2026-05-02", [quota(80, "e", period: "2026-05")]),
        ]
        for day in days {
            let outcome = history.ladder.advance(state, key: key, by: day)
            seen += outcome.drafts.map { "\($0.date.text) \($0.kind.rawValue) \($0.quota?.level ?? 0)" }
            state = outcome.state
        }
        #expect(
            seen == ["2026-03-16 quota 80", "2026-03-20 quota 100", "2026-04-30 quota 100", "2026-05-02 quota 80"])
        #expect(state?.stage == .observed)
        history.ladder.notices.observeDays = 7
        let early = history.ladder.advance(nil, key: key, by: try day("2026-03-16", [quota(80, "a")], covered: 7))
        #expect(early.drafts.isEmpty)
    }

    @Test func aSevereBreachIsMarkedAndNeedsAPersonsWord() throws {
        var history = try CaseHistory()
        var rule = NoticeOptions.Suspension()
        rule.points = 45
        history.ladder.notices.suspendWithoutNotice = [rule]
        let overload = LetterSamples.findings[4].finding
        let outcome = history.ladder.advance(nil, key: history.key, by: try day("2026-03-16", score: 45, [overload]))
        let state = try #require(outcome.state)
        #expect(outcome.drafts.isEmpty && outcome.steps.contains(.suspendable(finding: overload.id, points: 45)))
        #expect(history.ladder.tasks(of: state, hasContact: true).count == 1)
        let at = try history.slow.at("2026-03-16", 20)
        func close(_ reason: String, _ isConfirmed: Bool) throws(CaseError) -> Outcome {
            let event = CaseEvent(at: at, by: "ola", action: .closed(reason: reason, isConfirmed: isConfirmed))
            return try history.ladder.record(event, in: state, facts: facts)
        }
        let sentence = CaseError("\(state.id): suspension without notice needs --confirm and a reason")
        #expect(throws: sentence) { try close("the API was down", false) }
        #expect(throws: sentence) { try close("", true) }
        let closed = try close("the API was down", true)
        #expect(closed.state?.stage == .closed && closed.drafts.map(\.kind) == [.suspension])
        #expect(LetterKind.suspension.isUrgent)
        let open = try history.ladder.record(
            CaseEvent(at: at, by: "ola", action: .reopened(reason: "mended")), in: try #require(closed.state))
        #expect(open.state?.stage == .resolved)
    }

    @Test func anAcuteOverloadAlertsOnceAndSkipsNoStep() throws {
        let history = try CaseHistory()
        var overload = LetterSamples.findings[4].finding
        overload.figures[.minutes] = 80
        let first = history.ladder.advance(nil, key: history.key, by: try day("2026-03-16", score: 50, [overload]))
        #expect(
            first.alerts.map(\.kind) == [.acuteOverload(finding: overload.id, minutes: 80)] && first.drafts.isEmpty)
        let second = history.ladder.advance(
            first.state, key: history.key, by: try day("2026-03-17", score: 50, [overload]))
        #expect(second.alerts.isEmpty)
        overload.figures[.minutes] = 79
        overload.id = "other"
        let third = history.ladder.advance(nil, key: history.key, by: try day("2026-03-16", score: 50, [overload]))
        #expect(third.alerts.isEmpty)
    }

    @Test func theChecklistSaysWhenEachCrossMayTurn() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-20", score: 45)
        let state = try #require(history.state)
        let date = try #require(CivilDate("2026-03-20"))
        let checks = history.ladder.closingChecklist(state, on: date, facts: facts)
        let shown = checks.map { "\($0.isMet ? "+" : "-") \($0.sentence)\($0.mayTurn.map { " (\($0.text))" } ?? "")" }
        #expect(
            shown == [
                "+ a contact person is registered",
                "+ the notice was delivered on 2026-03-19",
                "- the time that it gives ends on 2026-03-26 at 16:30 (2026-03-27)",
                "- 1 abuse days after it, 3 are needed (2026-03-22)",
                "- the reminder is not delivered (2026-03-26)",
                "- its time runs from the day on which it is delivered",
                "- 3 abuse days are needed after it",
                "- the final warning is not delivered",
                "- its time runs from the day on which it is delivered",
                "- 3 abuse days are needed after it",
                "+ no pause for progress runs",
                "+ no exemption holds",
                "+ the evidence can be recomputed",
                "+ the last 7 days are covered",
                "+ none of 0 days on which the API was at fault is counted",
                "+ the case is open",
            ])
    }

    @Test func aLetterTellsWhatStillGoesOn() throws {
        var history = try CaseHistory()
        var polling = LetterSamples.findings[2].finding
        polling.since = try history.slow.at("2026-03-16", 4)
        for number in 16...18 {
            let outcome = history.ladder.advance(
                history.state, key: history.key, by: try day("2026-03-\(number)", score: 45, [polling]))
            history.state = outcome.state
            guard let draft = outcome.drafts.first, let state = outcome.state else { continue }
            var partner = Partner()
            partner.name = "Alfa"
            partner.language = .sv
            let setting = LetterSetting(
                partner: partner, contract: Contract(), files: ["a.gz"],
                reproduction: .init(version: "1", command: "abuse-scan a.gz", policyDigest: "00"))
            let evening = try history.slow.at("2026-03-19", 0, 5)
            let letter = history.ladder.letter(draft, of: state, in: setting, at: evening)
            #expect(letter.findings == [polling] && letter.from == polling.since && letter.language == .sv)
            #expect(letter.to == (try history.slow.at("2026-03-19", 0)) && letter.days.count == 3)
            // Written at night, it goes out at half past eight, and its time counts from there.
            #expect(letter.deadline == (try history.slow.at("2026-03-26", 16, 30)))
            let later = history.ladder.sending(letter, at: try history.slow.at("2026-03-27", 10))
            #expect(later.deadline == (try history.slow.at("2026-04-07", 16, 30)) && later.id == letter.id)
        }
        #expect(history.state?.letters.count == 1)
    }
}
