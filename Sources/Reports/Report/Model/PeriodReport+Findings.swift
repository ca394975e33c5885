public import Cases
internal import Detection

extension PeriodReport {
    /// One finding or observation.
    public struct FindingRow: Codable, Sendable, Equatable {
        /// Whose it is.
        public var subject: Subject
        /// The finding, flat and masked.
        public var detail: CaseFinding
        /// When the rule fired.
        public var started: Int64
        /// What `observed` and `threshold` count.
        public var unit: String
        /// Why it does not count, `nil` where it does.
        public var exempt: String?
        /// What the fix would have saved inside the period; the share of time of episodes that reach beyond it.
        public var waste: Amount
        /// Its points by local day.
        public var days: [DayMark]
        /// Objects of the most excess, masked.
        public var objects: [Object]
        /// The second of the minute at which a sharp poller asks.
        public var second: Int?
        /// Minutes in which it took the API's time while the API was overloaded, in stretches.
        public var minutes: [Int64]

        /// Whether it counts: a finding that nothing exempts.
        public var counts: Bool { !detail.isObservation && exempt == nil }
    }

    /// One object that was fetched again and again.
    public struct Object: Codable, Sendable, Equatable {
        /// The masked path and query.
        public var target: String
        /// Whole answers.
        public var fetches: Int64
        /// Those beyond the tolerance.
        public var excess: Int64
        /// Bytes of the last answer.
        public var bytes: Int64
    }

    /// One case.
    public struct CaseRow: Codable, Sendable, Equatable {
        /// Its number.
        public var id: String
        /// Whose it is.
        public var subject: Subject
        /// The clause, `nil` for quotas.
        public var clause: Int?
        /// The step of the ladder.
        public var stage: String
        /// The day of its first finding.
        public var opened: String
        /// The day scores that it remembers, with how they count.
        public var days: [CaseDayRow]
        /// Its letters.
        public var letters: [LetterRow]
        /// Whether it is a simulation.
        public var isSimulation: Bool
        /// The reason of an exemption.
        public var exemption: String?
    }

    /// A day of a case.
    public struct CaseDayRow: Codable, Sendable, Equatable {
        /// `2026-11-14`.
        public var date: String
        /// The score.
        public var score: Int
        /// How it counts: `abuse`, `clean`, `between`, `uncovered`, `fault`, `exempt`.
        public var verdict: String
    }

    /// A letter.
    public struct LetterRow: Codable, Sendable, Equatable {
        /// Its number.
        public var id: String
        /// What it is.
        public var kind: LetterKind
        /// How far it is.
        public var status: CaseLetter.Status
        /// The day that drafted it.
        public var drafted: String
        /// When it arrived.
        public var delivered: Int64?
        /// Until when the partner has time.
        public var deadline: Int64?
    }

    /// Sharp pollers of several keys at the same second of the minute.
    public struct Pulse: Codable, Sendable, Equatable {
        /// The second, 0 to 59.
        public var second: Int
        /// The keys, in the order of names; only the own ones on a partner's page.
        public var keys: [Subject]
        /// How many keys there are in all.
        public var count: Int64
        /// The periods in which they ask, seconds.
        public var periods: [Int64]
    }
}
