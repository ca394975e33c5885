public import AccessLog

/// What became of one letter of a case.
public struct CaseLetter: Codable, Sendable, Equatable {
    /// How far a letter has come.
    public enum Status: String, Codable, Sendable {
        /// Waits for a person.
        case drafted
        /// May be sent.
        case approved
        /// Handed to a channel; nothing is known of its arrival.
        case sent
        /// Arrived, as somebody recorded.
        case delivered
        /// Came back.
        case bounced
        /// Taken back before it arrived, because it no longer holds.
        case withdrawn
    }

    /// The number of the case and the letter's own, `2026-9F1C27D0-2`.
    public var id: String
    /// What it is.
    public var kind: LetterKind
    /// The day whose end drafted it.
    public var drafted: CivilDate
    /// How far it has come.
    public var status = Status.drafted
    /// When it arrived, milliseconds since 1970 UTC.
    public var delivered: Int64?
    /// More time that was granted: the deadline is not before this date.
    public var extended: CivilDate?
    /// Whether a resolution made it history: it stands for nothing any more.
    public var isSpent = false
    /// Whether it belongs to a simulation, and can never be sent.
    public var isSimulation = false
    /// The quota and its level, 80 or 100.
    public var quota: QuotaMark?

    /// Whether it waits to be delivered.
    public var isPending: Bool {
        switch status {
        case .drafted, .approved, .sent, .bounced: true
        case .delivered, .withdrawn: false
        }
    }
}

/// A level of a quota that was reached.
public struct QuotaMark: Codable, Sendable, Hashable {
    /// Which quota in which period, or which episode of a sliding one.
    public var period: String
    /// 80 or 100 percent.
    public var level: Int

    /// Makes a mark.
    public init(period: String, level: Int) {
        self.period = period
        self.level = level
    }
}
