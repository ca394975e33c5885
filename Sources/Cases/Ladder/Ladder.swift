public import AccessLog
import Detection

/// The ladder: a pure function from a case and a day, or an event, to the next state, the letters to write, and what the
/// operator must do.
///
///     observed → notice → reminder → final → closing → closed (by a person)
///         └──────────┴────────┴────────┴───────┴──→ resolved → back within 30 days
///
/// Time runs from delivered letters only: a draft, a letter that nobody approved, a bounce or a missing contact stops it.
/// Only days that count move it: covered by the log, without fault of the API, without exemption.
public struct Ladder: Sendable {
    /// Grace, days of observation, severe breaches.
    public var notices: NoticeOptions
    /// Working days and hours.
    public var calendar: CaseCalendar
    /// Whether every letter is one of a simulation.
    public var isSimulation = false

    /// Abuse days after a letter that the next step needs.
    static let abuseDaysPerStep = 3
    /// Clean days in a row that resolve a case.
    static let cleanDays = 7
    /// Days after a resolution within which misuse is a relapse.
    public static let relapseDays = 30
    /// Days that progress delays the next step.
    static let pauseDays = 7
    /// Minutes of an overloaded API that alert the operator at once: eight times the rule's ten.
    static let acuteMinutes: Int64 = 80

    /// Makes a ladder.
    public init(notices: NoticeOptions, calendar: CaseCalendar, isSimulation: Bool = false) {
        self.notices = notices
        self.calendar = calendar
        self.isSimulation = isSimulation
    }

    /// Takes in one local day of a key and clause.
    ///
    /// Days that the case has seen already, or that lie before such a day, change nothing.
    ///
    /// - Parameters:
    ///   - current: the case, `nil` where none was opened yet.
    ///   - key: what it is about.
    ///   - day: the day.
    /// - Returns: the next state, and what follows from the day.
    public func advance(_ current: Case?, key: CaseKey, by day: CaseDay) -> Outcome {
        guard let current else { return open(key, by: day) }
        guard day.date > current.lastDay else { return Outcome(state: current) }
        if current.isOver(on: day), Self.opens(day) {
            var outcome = open(key, by: day)
            outcome.archived = current
            return outcome
        }
        var outcome = Outcome(state: nil)
        outcome.state = step(current, by: day, into: &outcome)
        return outcome
    }

    /// Takes in many days, one after the other.
    public func advance(_ current: Case?, key: CaseKey, by days: [CaseDay]) -> Outcome {
        var whole = Outcome(state: current)
        for day in days {
            let outcome = advance(whole.state, key: key, by: day)
            whole.state = outcome.state
            whole.drafts += outcome.drafts
            whole.steps += outcome.steps
            whole.alerts += outcome.alerts
            whole.archived = outcome.archived ?? whole.archived
        }
        return whole
    }

    private static func opens(_ day: CaseDay) -> Bool {
        day.score > 0 || day.findings.contains { !$0.isObservation || $0.rule == .quota }
    }

    private func open(_ key: CaseKey, by day: CaseDay) -> Outcome {
        guard Self.opens(day) else { return Outcome(state: nil) }
        var outcome = Outcome(state: nil)
        outcome.steps.append(.opened)
        outcome.state = step(Case(key: key, opened: day.date), by: day, into: &outcome)
        return outcome
    }

    private func step(_ current: Case, by day: CaseDay, into outcome: inout Outcome) -> Case {
        var next = current
        next.remember(day)
        guard let mark = next.days.last, mark.counts else {
            if next.days.last?.verdict == .exempt { withdraw(in: &next, &outcome) }
            return next
        }
        if next.key.clause == nil {
            informOfQuotas(&next, by: day, into: &outcome)
            return next
        }
        alert(&next, by: day, into: &outcome)
        if next.stage == .resolved, mark.verdict == .abuse {
            next.stage = .observed
            next.isRelapse = true
            outcome.steps.append(.reopened)
            withdraw({ $0 == .resolved }, in: &next, &outcome)
        }
        guard next.isOpen else { return next }
        if next.cleanDays >= Self.cleanDays {
            resolve(&next, on: day.date, isObserving: isObserving(day), into: &outcome)
        } else if !isObserving(day) {
            escalate(&next, on: day.date, into: &outcome)
        }
        return next
    }

    /// The first covered days of a ledger only observe.
    private func isObserving(_ day: CaseDay) -> Bool { day.coveredDays <= notices.observeDays }
}

extension Case {
    /// Whether it is history: resolved, and the time for a relapse is over.
    func isOver(on day: CaseDay) -> Bool { stage == .resolved && !isFollowed(on: day.date) }

    /// Whether its days are still looked at: it is open, or resolved so shortly before a date that it may come back.
    public func isFollowed(on date: CivilDate) -> Bool {
        if isOpen { return true }
        guard stage == .resolved, let resolved else { return false }
        return date.days(since: resolved) <= Ladder.relapseDays
    }

    /// Keeps what the day says.
    fileprivate mutating func remember(_ day: CaseDay) {
        days.append(DayMark(day, exemption: exemption))
        if days.count > Self.keptDays { days.removeFirst(days.count - Self.keptDays) }
        for finding in day.findings {
            if let place = findings.firstIndex(where: { $0.id == finding.id }) {
                findings[place] = finding
            } else {
                findings.append(finding)
            }
        }
        findings.sort { ($1.points, $0.since, $0.id) < ($0.points, $1.since, $1.id) }
        if findings.count > Self.keptFindings { findings.removeLast(findings.count - Self.keptFindings) }
    }
}
