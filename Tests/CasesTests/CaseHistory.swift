import AccessLog
import Detection
import Foundation
import ReferenceModel
import Testing

@testable import Cases

/// A case that is lived through day by day, with a postman: what the ladder drafts at the end of a day is approved and
/// arrives at 09:00 on the next working day, unless the history says otherwise.
struct CaseHistory {
    let slow: OsloCalendar
    var ladder: Ladder
    let key = CaseKey(key: .init(login: "alfa-web", installation: "MSDEMO"), clause: 3)
    var state: Case?
    /// What happened, `2026-03-18 notice`, in its order.
    var log: [String] = []
    /// Letters that arrive by themselves.
    var arrives: (LetterKind) -> Bool = { _ in true }

    init() throws {
        slow = try OsloCalendar()
        ladder = Ladder(
            notices: NoticeOptions(), calendar: CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc))
    }

    /// Lives through days with the same score.
    mutating func live(
        _ from: String, to end: String, score: Int, covered: Bool = true, fault: Bool = false,
        exempt: ExemptionNote? = nil, ledgerDays: Int = .max
    ) throws {
        var date = try #require(CivilDate(from))
        let last = try #require(CivilDate(end))
        while date <= last {
            deliver(on: date)
            let day = CaseDay(
                date: date, score: score, isCovered: covered, isProviderFault: fault, exemption: exempt,
                coveredDays: ledgerDays)
            take(ladder.advance(state, key: key, by: day), on: date)
            date = date.adding(days: 1)
        }
    }

    /// Records an event at 09:00.
    mutating func record(_ date: String, _ action: CaseEvent.Action, facts: ClosingFacts = .init()) throws {
        let event = CaseEvent(at: try slow.at(date, 9), by: "ola", action: action)
        take(try ladder.record(event, in: try #require(state), facts: facts), on: try #require(CivilDate(date)))
    }

    /// The id of the last letter of a kind.
    func letter(_ kind: LetterKind) throws -> String {
        try #require(state?.letters.last { $0.kind == kind }?.id)
    }

    private mutating func deliver(on date: CivilDate) {
        guard let now = state, let morning = try? slow.at(date.text, 9),
            slow.isWorking(Date(timeIntervalSince1970: Double(morning / 1000)))
        else { return }
        for letter in now.letters where letter.status == .drafted && letter.drafted < date && arrives(letter.kind) {
            let action = CaseEvent.Action.delivered(letter: letter.id, reference: "postman")
            let event = CaseEvent(at: morning, by: "postman", action: action)
            guard let state, let outcome = try? ladder.record(event, in: state) else { continue }
            self.state = outcome.state
        }
    }

    private mutating func take(_ outcome: Outcome, on date: CivilDate) {
        state = outcome.state
        for step in outcome.steps {
            switch step {
            case .drafted(_, let kind): log.append("\(date.text) \(kind.rawValue)")
            case .closingRecommended: log.append("\(date.text) closing")
            case .resolved: log.append("\(date.text) is resolved")
            case .reopened: log.append("\(date.text) is back")
            case .paused(let until): log.append("\(date.text) waits until \(until.text)")
            case .written: break
            case .withdrawn: log.append("\(date.text) withdrawn")
            case .suspendable: log.append("\(date.text) suspendable")
            case .opened, .recomputed, .forgotten, .recorded: break
            }
        }
    }
}
