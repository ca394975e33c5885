import AccessLog

/// A letter to a partner, with everything that its text says and no word of any language: kept as it is, and rendered anew
/// whenever it is shown or sent.
public struct Letter: Codable, Sendable, Equatable {
    /// How the figures can be computed again.
    public struct Reproduction: Codable, Sendable, Equatable {
        /// The program's version.
        public var version: String
        /// The whole command.
        public var command: String
        /// SHA-256 of the policy, in hex digits.
        public var policyDigest: String

        /// Makes a description.
        public init(version: String, command: String, policyDigest: String) {
            self.version = version
            self.command = command
            self.policyDigest = policyDigest
        }
    }

    /// The letter's number, `2026-9F1C27D0-2`.
    public var id: String
    /// What it is.
    public var kind: LetterKind
    /// The case.
    public var caseNumber: String
    /// The language.
    public var language: LetterLanguage
    /// When it was written, milliseconds since 1970 UTC.
    public var written: Int64
    /// The partner's name, `nil` where the register has none.
    public var partner: String?
    /// The number in the register of companies.
    public var organisationNumber: String?
    /// The product login.
    public var login: String?
    /// The customer base.
    public var installation: String?
    /// Whom it goes to.
    public var contacts: [Contact]
    /// The clause, 1 to 3, `nil` for quotas.
    public var clause: Int?
    /// What the contract says.
    public var contract: Contract
    /// What was seen, the most important first.
    public var findings: [CaseFinding]
    /// The days before it.
    public var days: [DayMark]
    /// Names of the log files, or of the kinds of them.
    public var files: [String]
    /// Where the period begins, milliseconds since 1970 UTC.
    public var from: Int64
    /// Where it ends.
    public var to: Int64
    /// Until when the partner has time, milliseconds since 1970 UTC; `nil` where no time runs.
    public var deadline: Int64?
    /// When the letter before it arrived.
    public var earlier: Int64?
    /// Letters of the same case before it, for the thread.
    public var thread: [String]
    /// Why access was suspended.
    public var reason: String?
    /// Whether it belongs to a simulation.
    public var isSimulation: Bool
    /// Who writes.
    public var sender: String?
    /// The address for answers.
    public var replyTo: String?
    /// The telephone for questions.
    public var phone: String?
    /// How the figures can be computed again.
    public var reproduction: Reproduction
}

/// What a letter needs beside its case: who is written to, in whose name, on what grounds.
public struct LetterSetting: Sendable {
    /// The partner, `nil` where the register does not know the login.
    public var partner: Partner?
    /// What the contract says.
    public var contract: Contract
    /// Names of the log files.
    public var files: [String]
    /// How the figures can be computed again.
    public var reproduction: Letter.Reproduction
    /// Why access was suspended, for that letter.
    public var reason: String?

    /// Makes a setting.
    public init(
        partner: Partner?, contract: Contract, files: [String], reproduction: Letter.Reproduction, reason: String? = nil
    ) {
        self.partner = partner
        self.contract = contract
        self.files = files
        self.reproduction = reproduction
        self.reason = reason
    }
}
