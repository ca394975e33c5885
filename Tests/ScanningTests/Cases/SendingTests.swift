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
    /// A ledger with notices for three logins, two of which belong to one partner with one contact.
    private final class Office {
        let folder: LogFolder
        let policy: Policy
        var ledger: String { folder.path + "/a.ledger" }
        var mail: String { folder.path + "/mail" }
        let log: LifeLog

        init() throws {
            folder = try LogFolder()
            log = try LifeLog()
            policy = try Policy(
                yaml: """
                    closed_door: {requests: 2, share: 90%, sustained: 1 of 1}
                    notices: {from: hub@example.no, sender: HUB, observe_days: 0}
                    partners:
                      - {id: a, name: Alfa AS, logins: [never, stops], contacts: [{name: 'Kari", <x@evil.example>, "', email: kari@a.example}]}
                      - {id: b, logins: [bounce], language: en, contacts: [{email: b@b.example}, {email: c@b.example}]}

                    """, fileName: "p")
            var files: [String] = []
            for place in 0..<4 {
                let date = try LifeExpectation.day("2026-03-09", place)
                let lines = try log.lines(
                    date, ["never": 5, "stops": 4, "bounce": 6], hours: place < 3 ? 0..<24 : 0..<1)
                files.append(try folder.write(lines, "\(date).log", .plain))
            }
            var request = ScanRequest(inputs: files, policy: policy)
            request.threads = 1
            request.ledger = LedgerUse(path: ledger)
            _ = try Scan(request).run()
        }

        func open() throws -> CaseOffice { try CaseOffice(try LedgerFile.open(ledger, for: .writing), policy) }

        /// The noon of a day.
        func at(_ date: String, _ hour: Int = 12) throws -> Int64 { try log.calendar.at(date, hour) }

        func approveAll() throws {
            var office = try open()
            let at = try at("2026-03-12", 9)
            for (id, letter) in office.letters.sorted(by: { $0.key < $1.key }) {
                let event = CaseEvent(at: at, by: "ola", action: .approved(letter: id))
                try office.record(event, of: letter.caseNumber)
            }
        }

        func send(_ at: Int64, to channel: DeliveryChannel? = nil, isNow: Bool = false) async throws -> Sending.Report {
            let office = try open()
            let renderer = try LetterRenderer(calendar: office.setting.ladder.calendar)
            return try await Sending(
                office, channel ?? .maildir(mail), renderer, at: at, isNow: isNow, by: "ola"
            ).run()
        }

        /// Names of the messages.
        func messages() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: mail + "/new").sorted()
        }

        func statuses() throws -> [CaseLetter.Status] {
            try open().cases.values.flatMap(\.letters).sorted { $0.id < $1.id }.map(\.status)
        }

        /// Puts messages back to a state, as a crash would leave them.
        func crash(_ state: OutboxRow.State) throws {
            let file = try LedgerFile.open(ledger, for: .writing)
            var commit = CaseCommit()
            commit.outbox = try file.outbox().map { row in
                var row = row
                row.state = state
                return row
            }
            try file.commit(commit)
        }
    }

    @Test func oneMessageAContactAndDayInsideOpeningHours() async throws {
        let office = try Office()
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
        let office = try Office()
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
        let office = try Office()
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
        let office = try Office()
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
        let office = try Office()
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
