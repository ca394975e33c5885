import AccessLog
import Cases
import Foundation
import Ledger
import ReferenceModel
import Testing

@testable import Policy
@testable import Scanning

@Suite("What was kept is computed again, and what was changed is told")
struct VerifyingTests {
    /// A log of many days through a ledger, in which one login knocks on closed doors on some of them.
    private struct Story {
        let folder: LogFolder
        let policy: Policy
        let text: String
        var files: [String] = []
        var ledger: String { folder.path + "/a.ledger" }

        init() throws {
            folder = try LogFolder()
            let yaml = """
                closed_door: {requests: 2, share: 90%, sustained: 1 of 1}
                notices: {from: hub@example.no, observe_days: 0, suspend_without_notice: [{rule: closed_door, points: 1}]}
                partners:
                  - {id: a, logins: [never], contacts: [{name: Kari, email: kari@a.example}]}

                """
            policy = try Policy(yaml: yaml, fileName: "p")
            text = yaml
        }

        /// Reads days `range`, with misuse on those in `bad`.
        mutating func read(_ range: Range<Int>, bad: (Int) -> Bool) throws {
            let log = try LifeLog()
            var lines: [String] = []
            for place in range {
                lines += try log.lines(LifeExpectation.day("2026-03-09", place), bad(place) ? ["never": 5] : [:])
            }
            let file = try folder.write(lines, "\(range.lowerBound).log", .plain)
            files.append(file)
            var request = ScanRequest(inputs: [file], policy: policy)
            request.threads = 1
            request.ledger = LedgerUse(path: ledger)
            request.ledger?.policyText = text
            _ = try Scan(request).run()
        }

        func office(_ use: LedgerFile.Use) throws -> CaseOffice {
            try CaseOffice(try LedgerFile.open(ledger, for: use), policy)
        }

        /// What somebody does on the morning after a day.
        func act(after place: Int, _ action: CaseEvent.Action) throws {
            var office = try office(.writing)
            let at = try LifeLog().calendar.at(LifeExpectation.day("2026-03-09", place + 1), 9)
            let state = try #require(office.cases.values.max { $0.opened < $1.opened })
            try office.record(CaseEvent(at: at, by: "ola", action: action), of: state.id)
        }

        func verify() throws -> Verification.Report {
            let office = try office(.reading)
            var request = ScanRequest(inputs: files, policy: policy)
            request.threads = 1
            return try Verification(office, request).run(office.letters.keys.sorted())
        }
    }

    @Test func aLetterAfterALongExemptionIsTheSame() throws {
        var story = try Story()
        let isBad = { (place: Int) in place < 2 || place >= 50 }
        try story.read(0..<3, bad: isBad)
        let until = try #require(CivilDate(try LifeExpectation.day("2026-03-09", 48)))
        try story.act(after: 2, .exempted(ExemptionNote(reason: "import", owner: "ola", until: until)))
        try story.read(3..<54, bad: isBad)
        let report = try story.verify()
        #expect(report.letters.count == 1)
        #expect(report.isIdentical, "\(report.letters) \(report.ledger) \(report.inputs)")
        let days = try #require(try story.office(.reading).letters.values.first).days
        #expect(days.contains { $0.verdict == .exempt } && days.contains { $0.verdict == .clean })
    }

    @Test func lettersAfterAnAccessWasClosedAndOpenedAreTheSame() throws {
        var story = try Story()
        let isBad = { (place: Int) in place < 2 || place >= 24 }
        try story.read(0..<3, bad: isBad)
        try story.act(after: 2, .closed(reason: "too much", isConfirmed: true))
        try story.read(3..<20, bad: isBad)
        try story.act(after: 19, .reopened(reason: "put right"))
        try story.read(20..<30, bad: isBad)
        let office = try story.office(.reading)
        let kinds = office.letters.values.sorted { $0.id < $1.id }.map(\.kind)
        #expect(kinds == [.suspension, .notice])
        let report = try story.verify()
        #expect(report.isIdentical, "\(report.letters) \(report.ledger) \(report.inputs)")
    }

    @Test(arguments: [
        "UPDATE outbox SET bytes = x'00'", "UPDATE outbox SET state = 'planned'",
        "UPDATE outbox SET recipient = 'x@y.example'",
        "UPDATE outbox SET output = 'ok'", "UPDATE outbox SET digest = NULL",
    ])
    func aMessageThatWasChangedIsTold(sql: String) async throws {
        let office = try MailOffice()
        try office.approveAll()
        _ = try await office.send(office.at("2026-03-12"))
        let (before, _) = try check(office)
        #expect(before.isEmpty)
        try office.sqlite(sql)
        let (faults, messages) = try check(office)
        #expect(faults == messages.map { "\(office.ledger): the message \($0) was changed in the ledger" }.sorted())
    }

