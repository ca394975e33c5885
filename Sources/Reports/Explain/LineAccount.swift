public import Detection

/// How one line of a log was read.
public struct LineAccount: Sendable {
    /// What a parser made of the line.
    public enum Outcome: String, Sendable {
        /// A request.
        case request
        /// A blank line, or one that says something of others: `#Fields:`.
        case directive
        /// Nothing that the rules can use; the stamp may be good.
        case unreadable
    }

    /// A field as logged.
    public struct Field: Sendable, Equatable {
        /// `user`, `agent`, or the name that the policy asks for.
        public var name: String
        /// Its text (outputs redact it).
        public var value: String

        /// Makes a field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// `access.log.gz:812`, `nil` for a text that was given.
    public var place: String?
    /// The name of the format.
    public var format: String
    /// How it was told.
    public var formatReason: String
    /// What became of the line.
    public var outcome: Outcome
    /// Why it cannot be read: a fact and a way out.
    public var reason: String?
    /// The time that counts, milliseconds since 1970 UTC: the stamp, or the end of the request where stamps are moved
    /// there; `nil` where the line has none.
    public var time: Int64?
    /// How far the stamp was moved, milliseconds; `nil` where stamps of this format count as they are.
    public var moved: Int64?
    /// The fields that the line has, in the order of outputs.
    public var fields: [Field] = []
    /// The status, 0 for none.
    public var status = 0
    /// How the rules see the request.
    public var reading: RequestReading?
    /// The policy's route that matches.
    public var route: RouteRule?
    /// The names of the quotas that count it.
    public var quotas: [String] = []

    /// Makes an account of a line.
    public init(place: String?, format: String, formatReason: String, outcome: Outcome) {
        self.place = place
        self.format = format
        self.formatReason = formatReason
        self.outcome = outcome
    }

    /// Whether the rules A to C look at the line.
    var isWatched: Bool { reading?.key != nil && route?.watch ?? true }

    /// The stamp as logged, milliseconds since 1970 UTC.
    var stamp: Int64? { time.map { $0 - (moved ?? 0) } }

    /// The fields as outputs may show them.
    func shownFields(showIP: Bool) -> [Field] {
        fields.map { field in
            let value =
                switch field.name {
                case "address": showIP ? field.value : SourceNetwork.masked(field.value)
                case "agent": Redaction.agent(field.value)
                case "user", "method", "status", "bytes", "duration_ms", "etag": field.value
                default: Redaction.target(field.value)
                }
            return Field(name: field.name, value: value)
        }
    }

    /// What rules make of the status.
    var statusMeaning: String {
        switch status {
        case 200, 203: "a whole answer"
        case 206: "a part of an answer: a fetch, but never a delivery"
        case 304: "not modified: a fetch, but never a delivery"
        case 401: "proves nothing about its sender; no rule counts it for a key"
        case 400, 403, 404, 405, 410, 422: "refused; closed_door counts it"
        case 429: "told to wait; the API did not accept it"
        case 503: "told to wait; a fault of the API"
        case 500...: "a fault of the API"
        case 200..<300: "success"
        case 300..<400: "elsewhere: neither a fetch nor an error"
        case 0: "none"
        default: "an error that no rule asks for"
        }
    }

    /// Why the line is of nobody.
    var whyUnidentified: String? {
        guard let reading, reading.key == nil else { return nil }
        return reading.isRefusedLogin ? "a 401 proves nothing about its sender" : "the line names no login"
    }
}
