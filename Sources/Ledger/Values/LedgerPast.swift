/// What runs before this one left behind, for a run that goes on.
public struct LedgerPast: Sendable, Equatable {
    /// Runs that are kept; 0 for a new ledger.
    public var runs: Int
    /// Every input that was read.
    public var inputs: [InputRecord]
    /// The number that the next new input gets.
    public var nextOrdinal: Int32
    /// Where to go on, `nil` for a new ledger.
    public var state: KeptState?

    /// Makes a past.
    public init(runs: Int = 0, inputs: [InputRecord] = [], nextOrdinal: Int32 = 0, state: KeptState? = nil) {
        self.runs = runs
        self.inputs = inputs
        self.nextOrdinal = nextOrdinal
        self.state = state
    }
}
