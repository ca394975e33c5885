import AccessLog
import ReferenceModel
import Testing

@testable import Cases

/// Ninety days of one key each; the dates were worked out by hand with the printed calendar of 2026.
@Suite struct LadderTests {
    private let facts = ClosingFacts(hasContact: true, isEvidenceVerifiable: true)

    /// Who never stops, from different days on: Easter with the night of 29 March, 1 May and Whitsun, the night of
    /// 25 October, Christmas.
    @Test(arguments: [
        (
            "2026-03-16", "2026-06-13",
            ["2026-03-18 notice", "2026-03-26 reminder", "2026-04-07 final", "2026-04-22 closing"]
        ),
        (
            "2026-04-20", "2026-07-18",
            ["2026-04-22 notice", "2026-04-30 reminder", "2026-05-11 final", "2026-05-26 closing"]
        ),
        (
            "2026-10-12", "2027-01-09",
            ["2026-10-14 notice", "2026-10-22 reminder", "2026-10-30 final", "2026-11-16 closing"]
        ),
        (
            "2026-12-07", "2027-03-06",
            ["2026-12-09 notice", "2026-12-17 reminder", "2026-12-28 final", "2027-01-12 closing"]
        ),
    ])
    func whoNeverStopsGetsEveryLetterAndAllItsTime(first: String, last: String, expected: [String]) throws {
        var history = try CaseHistory()
        try history.live(first, to: last, score: 45)
        #expect(history.log == expected)
        let state = try #require(history.state)
        let recommended = try #require(CivilDate(String(expected[3].prefix(10))))
        // On the day itself the time that the letter gives is not over for the partner; the day after it is.
        #expect(!history.ladder.isClosingPermitted(state, on: recommended, facts: facts))
        #expect(history.ladder.isClosingPermitted(state, on: recommended.adding(days: 1), facts: facts))
        #expect(!history.ladder.isClosingPermitted(state, on: recommended.adding(days: 1), facts: ClosingFacts()))
        let delivered = state.letters.compactMap(\.delivered)
        for (index, days) in [7, 7].enumerated() {
            #expect(try history.slow.deadline(after: delivered[index], days: days) <= delivered[index + 1])
        }
    }

