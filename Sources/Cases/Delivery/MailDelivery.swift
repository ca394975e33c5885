/// Where a message went.
public struct DeliveryReceipt: Codable, Sendable, Equatable {
    /// The channel, as the policy writes it.
    public var channel: String
    /// The file in a Maildir, or the Message-ID.
    public var reference: String
    /// The exit status of a mail program, `nil` for a Maildir.
    public var exitStatus: Int32?
    /// What a mail program printed.
    public var output: String

    /// Makes a receipt.
    public init(channel: String, reference: String, exitStatus: Int32?, output: String) {
        self.channel = channel
        self.reference = reference
        self.exitStatus = exitStatus
        self.output = output
    }
}

/// Hands messages to a channel.
public struct MailDelivery: Sendable {
    private let channel: DeliveryChannel

    /// Makes a delivery by a channel.
    public init(_ channel: DeliveryChannel) { self.channel = channel }

    /// Hands a message over.
    ///
    /// - Returns: where it went. A Maildir takes the same message once, however often it is tried.
    /// - Throws: why it did not go.
    public func send(_ message: MailMessage) async throws -> DeliveryReceipt {
        switch channel {
        case .maildir(let path):
            return DeliveryReceipt(
                channel: "\(channel)", reference: try Maildir(path).deliver(message), exitStatus: nil, output: "")
        case .sendmail(let path):
            let (status, output) = try await Sendmail(path).send(message)
            return DeliveryReceipt(channel: "\(channel)", reference: message.id, exitStatus: status, output: output)
        }
    }
}
