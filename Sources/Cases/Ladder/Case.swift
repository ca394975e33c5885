public import AccessLog

/// One case: the misuse of one clause by one key, how far its ladder has come, and everything that decides where it goes.
///
/// A value without a clock: ``Ladder`` makes the next one from it.
public struct Case: Codable, Sendable, Equatable {
    /// The steps of the ladder.
    public enum Stage: String, Codable, Sendable, CaseIterable {
        /// Seen; nobody was written to.
        case observed
        /// The notice was drafted.
        case notice
        /// The reminder was drafted.
        case reminder
        /// The final warning was drafted.
        case final
        /// Closing was recommended; a person decides.
        case closing
        /// A person closed the access.
        case closed
        /// Seven clean days.
        case resolved
    }

    /// A severe breach after which access may be suspended at once.
    public struct Suspension: Codable, Sendable, Equatable {
        /// The day.
        public var date: CivilDate
        /// The finding.
        public var finding: String
        /// Its points on the day.
        public var points: Int
    }

    /// Marks that are kept; older ones are dropped, which can only make closing later.
    static let keptDays = 400
    /// Findings that are kept for letters.
    static let keptFindings = 16

    /// The number, `2026-9F1C27D0`.
    public var id: String
    /// What it is about.
    public var key: CaseKey
    /// The day of its first finding.
    public var opened: CivilDate
    /// How far it has come.
    public var stage = Stage.observed
    /// All letters, in the order in which they were drafted.
    public var letters: [CaseLetter] = []
    /// The days since it was opened, in their order.
    public var days: [DayMark] = []
    /// The findings that its letters rest on, those with the most points first.
    public var findings: [CaseFinding] = []
    /// Why it stands still, by a person's word.
    public var exemption: ExemptionNote?
    /// The first day on which it may go on after progress was seen.
    public var pausedUntil: CivilDate?
    /// Whether the pause for progress was used; it is granted once.
    public var isPauseUsed = false
    /// The breach after which access may be suspended at once.
    public var suspension: Suspension?
    /// The day of the last resolution.
    public var resolved: CivilDate?
    /// Whether it came back within 30 days of its resolution, and has not written since.
    public var isRelapse = false
    /// Findings that the operator was alerted to.
    public var alerts: [String] = []

    /// Opens a case.
    init(key: CaseKey, opened: CivilDate) {
        id = key.number(opened: opened)
        self.key = key
        self.opened = opened
    }

    /// Whether the ladder moves it.
    public var isOpen: Bool { stage != .resolved && stage != .closed }

    /// The last day that was seen.
    public var lastDay: CivilDate { days.last?.date ?? opened.adding(days: -1) }

    /// The delivered letter of a kind that still stands.
    public func standing(_ kind: LetterKind) -> CaseLetter? {
        letters.last { $0.kind == kind && !$0.isSpent && $0.status == .delivered }
    }

    /// The letter of the ladder that waits to be delivered.
    public var pending: CaseLetter? {
        letters.last { $0.kind.stage != nil && !$0.isSpent && $0.isPending }
    }

    /// The last letter of the ladder that was delivered and still stands.
    public var lastStanding: CaseLetter? {
        [LetterKind.final, .reminder, .notice].lazy.compactMap { standing($0) }.first
    }
}

extension Case {
    /// The last days that count, seven at most, up to a date.
    func window(upTo date: CivilDate? = nil) -> [DayMark] {
        var place = days.count
        var found: [DayMark] = []
        while place > 0, found.count < 7 {
            place -= 1
            if days[place].counts, date.map({ days[place].date <= $0 }) ?? true { found.append(days[place]) }
        }
        return found.reversed()
    }

    /// The third-largest day score of the last seven days that count; 0 where there are fewer than three.
    public var keyScore: Int {
        let scores = window().map(\.score).sorted(by: >)
        return scores.count >= 3 ? scores[2] : 0
    }

    /// Whether a notice is due: three bad days of seven, or two very bad ones.
    var isNoticeDue: Bool { keyScore >= DayMark.abuse || window().count { $0.score >= 60 } >= 2 }

    /// Abuse days after one date, up to another.
    func abuseDays(after start: CivilDate, upTo end: CivilDate? = nil) -> Int {
        days.count { mark in
            mark.verdict == .abuse && mark.date > start && end.map { mark.date <= $0 } ?? true
        }
    }

    /// Clean days in a row at the end, among the days that count.
    var cleanDays: Int { days.reversed().lazy.filter(\.counts).prefix { $0.verdict == .clean }.count }
}
