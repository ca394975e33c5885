public import Detection

/// A case: the columns to ask by, and the whole of it as JSON.
public struct CaseRow: Sendable, Equatable {
    /// The case's number, as letters name it.
    public var id: String
    /// Whose case it is.
    public var key: PartnerKey
    /// The clause's example, 1 to 3; `nil` for quotas.
    public var clause: Int?
    /// The step of the ladder, as the caller names it.
    public var stage: String
    /// When it was opened, milliseconds since 1970 UTC.
    public var opened: Int64
    /// When it last changed.
    public var updated: Int64
    /// The whole case as JSON text.
    public var json: String

    /// Makes a row.
    public init(
        id: String, key: PartnerKey, clause: Int?, stage: String, opened: Int64, updated: Int64, json: String
    ) {
        self.id = id
        self.key = key
        self.clause = clause
        self.stage = stage
        self.opened = opened
        self.updated = updated
        self.json = json
    }
}

/// A letter: the columns to ask by, and the whole of it as JSON.
public struct LetterRow: Sendable, Equatable {
    /// The letter's identifier.
    public var id: String
    /// The number of its case.
    public var caseID: String
    /// `notice`, `reminder`, …, as the caller names it.
    public var kind: String
    /// `draft`, `approved`, `sent`, …, as the caller names it.
    public var stage: String
    /// When it was drafted, milliseconds since 1970 UTC.
    public var drafted: Int64
    /// When it last changed.
    public var updated: Int64
    /// The whole letter as JSON text.
    public var json: String

    /// Makes a row.
    public init(
        id: String, caseID: String, kind: String, stage: String, drafted: Int64, updated: Int64, json: String
    ) {
        self.id = id
        self.caseID = caseID
        self.kind = kind
        self.stage = stage
        self.drafted = drafted
        self.updated = updated
        self.json = json
    }
}

/// A step of the history, which holds the digest of the one before it; steps are added and never changed.
public struct HistoryRow: Sendable, Equatable {
    /// The step's number, from 1, without holes.
    public var number: Int64
    /// The number of its case, `nil` for steps of the whole ledger.
    public var caseID: String?
    /// When it happened, milliseconds since 1970 UTC.
    public var time: Int64
    /// `opened`, `drafted`, `approved`, …, as the caller names it.
    public var kind: String
    /// The whole step as JSON text.
    public var json: String
    /// The digest of the step before, as hex digits; for the first what stands before all steps, as the caller writes
    /// it.
    public var previous: String
    /// The digest of this step, as hex digits.
    public var digest: String

    /// Makes a row.
    public init(
        number: Int64, caseID: String?, time: Int64, kind: String, json: String, previous: String, digest: String
    ) {
        self.number = number
        self.caseID = caseID
        self.time = time
        self.kind = kind
        self.json = json
        self.previous = previous
        self.digest = digest
    }
}
