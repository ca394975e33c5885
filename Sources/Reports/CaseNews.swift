public import Cases

/// What a run did to cases, for its text.
public struct CaseNews: Sendable {
    /// One step of one case.
    public struct Event: Sendable, Equatable {
        /// What happened.
        public var step: CaseStep
        /// The case.
        public var id: String
        /// What it is about.
        public var key: CaseKey
        /// When, milliseconds since 1970 UTC.
        public var at: Int64

        /// Makes an event.
        public init(step: CaseStep, id: String, key: CaseKey, at: Int64) {
            self.step = step
            self.id = id
            self.key = key
            self.at = at
        }
    }

    /// What happened, in its order.
    public var events: [Event]
    /// What the operator must do, the most urgent first.
    public var tasks: [OperatorTask]
    /// Local days that were judged.
    public var days: Int
    /// Open cases.
    public var open: Int
    /// Where the cases are kept, `nil` for a simulation without a ledger.
    public var ledger: String?
    /// Whether nothing of it is real.
    public var isSimulation = false
    /// Whether nothing of it was kept.
    public var isDryRun = false

    /// Makes news.
    public init(events: [Event], tasks: [OperatorTask], days: Int, open: Int, ledger: String?) {
        self.events = events
        self.tasks = tasks
        self.days = days
        self.open = open
        self.ledger = ledger
    }

    /// Whether a letter was drafted.
    public var hasLetters: Bool {
        events.contains { event in if case .drafted = event.step { true } else { false } }
    }
}
