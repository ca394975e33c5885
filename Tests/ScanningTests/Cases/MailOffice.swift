import Cases
import Foundation
import Ledger
import ReferenceModel

@testable import Policy
@testable import Scanning

/// A ledger with notices for three logins, two of which belong to one partner with one contact.
final class MailOffice {
    let folder: LogFolder
    let policy: Policy
    var ledger: String { folder.path + "/a.ledger" }
    var mail: String { folder.path + "/mail" }
    let log: LifeLog

    /// Makes one; `notices` is added to the section of the policy.
    init(notices: String = "") throws {
        folder = try LogFolder()
        log = try LifeLog()
        policy = try Policy(
            yaml: """
                closed_door: {requests: 2, share: 90%, sustained: 1 of 1}
                capacity: {max_rps: 1}
                notices: {from: hub@example.no, sender: HUB, observe_days: 0\(notices)}
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

    /// A minute of a day on which a key is met for the first time, and so many minutes, eight days later, in which it sends
    /// most of what the API can bear.
    func overload(from date: String, minutes: Int) throws {
        try read([log.line(at(date) / 1000, "hammer", "/MSDEMO/Estates", 200)], date)
        let later = try LifeExpectation.day(date, 8)
        let start = try at(later) / 1000
        let lines = (0..<Int64(minutes) * 60).map { second in
            log.line(start + second, second % 5 == 0 ? "good" : "hammer", "/MSDEMO/Estates/\(second)", 200)
        }
        try read(lines, later)
    }

    private func read(_ lines: [String], _ date: String) throws {
        var request = ScanRequest(inputs: [try folder.write(lines, "\(date).more.log", .plain)], policy: policy)
        request.threads = 1
        request.ledger = LedgerUse(path: ledger)
        _ = try Scan(request).run()
    }

    /// Changes the ledger behind its back.
    func sqlite(_ sql: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", ledger, sql]
        try process.run()
        process.waitUntilExit()
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

    func send(_ at: Int64, to channel: DeliveryChannel? = nil, isNow: Bool = false, letters: [String]? = nil)
        async throws -> Sending.Report
    {
        let office = try open()
        let renderer = try LetterRenderer(calendar: office.setting.ladder.calendar)
        return try await Sending(
            office, channel ?? .maildir(mail), renderer, at: at, isNow: isNow, by: "ola"
        ).run(letters)
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
