/// What is to be forgotten.
public struct Forgetting: Sendable {
    /// Of whom, or of when.
    public enum Subject: Sendable, Equatable {
        /// A login, with all its installations where none is given.
        case login(String, installation: String?)
        /// A client's address, as it is logged.
        case address(String)
        /// All that lies before an instant, milliseconds since 1970 UTC.
        case before(Int64)
    }

    /// Of whom, or of when.
    public var subject: Subject
    /// Counts only; nothing is changed.
    public var isRehearsal = false
    /// Takes the subject out of what the next run goes on from; `nil` where nobody can, which is then said.
    public var filter: (@Sendable (KeptState) -> KeptState)?

    /// What takes an address out of texts: the text without it, `nil` for one that does not hold it.
    public static func masking(_ address: String) -> @Sendable (String) -> String? {
        let mask = AddressMask(address)
        return { mask.masked($0) }
    }

    /// The step of the history that says that a case is forgotten, after the last one that is kept; `nil` leaves cases alone.
    public var step: (@Sendable (_ id: String, _ last: HistoryRow?) -> HistoryRow?)?

    /// Makes a wish.
    public init(_ subject: Subject) { self.subject = subject }
}

/// What was forgotten, in rows.
public struct Forgotten: Sendable, Equatable {
    /// Findings and observations that were deleted.
    public var findings = 0
    /// Findings in which the address was masked.
    public var maskedFindings = 0
    /// Hourly and daily sums that were deleted, and minutes.
    public var rollUps = 0
    /// Sampled lines that were deleted.
    public var samples = 0
    /// Inputs whose names were taken away; what was read of them stays known.
    public var inputs = 0
    /// Runs whose arguments were taken away.
    public var runs = 0
    /// Cases of which no letter was ever written, and which prove nothing, that were deleted.
    public var cases = 0
    /// Cases that name the subject and stay, as proof of the warnings.
    public var keptCases = 0
    /// Letters of these cases.
    public var keptLetters = 0
    /// Steps of their history.
    public var keptSteps = 0
    /// Keys that are the address itself, under a policy that keys by address; they go as logins do.
    public var keysOfAddress = 0
    /// Whether the windows of the last run still may hold it.
    public var staysInWindows = false

    /// Nothing.
    public init() {}

    /// Rows that were deleted or masked.
    public var total: Int { findings + maskedFindings + rollUps + samples + inputs + runs + cases }
}
