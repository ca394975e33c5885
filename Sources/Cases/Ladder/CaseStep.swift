public import AccessLog

/// One thing that happened to a case, for its history.
public enum CaseStep: Codable, Sendable, Equatable {
    /// The first finding.
    case opened
    /// It came back within 30 days of its resolution.
    case reopened
    /// A letter was drafted.
    case drafted(letter: String, kind: LetterKind)
    /// What a letter holds, as SHA-256 of its text in the ledger: when it was drafted, and when it went out.
    case written(letter: String, digest: String)
    /// A letter was taken back, because it no longer holds.
    case withdrawn(letter: String)
    /// Misuse fell by half since the last letter, so the next step waits.
    case paused(until: CivilDate)
    /// A severe breach: access may be suspended at once.
    case suspendable(finding: String, points: Int)
    /// All conditions of closing hold; a person decides.
    case closingRecommended
    /// Seven clean days.
    case resolved
    /// Figures were computed anew without inputs that had been read wrongly; what was judged and sent stays.
    case recomputed(without: [String], run: Int)
    /// What a person or a channel did.
    case recorded(CaseEvent.Action)
    /// Somebody was forgotten: the case is gone, or only the texts of some steps and words in some letters are.
    case forgotten(isGone: Bool, rows: [Int64], letters: [String])
}

extension CaseStep {
    /// The step without what people and channels wrote into it; `nil` where it holds nothing of that.
    public var withoutTexts: CaseStep? {
        guard case .recorded(let action) = self else { return nil }
        switch action {
        case .failed(let letter, let via, _): return .recorded(.failed(letter: letter, via: via, output: ""))
        case .delivered(let letter, _): return .recorded(.delivered(letter: letter, reference: ""))
        case .bounced(let letter, _): return .recorded(.bounced(letter: letter, why: ""))
        case .answered: return .recorded(.answered(text: ""))
        case .exempted(let note): return .recorded(.exempted(ExemptionNote(reason: "", until: note.until)))
        case .closed(_, let isConfirmed): return .recorded(.closed(reason: "", isConfirmed: isConfirmed))
        case .reopened: return .recorded(.reopened(reason: ""))
        case .approved, .sent, .extended: return nil
        }
    }
}

/// What a person or a channel did.
public struct CaseEvent: Codable, Sendable, Equatable {
    /// The kinds.
    public enum Action: Codable, Sendable, Equatable {
        /// A letter may be sent.
        case approved(letter: String)
        /// A letter was handed to a channel.
        case sent(letter: String, via: String, reference: String)
        /// A channel refused a letter.
        case failed(letter: String, via: String, output: String)
        /// A letter arrived.
        case delivered(letter: String, reference: String)
        /// A letter came back.
        case bounced(letter: String, why: String)
        /// The partner answered.
        case answered(text: String)
        /// The partner got more time.
        case extended(letter: String, until: CivilDate)
        /// The case stands still.
        case exempted(ExemptionNote)
        /// Access was closed; `isConfirmed` is needed where no letter came before.
        case closed(reason: String, isConfirmed: Bool)
        /// Access was opened again.
        case reopened(reason: String)
    }

    /// When, milliseconds since 1970 UTC.
    public var at: Int64
    /// Who.
    public var by: String
    /// What.
    public var action: Action

    /// Makes an event.
    public init(at: Int64, by: String, action: Action) {
        self.at = at
        self.by = by
        self.action = action
    }
}

/// A letter that the ladder asks for.
public struct LetterDraft: Codable, Sendable, Equatable {
    /// The letter's id.
    public var id: String
    /// What it is.
    public var kind: LetterKind
    /// The day whose end asks for it.
    public var date: CivilDate
    /// The quota and its level, for `quota`.
    public var quota: QuotaMark?
    /// The findings that it rests on, those with the most points first.
    public var findings: [CaseFinding]
    /// Whether it belongs to a simulation.
    public var isSimulation: Bool
}

/// What follows from a day or an event.
public struct Outcome: Sendable, Equatable {
    /// The next state, `nil` where there is still no case.
    public var state: Case?
    /// Letters to write, in their order.
    public var drafts: [LetterDraft] = []
    /// What happened, in its order.
    public var steps: [CaseStep] = []
    /// What the operator must know at once.
    public var alerts: [OperatorTask] = []
    /// A case that ended before this day and is history now.
    public var archived: Case?
}

/// Why something cannot be recorded: fact and way out.
public struct CaseError: Error, Equatable, CustomStringConvertible {
    /// The sentence.
    public var description: String

    init(_ description: String) { self.description = description }
}
