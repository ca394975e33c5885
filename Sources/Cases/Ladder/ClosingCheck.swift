public import AccessLog

/// What closing depends on beside the case.
public struct ClosingFacts: Sendable, Equatable {
    /// Whether the register has a person to write to.
    public var hasContact: Bool
    /// Whether the evidence can still be recomputed from the logs.
    public var isEvidenceVerifiable: Bool

    /// Makes facts; without any, closing is not permitted.
    public init(hasContact: Bool = false, isEvidenceVerifiable: Bool = false) {
        self.hasContact = hasContact
        self.isEvidenceVerifiable = isEvidenceVerifiable
    }
}

/// One condition of closing.
public struct ClosingCheck: Codable, Sendable, Equatable {
    /// The conditions, in the order in which they are listed.
    public enum Condition: Codable, Sendable, Equatable, Hashable {
        /// There is somebody to write to.
        case contact
        /// A letter was delivered, after the one before it and its grace.
        case delivered(LetterKind)
        /// The grace after it is over.
        case grace(LetterKind)
        /// Misuse went on after it.
        case abuse(LetterKind)
        /// The pause for progress is over.
        case pause
        /// No exemption holds.
        case exemption
        /// The evidence can be recomputed.
        case evidence
        /// The log covers the last seven days.
        case coverage
        /// No day on which the API was at fault is counted.
        case fault
        /// The case is open, and no simulation.
        case open
    }

    /// The condition.
    public var condition: Condition
    /// Whether it holds.
    public var isMet: Bool
    /// The first date on which a cross may turn into a tick, `nil` for a tick and where only a person can turn it.
    public var mayTurn: CivilDate?
    /// What is, and what is needed.
    public var sentence: String
}
