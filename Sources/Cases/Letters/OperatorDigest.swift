public import AccessLog
public import Detection

/// The operator's own mail of a day: what must be done, and what is new since the one before. Nothing of it goes to a partner.
public struct OperatorDigest: Codable, Sendable, Equatable {
    /// A time that runs out soon.
    public struct Deadline: Codable, Sendable, Equatable {
        /// The letter that gave it.
        public var letter: String
        /// What the letter is.
        public var kind: LetterKind
        /// Whom it went to.
        public var partner: String
        /// When it ends, milliseconds since 1970 UTC.
        public var at: Int64

        /// Makes a deadline.
        public init(letter: String, kind: LetterKind, partner: String, at: Int64) {
            self.letter = letter
            self.kind = kind
            self.partner = partner
            self.at = at
        }
    }

    /// Something that happened to a case.
    public struct News: Codable, Sendable, Equatable {
        /// The case.
        public var id: String
        /// Whose it is.
        public var partner: String
        /// What happened.
        public var step: CaseStep

        /// Makes news.
        public init(id: String, partner: String, step: CaseStep) {
            self.id = id
            self.partner = partner
            self.step = step
        }

        /// Whether a digest tells it: what the operator's own people did themselves they know.
        public var isTold: Bool {
            switch step {
            case .opened, .reopened, .drafted, .withdrawn, .paused, .resolved: true
            case .recorded(.bounced), .recorded(.failed), .recorded(.answered): true
            case .written, .suspendable, .closingRecommended, .recomputed, .recorded, .forgotten: false
            }
        }
    }

    /// A finding in one line.
    public struct Sight: Codable, Sendable, Equatable {
        /// The rule.
        public var rule: RuleName
        /// The quota's name, for `quota`.
        public var quota: String?
        /// Whose it is.
        public var partner: String
        /// The login and the base.
        public var key: String
        /// The route, masked.
        public var route: String
        /// 0 to 100.
        public var points: Int

        /// Makes a line.
        public init(rule: RuleName, quota: String? = nil, partner: String, key: String, route: String, points: Int) {
            self.rule = rule
            self.quota = quota
            self.partner = partner
            self.key = key
            self.route = route
            self.points = points
        }
    }

    /// The language.
    public var language: LetterLanguage
    /// The day.
    public var date: CivilDate
    /// What must be done, the most urgent first.
    public var tasks: [OperatorTask]
    /// Times that run out in the next days, the first one first.
    public var deadlines: [Deadline] = []
    /// Letters that were drafted.
    public var letters: [Letter]
    /// What happened to cases, in its order.
    public var news: [News] = []
    /// Findings that began, those with the most points first.
    public var findings: [Sight] = []

    /// Makes a digest.
    public init(language: LetterLanguage, date: CivilDate, tasks: [OperatorTask], letters: [Letter]) {
        self.language = language
        self.date = date
        self.tasks = tasks
        self.letters = letters
    }

    /// Whether there is nothing to say.
    public var isEmpty: Bool {
        tasks.isEmpty && deadlines.isEmpty && letters.isEmpty && news.isEmpty && findings.isEmpty
    }
}

/// What the operator's own people must know at once: one key takes most of an overloaded API.
public struct OperatorAlert: Codable, Sendable, Equatable {
    /// The language.
    public var language: LetterLanguage
    /// The finding.
    public var finding: String
    /// The day.
    public var date: CivilDate
    /// Minutes of an overloaded API on the worst day.
    public var minutes: Int64
    /// Whose it is.
    public var partner: String
    /// The login and the base.
    public var key: String

    /// Makes an alert.
    public init(
        language: LetterLanguage, finding: String, date: CivilDate, minutes: Int64, partner: String, key: String
    ) {
        self.language = language
        self.finding = finding
        self.date = date
        self.minutes = minutes
        self.partner = partner
        self.key = key
    }
}
