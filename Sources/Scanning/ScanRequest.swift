public import Policy

/// What one run is asked to do.
public struct ScanRequest: Sendable {
    /// Paths as they were named; `-` is standard input.
    public var inputs: [String]
    /// Logs of what was delivered by push, as they were named.
    public var pushLogs: [String] = []
    /// The policy that judges.
    public var policy: Policy
    /// Lines before it do not count; milliseconds since 1970 UTC.
    public var since: Int64?
    /// Lines at it or after do not count; milliseconds since 1970 UTC.
    public var until: Int64?
    /// The name or text of the format; `nil` tells it by content, file by file.
    public var logFormat: String?
    /// The zone of stamps without one; `nil` is UTC.
    public var assumedZone: String?
    /// How late a line may come within its file, milliseconds; `nil` is 10 s for files and 60 s for pipes.
    public var lateness: Int64?
    /// Never read files twice: late lines are left out and counted.
    public var isOnePass = false
    /// Whether inputs that hold the same lines for a while are read all the same.
    public var allowsOverlap = false
    /// The ledger to go on from and to add to, `nil` for a run that stands alone.
    public var ledger: LedgerUse?
    /// Whether cases are lived through as if every letter arrived on the day on which it is due; nothing of it is real.
    public var isSimulation = false
    /// Whether the days of cases are judged without a ledger, for comparing them.
    var watchesDays = false
    /// Which cases are looked at then; `nil` finds it from the days alone.
    var spans: CaseSpans?
    /// Whether sums by hour, key and route are handed out, for a report straight from logs.
    var keepsRollUps = false
    /// The longest line, bytes.
    public var maxLine = 1 << 16
    /// Bytes a block; results do not depend on it.
    public var blockSize = 1 << 18
    /// Threads in all, whatever the number of inputs; 1 reads and judges in one.
    public var threads = 2
    /// Bytes that lines may take while they wait for their turn.
    public var memory = 512 << 20

    /// All inputs, the logs of deliveries last.
    var names: [String] { inputs + pushLogs }

    /// What is said of a file without a single request, and where to look.
    func nothingRead(see place: String) -> String {
        (logFormat ?? policy.logFormat) == nil
            ? "no line is a whole request, though the lines look like a known format; \(place)"
            : "no line has the format asked for; leave out --log-format or correct it"
    }

    /// What is said of a file without a line that is short enough.
    var nothingShort: String {
        "every line is over the limit of \(maxLine) bytes; if it is a log whose lines end in LF, raise --max-line"
    }

    /// Makes a request with every choice at its default.
    public init(inputs: [String], policy: Policy) {
        self.inputs = inputs
        self.policy = policy
    }
}

/// Why a run cannot go on: one whole sentence.
public struct ScanError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is in the way.
    public enum Kind: Sendable {
        /// What was asked, or what the inputs hold.
        case request
        /// The ledger.
        case ledger
    }

    /// The sentence.
    public let description: String
    /// What is in the way.
    public let kind: Kind

    /// Makes an error of its sentence.
    public init(_ description: String, _ kind: Kind = .request) {
        self.description = description
        self.kind = kind
    }
}
