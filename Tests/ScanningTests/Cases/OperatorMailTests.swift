import Cases
import Foundation
import Ledger
import Testing

@testable import Scanning

@Suite("The operator's own people get a digest a day")
struct OperatorMailTests {
    private static let people = ", language: en, operators: [ops@hub.example, boss@hub.example]"

    /// The text of the digest of a date to the first address.
    private func text(_ office: MailOffice, _ date: String) throws -> String {
        let row = try LedgerFile.open(office.ledger, for: .reading).outbox().first {
            $0.message.hasPrefix("operator.\(date)") && $0.recipient == "ops@hub.example"
        }
        let message = String(decoding: try #require(row).bytes, as: UTF8.self)
        let end = try #require(message.range(of: "Content-Type: text/html"))
        return String(message[..<end.lowerBound])
    }

    @Test func onceADayInsideOpeningHoursWithWhatIsNew() async throws {
        let office = try MailOffice(notices: Self.people)
        let night = try await office.send(office.at("2026-03-12", 5))
        #expect(night.told.isEmpty && night.failures.isEmpty)
        let day = try await office.send(office.at("2026-03-12"))
        #expect(day.told.map(\.recipient).sorted() == ["boss@hub.example", "ops@hub.example"])
        #expect(day.told.first?.what == "the digest of 2026-03-12" && day.sent.isEmpty)
        let first = try text(office, "2026-03-12")
        for part in ["To do (3):", "waits for approval since", "New letters (3):", "Notice to Alfa AS"] {
            #expect(first.contains(part), "\(part)\n\(first)")
        }
        let again = try await office.send(office.at("2026-03-12", 14))
        #expect(again.told.isEmpty && again.failures.isEmpty)
        // The next day nothing is new, but the letters still wait.
        let next = try await office.send(office.at("2026-03-13"))
        #expect(next.told.count == 2)
        let second = try text(office, "2026-03-13")
        #expect(second.contains("To do (3):") && !second.contains("New letters") && !second.contains("New findings"))
        // Saturday and Sunday nobody is there; --now does not wait.
        #expect(try await office.send(office.at("2026-03-14")).told.isEmpty)
        #expect(try await office.send(office.at("2026-03-14"), isNow: true).told.count == 2)
    }

    @Test(arguments: [OutboxRow.State.planned, .handed])
    func afterACrashTheSameDigestGoesOnce(state: OutboxRow.State) async throws {
        let office = try MailOffice(notices: Self.people)
        _ = try await office.send(office.at("2026-03-12"))
        let before = try office.messages()
        try office.crash(state)
        let again = try await office.send(office.at("2026-03-12", 13))
        #expect(try office.messages() == before && again.failures.isEmpty)
        // What no channel took on its day is not sent the day after; that day's digest tells it.
        if state == .planned {
            try office.crash(.planned)
            #expect(try await office.send(office.at("2026-03-13")).told.count == 2)
            #expect(try text(office, "2026-03-13").contains("New letters (3):"))
            let states = try LedgerFile.open(office.ledger, for: .reading).outbox().map(\.state)
            #expect(states.count { $0 == .dropped } == 2 && states.count { $0 == .sent } == 2)
        }
    }

    /// What went in the same run is not said to wait.
    @Test func itTellsWhatBecameOfTheLettersOfTheSameRun() async throws {
        let office = try MailOffice(notices: Self.people)
        try office.approveAll()
        let day = try await office.send(office.at("2026-03-12"))
        #expect(day.sent.count > 0 && day.told.count == 2)
        let digest = try text(office, "2026-03-12")
        #expect(!digest.contains("but not sent") && !digest.contains("waits for approval"), "\(digest)")
    }

    @Test func aDigestToAPersonWhoGetsLettersTooDoesNotHoldThemBack() async throws {
        let office = try MailOffice(notices: ", operators: [b@b.example]")
        _ = try await office.send(office.at("2026-03-12"))
        try office.approveAll()
        let day = try await office.send(office.at("2026-03-12", 13))
        #expect(day.sent.map(\.recipient).contains("b@b.example") && day.waiting.isEmpty)
    }

    @Test func aChannelThatRefusesIsTriedAgain() async throws {
        let office = try MailOffice(notices: Self.people)
        let failed = try await office.send(office.at("2026-03-12"), to: .sendmail("/nowhere/sendmail"))
        #expect(failed.failures.count == 2)
        #expect(
            failed.failures[0]
                == "the digest of 2026-03-12: /nowhere/sendmail: no mail program is there; install postfix, msmtp-mta or "
                + "nullmailer, or set notices.channel")
        #expect(try await office.send(office.at("2026-03-12", 14)).told.count == 2)
    }

    @Test func anAcuteOverloadIsToldAtOnceAndOnce() async throws {
        let office = try MailOffice(notices: Self.people)
        try office.overload(from: "2026-03-12", minutes: 90)
        // In the night to Saturday.
        let first = try await office.send(office.at("2026-03-21", 3))
        #expect(first.told.map(\.what) == ["an alert", "an alert"] && first.failures.isEmpty)
        #expect(try await office.send(office.at("2026-03-21", 4)).told.isEmpty)
        let alert = try #require(try office.messages().first { $0.hasPrefix("alert.") })
        let text = try String(contentsOfFile: office.mail + "/new/" + alert, encoding: .utf8)
        #expect(text.contains("Subject: Acute overload: hammer, MSDEMO"))
        #expect(text.contains("the partner gets no letter for it"))
        let day = try await office.send(office.at("2026-03-23"))
        #expect(day.told.map(\.what) == ["the digest of 2026-03-23", "the digest of 2026-03-23"])
        #expect(try self.text(office, "2026-03-23").contains("consider throttling now"))
    }

    @Test func nothingIsPlannedWhereLettersAreNamedOrNothingIsToBeTold() async throws {
        let office = try MailOffice(notices: Self.people)
        try office.approveAll()
        let id = try #require(try office.open().letters.keys.min())
        let named = try await office.send(office.at("2026-03-12"), letters: [id])
        #expect(named.told.isEmpty && named.sent.count >= 1)
        let none = try MailOffice(notices: "")
        #expect(try await none.send(none.at("2026-03-12")).told.isEmpty)
    }
}
