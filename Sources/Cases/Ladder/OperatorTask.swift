public import AccessLog

/// What a person at the operator's must do, or know.
public struct OperatorTask: Codable, Sendable, Equatable {
    /// The kinds, the most urgent first.
    public enum Kind: Codable, Sendable, Equatable {
        /// One key took so much of an overloaded API that throttling may be needed now.
        case acuteOverload(finding: String, minutes: Int64)
        /// Access may be suspended without a letter before, if a person confirms it with a reason.
        case suspension(finding: String, points: Int)
        /// All conditions of closing hold; a person decides.
        case closing
        /// The partner has no contact person.
        case missingContact
        /// A letter came back.
        case bounced(letter: String)
        /// A letter waits for approval.
        case approve(letter: String, since: CivilDate)
        /// An approved letter waits to be sent.
        case send(letter: String)
        /// A letter was sent, and nobody has recorded that it arrived.
        case confirm(letter: String)
    }

    /// The case.
    public var id: String
    /// What is to be done.
    public var kind: Kind

    /// Makes a task.
    public init(id: String, kind: Kind) {
        self.id = id
        self.kind = kind
    }

    /// One sentence with the way out.
    public var sentence: String {
        switch kind {
        case .acuteOverload(_, let minutes):
            "\(id): took most of the overloaded API in \(minutes) minutes; consider throttling now."
        case .suspension(let finding, let points):
            "\(id): finding \(finding) with \(points) points permits suspension without notice; "
                + "it needs --confirm and a reason."
        case .closing: "\(id): every condition of closing holds; decide, after cases check \(id)."
        case .missingContact: "\(id): the partner has no contact person; add one to partners, the clock stands."
        case .bounced(let letter): "\(letter): came back; correct the address and send it again, the clock stands."
        case .approve(let letter, let since): "\(letter): waits for approval since \(since.text); the clock stands."
        case .send(let letter): "\(letter): is approved and not sent; the clock stands."
        case .confirm(let letter):
            "\(letter): was sent; record that it was delivered, or that it bounced: the clock stands until then."
        }
    }
}