    private func check(_ office: MailOffice) throws -> (faults: [String], messages: [String]) {
        let desk = try CaseOffice(try LedgerFile.open(office.ledger, for: .reading), office.policy)
        var check = LedgerCheck(desk)
        return (try check.faults().sorted(), try desk.file.outbox().map(\.message).sorted())
    }

    // MARK: Forgetting

    private func forget(_ office: MailOffice, _ subject: Forgetting.Subject) throws -> Forgotten {
        let file = try LedgerFile.open(office.ledger, for: .writing)
        var wish = Forgetting(subject)
        wish.cases = try CaseEraser(file, at: office.at("2026-03-14"), by: "ola").change(for: subject)
        let windows = try WindowForgetting(file, office.policy)
        wish.filter = { windows.state($0, without: subject) }
        return try file.forget(wish)
    }

    /// Whether a text stands anywhere in the file and its log, also where a message broke it at the end of a line.
    private func holds(_ office: MailOffice, _ text: String) throws -> Bool {
        // The policies of the runs name partners; they are left, which `forget` says.
        try office.sqlite("PRAGMA secure_delete = ON; UPDATE policies SET text = ''")
        return ["", "-wal", "-shm"].contains { ending in
            let bytes = FileManager.default.contents(atPath: office.ledger + ending) ?? Data()
            let flat = String(decoding: bytes, as: UTF8.self).replacing("=\n", with: "")
            return flat.contains(text)
        }
    }

    @Test func aForgottenLoginIsNowhereAndTheChainHolds() async throws {
        let office = try MailOffice(notices: ", operators: [ops@hub.example]")
        try office.approveAll()
        _ = try await office.send(office.at("2026-03-12"))
        var desk: CaseOffice? = try office.open()
        for login in ["bounce", "stops"] {
            let state = try #require(desk?.cases.values.first { $0.key.login == login })
            let words = CaseEvent.Action.answered(text: "\(login) says hello")
            try desk?.record(CaseEvent(at: office.at("2026-03-13"), by: "ola", action: words), of: state.id)
        }
        desk = nil
        let forgotten = try forget(office, .login("bounce", installation: nil))
        #expect(
            forgotten.cases == 1 && forgotten.letters == 1 && forgotten.emptiedSteps == 1 && forgotten.keptCases == 0)
        #expect(forgotten.messages == 3, "two with its letter, and the digest")
        #expect(try check(office).faults.isEmpty)
        // The others are as they were, and the next run goes on.
        #expect(try office.open().cases.count == 2)
        #expect(try check(office).messages.count == 2)
        let steps = try office.open().history()
        #expect(steps.last?.sentence == "case and letters forgotten" && steps.contains { $0.sentence == "answered: " })
        for text in ["bounce", "b@b.example", "c@b.example"] { #expect(try !holds(office, text), "\(text)") }
        #expect(try holds(office, "stops says hello"))
        try office.sqlite("DROP TRIGGER history_never_changes; UPDATE history SET json = replace(json, 'stops', 'x')")
        #expect(try check(office).faults.count == 1, "what was changed is still told")
    }

    /// A message to one person holds letters of two logins: it was sent, and goes no second time.
    @Test func aMessageThatWasSharedIsEmptied() async throws {
        let office = try MailOffice()
        try office.approveAll()
        _ = try await office.send(office.at("2026-03-12"))
        _ = try forget(office, .login("stops", installation: nil))
        #expect(try check(office).faults.isEmpty)
        for text in ["stops, MSDEMO", "\"stops\""] { #expect(try !holds(office, text), "\(text)") }
        let again = try await office.send(office.at("2026-03-12", 14))
        #expect(again.sent.isEmpty && again.failures.isEmpty)
    }

    @Test func anAddressIsMaskedInLettersAndHistory() async throws {
        let office = try MailOffice()
        let state = try #require(try office.open().cases.values.first { $0.key.login == "never" })
        var desk: CaseOffice? = try office.open()
        let words = CaseEvent.Action.answered(text: "it was 198.51.100.77, not we")
        try desk?.record(CaseEvent(at: office.at("2026-03-13"), by: "ola", action: words), of: state.id)
        desk = nil
        let forgotten = try forget(office, .address("198.51.100.77"))
        #expect(forgotten.emptiedSteps == 1 && forgotten.cases == 0)
        #expect(try check(office).faults.isEmpty && !holds(office, "198.51.100.77"))
    }
}
