import Cases
import Foundation
import Ledger
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("Letters go out once, in time, and together")
struct SendingTests {
    @Test func oneMessageAContactAndDayInsideOpeningHours() async throws {
        let office = try MailOffice()
        #expect(try await office.send(office.at("2026-03-12")).sent.isEmpty, "nothing is approved")
        try office.approveAll()
        let night = try await office.send(office.at("2026-03-12", 5))
        #expect(night.sent.isEmpty && night.waiting.count == 3)
        #expect(
            night.waiting.first?.why == "the office is closed until 2026-03-12 08:30; --now sends it at once")
        let day = try await office.send(office.at("2026-03-12"))
        // Two letters to Kari in one message, one letter to two people.
        #expect(day.sent.map(\.letters.count).sorted() == [1, 1, 2] && day.failures.isEmpty)
        #expect(try office.messages().count == 3)
        #expect(try office.statuses() == [.sent, .sent, .sent])
        let again = try await office.send(office.at("2026-03-12"))
        #expect(again.sent.isEmpty && again.waiting.isEmpty)
        let kari = try #require(try office.messages().first { $0.hasPrefix("digest.") })
        let text = try String(contentsOfFile: office.mail + "/new/" + kari, encoding: .utf8)
        let head = text.split(separator: "\n\n", maxSplits: 1)[0]
        let to = head.split(separator: "\n").first { $0.hasPrefix("To:") }
        #expect(to == #"To: "Kari\", <x@evil.example>, \"" <kari@a.example>"#)
    }

    @Test(arguments: [OutboxRow.State.planned, .handed])
    func afterACrashTheSameMessageGoesOnce(state: OutboxRow.State) async throws {
        let office = try MailOffice()
        try office.approveAll()
        _ = try await office.send(office.at("2026-03-12"))
        let before = try office.messages()
        let bytes = try before.map { try Data(contentsOf: URL(fileURLWithPath: office.mail + "/new/" + $0)) }
        // The letters were noted as sent, but the messages were not; and the message was read meanwhile.
        try office.crash(state)
        try FileManager.default.moveItem(
            atPath: office.mail + "/new/" + before[0], toPath: office.mail + "/cur/" + before[0] + ":2,S")
        _ = try await office.send(office.at("2026-03-12", 13))
        #expect(try office.messages() == Array(before.dropFirst()))
        // Nothing had been written yet: the same bytes come again.
        try office.crash(state)
        for folder in ["new", "cur"] { try FileManager.default.removeItem(atPath: office.mail + "/" + folder) }
        _ = try await office.send(office.at("2026-03-12", 14))
        #expect(try office.messages() == before)
        #expect(try before.map { try Data(contentsOf: URL(fileURLWithPath: office.mail + "/new/" + $0)) } == bytes)
    }

    @Test func aMailProgramThatFailsIsTriedAgainAndOneThatWasCutOffIsNot() async throws {
        let office = try MailOffice()
        try office.approveAll()
        let program = office.folder.path + "/sendmail"
        try script(program, "cat > /dev/null; echo mailbox full >&2; exit 75")
        let failed = try await office.send(office.at("2026-03-12"), to: .sendmail(program))
        #expect(failed.failures.count == 3 && failed.sent.isEmpty)
        #expect(failed.failures[0].hasSuffix("\(program): refused the message with status 75: mailbox full"))
        #expect(try office.statuses() == [.approved, .approved, .approved])
        let told = try office.open().history().filter { $0.kind == "failed" }
        #expect(told.count == 4 && told[0].sentence.contains("mailbox full"))
        try script(program, "grep -i '^message-id' >> \(office.folder.path)/log")
        #expect(try await office.send(office.at("2026-03-12"), to: .sendmail(program)).sent.count == 3)
        #expect(try office.statuses() == [.sent, .sent, .sent])
        try office.crash(.handed)
        let unknown = try await office.send(office.at("2026-03-12"), to: .sendmail(program))
        #expect(unknown.sent.isEmpty && unknown.failures.count == 3)
        #expect(unknown.failures[0].hasSuffix("then record it, or send --again"))
        let lines = try String(contentsOfFile: office.folder.path + "/log", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3 && Set(lines).count == 3)
    }

    private func script(_ path: String, _ text: String) throws {
        try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    @Test func aLetterThatCameBackGoesAgainUnderANewNumber() async throws {
        let office = try MailOffice()
        try office.approveAll()
        _ = try await office.send(office.at("2026-03-12"))
        var desk: CaseOffice? = try office.open()
        let id = try #require(desk?.letters.values.first { $0.login == "bounce" }?.id)
        let number = try #require(desk?.letters[id]?.caseNumber)
        let dropped = try desk?.messagesToDrop(id) ?? []
        let at = try office.at("2026-03-13", 9)
        try desk?.record(
            CaseEvent(at: at, by: "ola", action: .bounced(letter: id, why: "unknown")), of: number, outbox: dropped)
        try desk?.record(CaseEvent(at: at, by: "ola", action: .approved(letter: id)), of: number)
        desk = nil
        let again = try await office.send(office.at("2026-03-13"))
        #expect(again.sent.map(\.letters) == [[id], [id]])
        #expect(try office.messages().count == 5)
    }

    @Test func nothingOfASimulationIsSent() async throws {
        let office = try MailOffice()
        var request = ScanRequest(inputs: [office.folder.path + "/2026-03-09.log"], policy: office.policy)
        request.isSimulation = true
        request.ledger = LedgerUse(path: office.ledger)
        let refused = #expect(throws: ScanError.self) { try Scan(request).run() }
        #expect(
            refused?.description
                == "\(office.ledger): is a real ledger, in which nothing is simulated; give the name of a new one, or leave "
                + "--ledger out")
        let other = office.folder.path + "/s.ledger"
        request.ledger = LedgerUse(path: other)
        request.inputs += (10...12).map { office.folder.path + "/2026-03-\($0).log" }
        let news = try #require(try Scan(request).run().model.news)
        #expect(news.hasLetters && news.isSimulation)
        let desk = try CaseOffice(try LedgerFile.open(other, for: .writing), office.policy)
        #expect(desk.letters.values.contains { !$0.isSimulation } == false)
        let renderer = try LetterRenderer(calendar: desk.setting.ladder.calendar)
        let unsendable = #expect(throws: ScanError.self) {
            try Sending(desk, .maildir("x"), renderer, at: 0, isNow: true, by: "ola")
        }
        #expect(unsendable?.description == "\(other): is the ledger of a simulation, of which nothing is ever sent")
        request.isSimulation = false
        #expect(throws: ScanError.self) { try Scan(request).run() }
    }
}
