public import Detection

/// Everything that a report shows: what one run found, and what it rests on.
public struct ReportModel: Sendable {
    /// In the order of outputs: key, rule, route, target, start.
    public var findings: [Finding]
    /// One entry a key, in the order of keys.
    public var keys: [KeyTotals]
    /// What the run read.
    public var summary: RunSummary
    /// Partners by login, from the policy's register.
    public var partners: [String: PartnerName]
    /// Routes by their text, for the advice.
    public var routes: [String: RouteRule]
    /// Names of the input files, by ``Example/file``.
    public var inputs: [String]
    /// What became of cases, where they were judged.
    public var news: CaseNews?

    /// Makes a model.
    public init(
        findings: [Finding], keys: [KeyTotals], summary: RunSummary, partners: [String: PartnerName],
        routes: [String: RouteRule], inputs: [String]
    ) {
        self.findings = findings
        self.keys = keys
        self.summary = summary
        self.partners = partners
        self.routes = routes
        self.inputs = inputs
    }
}

extension ReportModel {
    /// Leaves out in which file and line the examples lay.
    public mutating func forgetPlaces() {
        for finding in findings.indices {
            for example in findings[finding].examples.indices {
                findings[finding].examples[example].file = -1
                findings[finding].examples[example].line = 0
            }
        }
    }

    /// Whether there is a finding that no exemption covers.
    public var accuses: Bool { findings.contains { $0.kind == .finding && $0.exempt == nil } }

    /// Whether there is a finding or an observation that no exemption covers.
    public var observes: Bool { findings.contains { $0.exempt == nil } }
}

/// A partner as the policy's register names it.
public struct PartnerName: Sendable, Equatable {
    /// The identifier in the register.
    public var id: String
    /// The name for people, where the register has one.
    public var name: String?

    /// Makes a name.
    public init(id: String, name: String?) {
        self.id = id
        self.name = name
    }
}

/// What one key did in the period.
public struct KeyTotals: Sendable, Equatable {
    /// Whose totals these are.
    public var key: PartnerKey
    /// All its requests inside the period.
    public var requests: Int64
    /// Bytes of answers.
    public var bytes: Int64
    /// Server time in milliseconds, 0 where the log has no request times.
    public var serverMilliseconds: Int64
    /// The days on which findings cost points, in their order.
    public var days: [DayScore] = []
    /// The third-largest day score of the last seven covered days.
    public var score = 0

    /// Makes totals.
    public init(key: PartnerKey, requests: Int64, bytes: Int64, serverMilliseconds: Int64) {
        self.key = key
        self.requests = requests
        self.bytes = bytes
        self.serverMilliseconds = serverMilliseconds
    }
}

/// What a run read, line by line accounted for. `lines == identified + unidentified + outOfPeriod + late + Σ unreadable`;
/// `late` lines of a pipe are in no other class.
public struct RunSummary: Sendable, Equatable {
    /// The unread lines of one reason.
    public struct Unreadable: Sendable, Equatable {
        /// `shape`, `time`, `request`, `url`, `too_long`.
        public var reason: String
        /// How many there were.
        public var lines: Int64
        /// Up to three places, `access.log.gz:812`.
        public var places: [String]

        /// Makes a count.
        public init(reason: String, lines: Int64, places: [String]) {
            self.reason = reason
            self.lines = lines
            self.places = places
        }
    }

    /// A stretch without any line, milliseconds since 1970 UTC.
    public struct Gap: Sendable, Equatable {
        /// The last line before it.
        public var from: Int64
        /// The first line after it.
        public var to: Int64

