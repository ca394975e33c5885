/// Everything that one run leaves behind: it is kept whole, in one transaction, or not at all.
public struct RunCommit: Sendable {
    /// The run itself.
    public var run: RunRecord
    /// Inputs that are new, or of which more was read.
    public var inputs: [InputRecord] = []
    /// Sampled lines of these inputs.
    public var samples: [InputSamples] = []
    /// Where the next run goes on; `nil` where that is written already.
    public var state: KeptState?
    /// Open episodes, all of them, and those that ended. Open ones replace the open ones kept before; ended ones that are
    /// kept already stay as they are.
    public var findings: [KeptFinding] = []
    /// What is added to the hourly sums.
    public var rollUps: [HourlyRollUp] = []
    /// What is added to the sums of the minutes.
    public var minutes: [MinuteRollUp] = []
    /// Cases that are new or changed.
    public var cases: [CaseRow] = []
    /// Letters that are new or changed.
    public var letters: [LetterRow] = []
    /// New steps of the history, in their order.
    public var history: [HistoryRow] = []
    /// Local days that cases were judged by, in their order.
    public var days: [JudgedDay] = []
    /// Whether the ledger is one of a simulation from now on.
    public var isSimulation = false
    /// What is too old to be kept.
    public var retention: Retention?
    /// The numbers of inputs that are taken out: everything that came of lines is computed anew then, and what was kept of it
    /// is deleted first. `nil` for a run that only adds.
    public var removed: [Int32]?

    /// Makes a commit of what every run has.
    public init(run: RunRecord, state: KeptState?) {
        self.run = run
        self.state = state
    }
}

/// Where the next run goes on.
public struct KeptState: Sendable, Equatable {
    /// The detector's snapshot, `nil` where none was made.
    public var snapshot: [UInt8]?
    /// Lines that were read and wait for earlier ones, as the caller writes them.
    public var heldLines: [UInt8]
    /// All lines before it were judged, milliseconds since 1970 UTC.
    public var frontier: Int64?
    /// The lateness bound that the frontier rests on, milliseconds.
    public var lateness: Int64

    /// Makes a state.
    public init(snapshot: [UInt8]?, heldLines: [UInt8] = [], frontier: Int64? = nil, lateness: Int64 = 0) {
        self.snapshot = snapshot
        self.heldLines = heldLines
        self.frontier = frontier
        self.lateness = lateness
    }
}

/// What is too old to be kept, counted from event time.
public struct Retention: Sendable {
    /// What is kept is measured back from here: the frontier, milliseconds since 1970 UTC.
    public var now: Int64
    /// Hourly roll-ups older than so many milliseconds are folded into days.
    public var keepHours: Int64
    /// Everything but the history older than so many milliseconds is deleted.
    public var keepAll: Int64
    /// Sampled lines older than so many milliseconds are deleted.
    public var keepSamples: Int64
    /// The start of the local day that holds an instant.
    public var startOfDay: @Sendable (Int64) -> Int64

    /// Makes a retention; 92, 400 and 35 days unless told otherwise.
    public init(
        now: Int64, keepHours: Int64 = 92 * 86_400_000, keepAll: Int64 = 400 * 86_400_000,
        keepSamples: Int64 = 35 * 86_400_000, startOfDay: @escaping @Sendable (Int64) -> Int64
    ) {
        self.now = now
        self.keepHours = keepHours
        self.keepAll = keepAll
        self.keepSamples = keepSamples
        self.startOfDay = startOfDay
    }
}
