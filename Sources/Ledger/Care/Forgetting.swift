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

    /// What becomes of cases and letters; `nil` leaves them as they are.
    public var cases: CaseForgetting?

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
    /// Cases that were deleted, with their letters.
    public var cases = 0
    /// Letters of these cases.
    public var letters = 0
    /// Messages that were deleted or emptied.
    public var messages = 0
    /// Letters in which the address was masked.
    public var maskedLetters = 0
    /// Steps of the history whose texts were taken out.
    public var emptiedSteps = 0
    /// Runs whose arguments were taken away.
    public var runs = 0
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
    public var total: Int {
        findings + maskedFindings + rollUps + samples + inputs + runs + cases + letters + messages + maskedLetters
            + emptiedSteps
    }
}
