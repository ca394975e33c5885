import AccessLog
import Cases
import Foundation
import Ledger
import ReferenceModel
import Testing

@testable import Policy
@testable import Scanning

/// Ninety days of eight partners through a ledger, a run each morning, with a postman and people at work; every date beside one
/// that was found without the program.
@Suite struct LedgerLifeTests {
    /// A start such that Easter, 1 and 17 May and a change of the clock lie inside; `CASES_STARTS=2026-10-06,…` lives from
    /// others, over Christmas and the other change. They must be Tuesdays of the years that ``OsloCalendar`` knows.
    static let starts =
        ProcessInfo.processInfo.environment["CASES_STARTS"].map { $0.split(separator: ",").map(String.init) }
        ?? ["2026-03-03"]

    @Test(arguments: starts)
    func everyStepComesOnItsDay(start: String) throws {
        var life = try LedgerLife(start)
        try life.live(days: 90)
        try look(life, start)
        try close(life, at: OsloCalendar().at(try LifeExpectation.day(start, 90), 10))
    }

    private func look(_ life: LedgerLife, _ start: String) throws {
        let office = try life.office(.reading)
        for (login, expected) in try LifeExpectation(start).steps {
            let found = try life.steps(login, office)
            #expect(found == expected, "\(start) \(login)\n\(found.joined(separator: "\n"))")
        }
        let silent = try #require(office.cases.values.first { $0.key.login == "silent" })
        #expect(office.setting.tasks(of: [silent]).map(\.kind).contains(.missingContact))
        let never = try #require(office.cases.values.first { $0.key.login == "never" })
        let date = try #require(CivilDate(try LifeExpectation.day(start, 89)))
        let checks = office.setting.ladder.closingChecklist(
            never, on: date, facts: ClosingFacts(hasContact: true, isEvidenceVerifiable: true))
        let missing = checks.filter { !$0.isMet }.map { $0.sentence }
        #expect(missing == [])
        let changed = try office.file.changedRows()
        #expect(changed.isEmpty)
    }

    /// After all the steps, access may be closed once the letters were verified, and not before.
    private func close(_ life: LedgerLife, at instant: Int64) throws {
        var office = try life.office(.writing)
        let state = try #require(office.cases.values.first { $0.key.login == "never" })
        let event = CaseEvent(at: instant, by: "ola", action: .closed(reason: "went on", isConfirmed: false))
        let refused = #expect(throws: ScanError.self) { try office.record(event, of: state.id) }
        #expect(
            refused?.description
                == "\(state.id): closing is not permitted: the evidence is not verified; run verify; cases check tells all"
        )
        var report = Verification.Report()
        report.letters = state.letters.map { Verification.LetterResult(id: $0.id, differences: []) }
        try office.note(report, at: instant)
        #expect(try office.record(event, of: state.id).stage == .closed)
        let last = try office.history(of: state.id).last?.sentence
        #expect(last == "access closed: went on")
    }
}

/// A ledger that is lived through.
struct LedgerLife {
    private let log: LifeLog
    private let policy: Policy
    private let start: String
    private let folder: LogFolder
    private var ledger: String { folder.path + "/a.ledger" }
    /// Letters that have come back once.
    private var bounced: Set<String> = []

    init(_ start: String) throws {
        log = try LifeLog()
        policy = try Policy(yaml: LifeLog.policy, fileName: "p")
        self.start = start
        folder = try LogFolder()
    }

    func office(_ use: LedgerFile.Use) throws -> CaseOffice {
        try CaseOffice(try LedgerFile.open(ledger, for: use), policy)
    }

    mutating func live(days: Int) throws {
        var files: [String] = []
        for place in 0...days {
            let date = try LifeExpectation.day(start, place)
            let lines = try log.lines(
                date, LifeExpectation.calls(place), isFaulty: LifeExpectation.faults.contains(place),
                hours: LifeExpectation.holes.contains(place) ? 0..<11 : 0..<24)
            files.append(try folder.write(lines, "\(date).log", .plain))
            // Nobody looks at the ledger while the office is closed.
            let noon = Date(timeIntervalSince1970: Double(try log.calendar.at(date, 12) / 1000))
            guard log.calendar.isWorking(noon) || place == days else { continue }
            var request = ScanRequest(inputs: files, policy: policy)
            request.threads = 1
            request.ledger = LedgerUse(path: ledger)
            _ = try Scan(request).run()
            for file in files { try FileManager.default.removeItem(atPath: file) }
            files = []
            // The run of this day judged the day before; people come to work.
            try work(on: date, place)
        }
    }

    private mutating func work(on date: String, _ place: Int) throws {
        let morning = try log.calendar.at(date, 9)
        var office: CaseOffice? = nil
        let known = try self.office(.reading)
        for state in known.cases.values.sorted(by: { $0.id < $1.id }) {
            for action in try actions(state, morning, place) {
                if office == nil { office = try self.office(.writing) }
                try office?.record(CaseEvent(at: morning, by: "ola", action: action), of: state.id)
            }
        }
    }

    private mutating func actions(_ state: Case, _ morning: Int64, _ place: Int) throws -> [CaseEvent.Action] {
        guard let login = state.key.login, log.calendar.isWorking(Date(timeIntervalSince1970: Double(morning / 1000)))
        else {
            return []
        }
        var actions: [CaseEvent.Action] = []
        if login == "exempt", place >= 20, state.exemption == nil {
            actions.append(
                .exempted(
                    ExemptionNote(
                        reason: "import", owner: "ola",
                        until: CivilDate(try LifeExpectation.day(start, LifeExpectation.exemptUntil)))))
        }
        for letter in state.letters where letter.isPending && login != "silent" {
            if login == "bounce", !bounced.contains(letter.id) {
                bounced.insert(letter.id)
                actions += [
                    .approved(letter: letter.id), .sent(letter: letter.id, via: "maildir:x", reference: "r"),
                    .bounced(letter: letter.id, why: "no such person"),
                ]
            } else if letter.status == .bounced {
                // It takes a week to find the right address.
                if letter.drafted.adding(days: 8) <= office(morning) {
                    actions.append(.delivered(letter: letter.id, reference: "by hand"))
                }
            } else {
                actions.append(.delivered(letter: letter.id, reference: "receipt"))
            }
        }
        return actions
    }

    private func office(_ instant: Int64) -> CivilDate {
        CivilDate(log.calendar.text(Date(timeIntervalSince1970: Double(instant / 1000)))) ?? CivilDate(daysSince1970: 0)
    }

    /// The steps that move a case: `2026-03-18 notice drafted`, each on the local day whose end made it.
    func steps(_ login: String, _ office: CaseOffice) throws -> [String] {
        let numbers = office.cases.values.filter { $0.key.login == login }.map(\.id)
        return try office.history().filter {
            numbers.contains(self.number($0, office)) && $0.by == "abuse-scan" && $0.kind != "written"
        }
        .map { step in
            let day = log.calendar.text(Date(timeIntervalSince1970: Double(step.at / 1000 - 1)))
            let words = step.kind == "drafted" ? step.sentence.prefix { $0 != ":" } : Substring(step.kind)
            return "\(day) \(words)"
        }
    }

    private func number(_ step: CaseOffice.Step, _ office: CaseOffice) -> String { step.caseID }
}
