/// A message that is ready for a channel.
public struct MailMessage: Sendable, Equatable {
    /// Its Message-ID without the angle brackets; the same letters to the same person have the same one.
    public var id: String
    /// The address that it goes to.
    public var recipient: String
    /// The whole message with line feeds as line ends, as local mail programs take it.
    public var bytes: [UInt8]

    /// Makes a message of its parts.
    public init(id: String, recipient: String, bytes: [UInt8]) {
        self.id = id
        self.recipient = recipient
        self.bytes = bytes
    }
}

/// Why a letter cannot be sent: fact and way out.
public struct DeliveryError: Error, Equatable, CustomStringConvertible {
    /// The sentence.
    public var description: String

    init(_ description: String) { self.description = description }
}
