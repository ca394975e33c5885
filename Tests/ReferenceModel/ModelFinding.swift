/// One episode of a rule, without clients, examples, points and id.
public struct ModelFinding: Sendable, Equatable {
    /// A rule that fired, or its early sight.
    public enum Kind: String, Sendable {
        case finding, observation
    }

    /// Whether the rule fired or was only near.
    public var kind: Kind
    /// `repeated_fetch`, `polling` or `round_the_clock`.
    public var rule: String
    /// The key's login, `nil` where a quota is for an installation.
    public var login: String?
    /// The key's installation, `nil` for paths without one.
    public var installation: String?
    /// The template or the policy's text, `GET /{installation}/Estates/{id}`.
    public var route: String
    /// The poll target; `nil` for `repeated_fetch`.
    public var target: String?
    /// When the rule fired, milliseconds since 1970 UTC.
    public var started: Int64
    /// When it cleared, milliseconds since 1970 UTC; `nil` if it did not.
    public var ended: Int64?
    /// When the observation began that became this finding; `nil` for observations.
    public var firstSeen: Int64?
    /// The figure at `started`, in `unit`.
    public var observed: Int64
    /// The limit that the figure broke, in `unit`.
    public var threshold: Int64
    /// What `observed` and `threshold` count.
    public var unit: String
    /// The worst window's figures, in the order of ruling 35, then the window's bounds in milliseconds.
    public var evidence: [ModelFigure]
    /// What the fix would have saved over the whole episode.
    public var waste: ModelWaste
}

/// One figure of the evidence.
public struct ModelFigure: Sendable, Equatable {
    /// A whole number, a text, or nothing.
    public enum Value: Sendable, Equatable {
        case integer(Int64)
        case text(String)
        case null
    }

    /// The name as it stands in outputs.
    public var name: String
    /// The figure itself.
    public var value: Value

    init(_ name: String, _ number: Int64?) {
        self.name = name
        value = number.map { .integer($0) } ?? .null
    }

    init(_ name: String, text: String) {
        self.name = name
        value = .text(text)
    }
}

/// What the fix would have saved.
public struct ModelWaste: Sendable, Equatable {
    /// Requests.
    public var requests: Int64 = 0
    /// Bytes of answers.
    public var bytes: Int64 = 0
    /// Server time in milliseconds.
    public var serverMilliseconds: Int64 = 0

    /// Makes an amount.
    public init(requests: Int64 = 0, bytes: Int64 = 0, serverMilliseconds: Int64 = 0) {
        self.requests = requests
        self.bytes = bytes
        self.serverMilliseconds = serverMilliseconds
    }
}

extension ModelFinding {
    /// The figure of a name, `nil` if the evidence has none or it is null.
    public func integer(_ name: String) -> Int64? {
        guard case .integer(let number) = evidence.first(where: { $0.name == name })?.value else { return nil }
        return number
    }

    /// The text of a name, `nil` if the evidence has none.
    public func text(_ name: String) -> String? {
        guard case .text(let text) = evidence.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    /// Ruling 37 and product 6: by key, rule, route, target, start; null before text, text by bytes.
    static func comesBefore(_ a: ModelFinding, _ b: ModelFinding) -> Bool {
        func bytes(_ text: String?) -> LogText? { text.map { LogText($0.utf8) } }
        let steps = [
            ReferenceModel.compare(bytes(a.login), bytes(b.login)),
            ReferenceModel.compare(bytes(a.installation), bytes(b.installation)),
            ReferenceModel.compare(bytes(a.rule), bytes(b.rule)),
            ReferenceModel.compare(bytes(a.route), bytes(b.route)),
            ReferenceModel.compare(bytes(a.target), bytes(b.target)),
            a.started < b.started ? -1 : a.started > b.started ? 1 : 0,
            ReferenceModel.compare(bytes(a.kind.rawValue), bytes(b.kind.rawValue)),
            ReferenceModel.compare(bytes(a.text("kind")), bytes(b.text("kind"))),
            (a.integer("status") ?? 0) < (b.integer("status") ?? 0) ? -1 : 1,
        ]
        return steps.first { $0 != 0 } == -1
    }
}

extension ModelFinding: CustomStringConvertible {
    /// One line with every field, for failure messages.
    public var description: String {
        let key = "\(login ?? "null") \(installation ?? "null")"
        let times =
            "started \(started) ended \(ended.map(String.init) ?? "null") seen \(firstSeen.map(String.init) ?? "null")"
        let figures = evidence.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
        return "\(kind) \(rule) [\(key)] \(route) \(target ?? "null") \(times) \(observed)/\(threshold) \(unit) "
            + "{\(figures)} waste \(waste.requests) \(waste.bytes) B \(waste.serverMilliseconds) ms"
    }
}

extension ModelFigure.Value {
    fileprivate var text: String {
        switch self {
        case .integer(let number): String(number)
        case .text(let text): text
        case .null: "null"
        }
    }
}
