/// What becomes of cases and letters when somebody is forgotten, as the caller decides it.
public struct CaseForgetting: Sendable {
    /// Cases that go, with their letters and what was verified of them.
    public var cases: [String] = []
    /// Letters of these cases.
    public var letters = 0
    /// Cases in which something was masked.
    public var maskedCases: [CaseRow] = []
    /// Letters in which something was masked.
    public var maskedLetters: [LetterRow] = []
    /// Messages that go.
    public var messages: [String] = []
    /// Messages that went already, to others as well: they stay without their bytes.
    public var emptiedMessages: [String] = []
    /// Steps of the history whose texts are taken out; their digests stay, so that the chain holds.
    public var history: [HistoryRow] = []
    /// Steps that say so, behind the last one.
    public var steps: [HistoryRow] = []

    /// Nothing.
    public init() {}
}