    @Test func whoStopsAfterTheNoticeIsToldThatItIsOver() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-20", score: 45)
        try history.live("2026-03-21", to: "2026-06-13", score: 0)
        #expect(history.log == ["2026-03-18 notice", "2026-03-27 is resolved", "2026-03-27 resolved"])
        #expect(history.state?.stage == .resolved)
    }

    @Test func whoWasOnlyObservedIsNotWrittenTo() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-17", score: 45)
        try history.live("2026-03-18", to: "2026-06-13", score: 0)
        #expect(history.log == ["2026-03-24 is resolved"])
        #expect(history.state?.letters.isEmpty == true)
    }

    @Test func twoVeryBadDaysAreEnoughForANotice() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-16", score: 59)
        try history.live("2026-03-17", to: "2026-03-18", score: 60)
        #expect(history.log == ["2026-03-18 notice"])
        history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-17", score: 60)
        #expect(history.log == ["2026-03-17 notice"])
    }

    /// Back within thirty days: after a notice with the notice, after a reminder with the reminder.
    @Test func aRelapseComesBackAtThePeakButNotAboveTheReminder() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-20", score: 45)
        try history.live("2026-03-21", to: "2026-04-09", score: 0)
        try history.live("2026-04-10", to: "2026-04-12", score: 45)
        #expect(history.log.suffix(2) == ["2026-04-10 is back", "2026-04-12 notice"])

        history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-29", score: 45)
        try history.live("2026-03-30", to: "2026-04-19", score: 0)
        try history.live("2026-04-20", to: "2026-06-13", score: 45)
        #expect(
            history.log == [
                "2026-03-18 notice", "2026-03-26 reminder", "2026-04-05 is resolved", "2026-04-05 resolved",
                "2026-04-20 is back", "2026-04-22 reminder", "2026-04-30 final", "2026-05-18 closing",
            ])
    }

    @Test func aWordThatItIsOverIsTakenBackWhenItIsNot() throws {
        var history = try CaseHistory()
        history.arrives = { $0 != .resolved }
        try history.live("2026-03-16", to: "2026-03-20", score: 45)
        try history.live("2026-03-21", to: "2026-03-31", score: 0)
        try history.live("2026-04-01", to: "2026-04-01", score: 45)
        #expect(history.log.suffix(3) == ["2026-03-27 resolved", "2026-04-01 is back", "2026-04-01 withdrawn"])
    }

    /// Three quiet days: the recommendation no longer stands, and comes anew when misuse does.
    @Test func aRecommendationDoesNotOutliveTheMisuse() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-04-22", score: 45)
        #expect(history.state?.stage == .closing)
        try history.live("2026-04-23", to: "2026-04-27", score: 0)
        #expect(history.state?.stage == .final)
        let state = try #require(history.state)
        #expect(history.ladder.tasks(of: state, hasContact: true).isEmpty)
        #expect(!history.ladder.isClosingPermitted(state, on: try #require(CivilDate("2026-04-28")), facts: facts))
        try history.live("2026-04-28", to: "2026-05-08", score: 45)
        #expect(history.log.suffix(2) == ["2026-04-30 waits until 2026-05-07", "2026-05-07 closing"])
    }

    @Test func afterThirtyDaysTheLadderBeginsAnew() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-29", score: 45)
        try history.live("2026-03-30", to: "2026-05-05", score: 0)
        let first = try #require(history.state?.id)
        #expect(history.state?.resolved?.text == "2026-04-05")
        try history.live("2026-05-06", to: "2026-05-08", score: 45)
        #expect(history.log.last == "2026-05-08 notice")
        #expect(history.state?.id != first && history.state?.opened.text == "2026-05-06")
    }

    @Test func withoutAContactTheClockStands() throws {
        var history = try CaseHistory()
        history.arrives = { _ in false }
        try history.live("2026-03-16", to: "2026-06-13", score: 45)
        #expect(history.log == ["2026-03-18 notice"])
        let state = try #require(history.state)
        let tasks = history.ladder.tasks(of: state, hasContact: false)
        #expect(
            tasks.map(\.sentence) == [
                "\(state.id): the partner has no contact person; add one to partners, the clock stands.",
                "\(state.id)-1: waits for approval since 2026-03-18; the clock stands.",
            ])
    }

    @Test func aBounceStopsTheClockUntilTheLetterArrives() throws {
        var history = try CaseHistory()
        history.arrives = { $0 != .notice }
        try history.live("2026-03-16", to: "2026-03-18", score: 45)
        let notice = try history.letter(.notice)
        try history.record("2026-03-19", .approved(letter: notice))
        try history.record("2026-03-19", .sent(letter: notice, via: "sendmail", reference: "1"))
        try history.record("2026-03-20", .bounced(letter: notice, why: "550 no such user"))
        try history.live("2026-03-19", to: "2026-04-01", score: 45)
        let state = try #require(history.state)
        #expect(
            history.ladder.tasks(of: state, hasContact: true).map(\.sentence) == [
                "\(notice): came back; correct the address and send it again, the clock stands."
            ])
        try history.record("2026-04-02", .delivered(letter: notice, reference: "by hand"))
        try history.live("2026-04-02", to: "2026-06-13", score: 45)
        #expect(
            history.log == [
                "2026-03-18 notice", "2026-04-09 reminder", "2026-04-17 final", "2026-05-04 closing",
            ])
    }

    @Test func aLateBounceTakesBackWhatFollowed() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-28", score: 45)
        try history.record("2026-03-29", .bounced(letter: try history.letter(.notice), why: "mailbox full"))
        try history.live("2026-03-29", to: "2026-04-06", score: 45)
        #expect(history.log.suffix(2) == ["2026-03-26 reminder", "2026-03-29 withdrawn"])
        try history.record("2026-04-07", .delivered(letter: try history.letter(.notice), reference: "by hand"))
        try history.live("2026-04-07", to: "2026-04-20", score: 45)
        #expect(history.log.last == "2026-04-14 reminder")
    }

    @Test func exemptDaysCountForNobody() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-19", score: 45)
        let note = ExemptionNote(reason: "import", owner: "ops", until: CivilDate("2026-04-15"))
        try history.live("2026-03-20", to: "2026-04-14", score: 0, exempt: note)
        #expect(history.log == ["2026-03-18 notice"])
        #expect(history.state?.stage == .notice)
        try history.live("2026-04-15", to: "2026-04-18", score: 45)
        #expect(history.log == ["2026-03-18 notice", "2026-04-17 reminder"])
    }

    @Test func aPersonsExemptionHoldsAsWell() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-19", score: 45)
        let note = ExemptionNote(reason: "import", owner: "ops", until: CivilDate("2026-04-15"))
        try history.record("2026-03-20", .exempted(note))
        try history.live("2026-03-20", to: "2026-04-18", score: 45)
        #expect(history.log == ["2026-03-18 notice", "2026-04-17 reminder"])
    }

    @Test func halfTheMisuseBuysAWeekOnce() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-19", score: 60)
        try history.live("2026-03-20", to: "2026-06-13", score: 20)
        #expect(
            history.log == [
                "2026-03-17 notice", "2026-03-25 waits until 2026-04-01", "2026-04-01 reminder", "2026-04-14 final",
                "2026-04-29 closing",
            ])
    }

    @Test func daysOfTheProvidersFaultCountForNobody() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-19", score: 45)
        try history.live("2026-03-20", to: "2026-03-31", score: 45, fault: true)
        try history.live("2026-04-01", to: "2026-04-20", score: 45)
        #expect(history.log == ["2026-03-18 notice", "2026-04-03 reminder", "2026-04-14 final"])
    }

    @Test func uncoveredDaysAreNeitherCleanNorBad() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-17", score: 45)
        try history.live("2026-03-18", to: "2026-03-24", score: 45, covered: false)
        #expect(history.log.isEmpty)
        try history.live("2026-03-25", to: "2026-03-25", score: 45)
        #expect(history.log == ["2026-03-25 notice"])
        try history.live("2026-03-26", to: "2026-03-31", score: 0)
        try history.live("2026-04-01", to: "2026-04-05", score: 0, covered: false)
        try history.live("2026-04-06", to: "2026-04-06", score: 0)
        #expect(history.log.suffix(2) == ["2026-04-06 is resolved", "2026-04-06 resolved"])
    }

    @Test func theFirstSevenCoveredDaysOfALedgerDraftNothing() throws {
        var history = try CaseHistory()
        for day in 0..<9 {
            let date = "2026-03-\(16 + day)"
            try history.live(date, to: date, score: 45, ledgerDays: day + 1)
        }
        #expect(history.log == ["2026-03-23 notice"])
    }

    @Test func moreTimeMovesTheDeadline() throws {
        var history = try CaseHistory()
        try history.live("2026-03-16", to: "2026-03-20", score: 45)
        let until = try #require(CivilDate("2026-05-01"))
        try history.record("2026-03-20", .extended(letter: try history.letter(.notice), until: until))
        try history.live("2026-03-21", to: "2026-05-10", score: 45)
        // 1 May is a holiday, so the time ends on Monday 4 May.
        #expect(history.log == ["2026-03-18 notice", "2026-05-04 reminder"])
    }

    @Test func simulationsCannotBeApprovedOrSent() throws {
        var history = try CaseHistory()
        history.ladder.isSimulation = true
        history.arrives = { _ in false }
        try history.live("2026-03-16", to: "2026-03-18", score: 45)
        let letter = try history.letter(.notice)
        #expect(throws: CaseError("\(letter): is a simulation and cannot be approved or sent; run without --simulate"))
        {
            try history.record("2026-03-19", .approved(letter: letter))
        }
    }

    @Test func whatCannotBeIsRefused() throws {
        var history = try CaseHistory()
        history.arrives = { _ in false }
        try history.live("2026-03-16", to: "2026-03-18", score: 45)
        let letter = try history.letter(.notice)
        let state = try #require(history.state)
        #expect(throws: CaseError("\(letter): is not approved; approve it first")) {
            try history.record("2026-03-19", .sent(letter: letter, via: "maildir", reference: "x"))
        }
        #expect(
            throws: CaseError(
                "\(letter): was drafted at the end of 2026-03-18 and cannot have arrived before; "
                    + "give the day on which it arrived")
        ) { try history.record("2026-03-17", .delivered(letter: letter, reference: "x")) }
        #expect(
            throws: CaseError("\(state.id)-9: no such letter in case \(state.id); cases show \(state.id) lists them")
        ) {
            try history.record("2026-03-19", .approved(letter: "\(state.id)-9"))
        }
        #expect(
            throws: CaseError(
                "\(state.id): closing is not permitted: no contact person is registered; cases check tells all")
        ) { try history.record("2026-03-19", .closed(reason: "enough", isConfirmed: true)) }
    }
}
