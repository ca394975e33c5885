/// What an operator's act leaves behind, outside of any run: kept whole or not at all.
public struct CaseCommit: Sendable {
    /// Cases that changed.
    public var cases: [CaseRow] = []
    /// Letters that are new or changed.
    public var letters: [LetterRow] = []
    /// New steps of the history, in their order.
    public var history: [HistoryRow] = []
    /// Messages that are new or came further.
    public var outbox: [OutboxRow] = []
    /// What was verified.
    public var verifications: [VerificationRow] = []

    /// What the operator's last digest told, as the caller writes it; `nil` leaves what is there.
    public var digestMark: String?

    /// Nothing yet.
    public init() {}
}