        /// Makes a gap.
        public init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }
    }

    /// Unidentified lines of one source network.
    public struct UnidentifiedSource: Sendable, Equatable {
        /// The address as logged, or its network (outputs mask it).
        public var network: String
        /// How many there were.
        public var lines: Int64

        /// Makes a count.
        public init(network: String, lines: Int64) {
            self.network = network
            self.lines = lines
        }
    }

    /// What a log of deliveries by push held.
    public struct PushLog: Sendable, Equatable {
        /// Deliveries that arrived.
        public var delivered: Int64 = 0
        /// Deliveries that did not.
        public var failed: Int64 = 0
        /// Lines that came later than the bound: they only forgive.
        public var late: Int64 = 0
        /// Lines before `--since` or after `--until`.
        public var outOfPeriod: Int64 = 0
        /// Lines that could not be read.
        public var unreadable: Int64 = 0
        /// Some places of them.
        public var unreadablePlaces: [String] = []

        /// An empty log.
        public init() {}
    }

    /// What a run with a ledger kept; for the summary on stderr only.
    public struct LedgerNote: Sendable, Equatable {
        /// Where the ledger lies.
        public var path: String
        /// The number of the run.
        public var run: Int
        /// Requests that wait for the next run.
        public var waiting: Int
        /// Before it everything was judged, milliseconds since 1970 UTC; `nil` before the first line.
        public var frontier: Int64?
        /// Whether nothing was written.
        public var isDryRun = false
        /// What a run did that takes inputs out again, one sentence each.
        public var replaced: [String] = []
        /// What somebody should look at after it, one sentence each.
        public var warnings: [String] = []

        /// Makes a note.
        public init(path: String, run: Int, waiting: Int) {
            self.path = path
            self.run = run
            self.waiting = waiting
        }
    }

    /// Lines that hold a request or should: neither blank lines nor directives.
    public var lines: Int64 = 0
    /// Lines that were counted for a key.
    public var identified: Int64 = 0
    /// Lines inside the period that name no sender.
    public var unidentified: Int64 = 0
    /// Readable lines before `--since` or after `--until`.
    public var outOfPeriod: Int64 = 0
    /// Lines that came later than the bound in the pass that counted, and so were not counted.
    public var late: Int64 = 0
    /// Lines that could not be read, by reason.
    public var unreadable: [Unreadable] = []
    /// Blank lines and directives such as `#Fields:`.
    public var directives: Int64 = 0
    /// The first stamp inside the period, milliseconds since 1970 UTC; `nil` without any line.
    public var firstTime: Int64?
    /// The last stamp inside the period.
    public var lastTime: Int64?
    /// Keys with at least one line.
    public var keys: Int = 0
    /// Stretches without any line that are too long for complete coverage.
    public var gaps: [Gap] = []
    /// Stretches of hours in which the API itself was in trouble (more than a tenth of all requests met 5xx).
    public var faults: [Gap] = []
    /// Most lines first.
    public var unidentifiedSources: [UnidentifiedSource] = []
    /// Rules for which the log is too short, with the sentence that says so.
    public var tooShort: [String] = []
    /// What stamps mean, where the formats of the files say it; `nil` where it goes without saying.
    public var stamps: String?
    /// How far overload could be judged, and who loads the API most; `nil` if nobody looked.
    public var overload: OverloadCoverage?
    /// What the memory limit made a lower bound, `nil` where everything is exact.
    public var inexact: String?
    /// What the logs of deliveries by push held, `nil` where none was given.
    public var pushLog: PushLog?
    /// The policy's profile.
    public var profile = ""
    /// Inputs: files read whole or in part.
    public var files: Int = 0
    /// Bytes read, as they lay in the files.
    public var bytesRead: Int64 = 0
    /// Bytes after inflating.
    public var bytesInflated: Int64 = 0
    /// The lateness bound of the pass that counted, milliseconds.
    public var lateness: Int64 = 0
    /// Whether the files were read twice, because lines came late in the first pass.
    public var isSecondPass = false
    /// Lines that came late in the first pass, where a second one counted them.
    public var firstPassLate: Int64 = 0
    /// Late lines of a time that earlier runs with the same ledger have judged.
    public var behind: Int64 = 0
    /// The largest lateness seen, milliseconds.
    public var maxLateness: Int64 = 0
    /// What was kept for the next run; `nil` without a ledger.
    public var ledger: LedgerNote?
    /// Wall time of the run, seconds; for the summary on stderr only.
    public var elapsed: Double = 0
    /// Files skipped or read in part, one sentence each: place, fact, way out.
    public var problems: [String] = []

    /// An empty summary.
    public init() {}
}
