/// A message on its way to one person: kept before it is handed over, so that a retry hands over the same bytes.
public struct OutboxRow: Sendable, Equatable {
    /// How far it has come.
    public enum State: String, Sendable {
        /// Written, and not handed over yet.
        case planned
        /// Being handed over: after a crash nobody knows whether a mail program took it.
        case handed
        /// Taken by the channel.
        case sent
        /// Refused by the channel.
        case failed
        /// Given up: a letter in it was taken back, or came back.
        case dropped
    }

    /// The Message-ID without angle brackets.
    public var message: String
    /// The address.
    public var recipient: String
    /// The letters in it; none in mail to the operator's own people.
    public var letters: [String]
    /// The local date on which it was planned.
    public var date: String
    /// When it was planned, milliseconds since 1970 UTC.
    public var time: Int64
    /// The whole message.
    public var bytes: [UInt8]
    /// Where it goes.
    public var channel: String
    /// How far it has come.
    public var state: State
    /// What the channel said.
    public var output: String

    /// Makes a row.
    public init(
        message: String, recipient: String, letters: [String], date: String, time: Int64, bytes: [UInt8],
        channel: String, state: State = .planned, output: String = ""
    ) {
        self.message = message
        self.recipient = recipient
        self.letters = letters
        self.date = date
        self.time = time
        self.bytes = bytes
        self.channel = channel
        self.state = state
        self.output = output
    }
}

/// What `verify` found of a letter.
public struct VerificationRow: Sendable, Equatable {
    /// The letter.
    public var letter: String
    /// The digest of the letter that was verified.
    public var digest: String
    /// When, milliseconds since 1970 UTC.
    public var time: Int64
    /// Whether the figures were the same.
    public var isIdentical: Bool

    /// Makes a row.
    public init(letter: String, digest: String, time: Int64, isIdentical: Bool) {
        self.letter = letter
        self.digest = digest
        self.time = time
        self.isIdentical = isIdentical
    }
}
