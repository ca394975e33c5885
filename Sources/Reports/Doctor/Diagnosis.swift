public import Detection

/// What a look at logs says about them, before anybody is judged by them.
public struct Diagnosis: Sendable {
    /// Two inputs that hold the same lines for a while.
    public struct Overlap: Sendable, Equatable {
        /// The files as they were named.
        public var files: [String]
        /// Shared lines.
        public var shared: Int64
        /// The lines of the shorter one in that time.
        public var lines: Int64
        /// The first shared line's stamp, milliseconds since 1970 UTC.
        public var from: Int64
        /// The last one's.
        public var to: Int64

        /// Makes an overlap.
        public init(files: [String], shared: Int64, lines: Int64, from: Int64, to: Int64) {
            (self.files, self.shared, self.lines, self.from, self.to) = (files, shared, lines, from, to)
        }
    }

    /// The inputs in the order in which they were named.
    public var files: [FileDiagnosis] = []
    /// The parts of the policy's key as it writes them, `user`, `path[0]`.
    public var keyParts: [String] = []
    /// What the policy says of stamps, `nil` where it leaves that to the formats.
    public var logTime: LogTime?
    /// The capacity that the policy knows.
    public var hasCapacity = false
    /// Whether the policy has quotas.
    public var hasQuotas = false
    /// Inputs that hold the same lines; `nil` where that was not looked at.
    public var overlaps: [Overlap]?
    /// Why overlaps were not looked at.
    public var overlapReason: String?

    /// Makes a diagnosis of nothing.
    public init() {}

    /// Whether part of an input could not be read.
    public var hasFaults: Bool { files.contains { $0.problem != nil } }
}

/// What one input is.
public struct FileDiagnosis: Sendable {
    /// A format that was tried on the first lines.
    public struct Candidate: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// How many of the lines that were tried it reads.
        public var linesRead: Int

        /// Makes a candidate.
        public init(name: String, linesRead: Int) { (self.name, self.linesRead) = (name, linesRead) }
    }

    /// Where the zone of the stamps comes from.
    public enum Zone: Sendable, Equatable {
        /// From the stamps, or from the format, which knows only one.
        case stamps
        /// The stamps have none; this one was given for them.
        case assumed(String)
        /// The stamps have none, and none was given: UTC is taken.
        case missing
        /// Some have one and some have none.
        case mixed
    }

    /// What moment of a request a stamp is, as far as the order of the lines tells.
    public enum Moment: String, Sendable {
        /// Its start: the lines are in the order of stamp and duration together.
        case start
        /// Its end: the lines are in the order of the stamps.
        case end
        /// Nothing tells.
        case unknown
    }

    /// Lines that cannot be read, for one reason.
    public struct Unreadable: Sendable, Equatable {
        /// A line, given away by nothing but its shape.
        public struct Sample: Sendable, Equatable {
            /// From 1.
            public var line: Int64
            /// Letters as `a`, digits as `9`.
            public var shape: String

            /// Makes a sample.
            public init(line: Int64, shape: String) { (self.line, self.shape) = (line, shape) }
        }

        /// `shape`, `time`, `request`, `url` or `too_long`.
        public var reason: String
        /// How many.
        public var lines: Int64
        /// The first ones.
        public var samples: [Sample]

        /// Makes an entry.
        public init(reason: String, lines: Int64, samples: [Sample]) {
            (self.reason, self.lines, self.samples) = (reason, lines, samples)
        }
    }

    /// A key and its lines.
    public struct KeyLines: Sendable, Equatable {
        /// The key.
        public var key: PartnerKey
        /// Its lines.
        public var lines: Int64

        /// Makes an entry.
        public init(key: PartnerKey, lines: Int64) { (self.key, self.lines) = (key, lines) }
    }

    /// The input as it was named.
    public var name: String
    /// Why it, or the end of it, cannot be read: the whole sentence.
    public var problem: String?
    /// Another input that holds the same bytes; then nothing else is said of this one.
    public var sameAs: String?
    /// Whether it was read to its end.
    public var isWhole = true

    /// How it is packed, `nil` for plain.
    public var compression: String?
    /// gzip members.
    public var members = 0
    /// Bytes before unpacking.
    public var bytesRead: Int64 = 0
    /// Bytes after unpacking.
    public var bytesDecoded: Int64 = 0

    /// The format that it is read with.
    public var format = ""
    /// Whether the format was asked for rather than told.
    public var isFormatAsked = false
    /// Whether no format reads a tenth of the first lines, so that the format is a guess.
    public var isFormatGuessed = false
    /// Whether another kind of format reads a tenth of the first lines as well.
    public var isAmbiguous = false
    /// The first lines that formats were tried on.
    public var linesTried = 0
    /// The formats that read any of them, the surest first.
    public var candidates: [Candidate] = []

    /// Lines read, all of them.
    public var lines: Int64 = 0
    /// Lines that are requests.
    public var requests: Int64 = 0
    /// Blank lines and directives.
    public var directives: Int64 = 0
    /// Lines that end with a line feed alone.
    public var feeds: Int64 = 0
    /// Lines that end with a carriage return and a line feed.
    public var returns: Int64 = 0
    /// Whether the last line has no ending.
    public var lacksEnd = false

    /// The earliest stamp, milliseconds since 1970 UTC.
    public var first: Int64?
    /// The latest stamp.
    public var last: Int64?
    /// The zone of the stamps; `nil` without any stamp.
    public var zone: Zone?
    /// Digits behind the second.
    public var fractionDigits = 0
    /// Lines that come after a later one.
    public var disordered: Int64 = 0
    /// By how much at most, milliseconds.
    public var maxLateness: Int64 = 0
    /// Of these, lines later than a scan allows before it reads a file twice.
    public var late: Int64 = 0
    /// What the order of the lines says of the stamps.
    public var moment = Moment.unknown
    /// What the format's documentation says of them.
    public var formatMoment = Moment.unknown

    /// Requests that have the field.
    public var fields = FieldCounts()
    /// Whole answers to GET: 200 and 203.
    public var answers: Int64 = 0
    /// Those of them with an entity tag.
    public var taggedAnswers: Int64 = 0
    /// Requests with a query.
    public var queries: Int64 = 0
    /// Requests answered 401, whatever user they name.
    public var refusedLogins: Int64 = 0
    /// Requests of a key.
    public var identified: Int64 = 0
    /// Different keys; beyond ``mostKeys`` they are not told apart.
    public var keys = 0
    /// The keys with most lines.
    public var topKeys: [KeyLines] = []
    /// Lines that cannot be read.
    public var unreadable: [Unreadable] = []

    /// Keys that are told apart.
    public static let mostKeys = 100_000

    /// Makes a diagnosis of an input that nothing is known of.
    public init(name: String) { self.name = name }
}

/// How many requests have each field.
public struct FieldCounts: Sendable, Equatable {
    /// The authenticated user.
    public var user: Int64 = 0
    /// The status.
    public var status: Int64 = 0
    /// The bytes of the answer.
    public var bytes: Int64 = 0
    /// The request time.
    public var duration: Int64 = 0
    /// The entity tag.
    public var entityTag: Int64 = 0
    /// The client's address.
    public var address: Int64 = 0
    /// The user agent.
    public var agent: Int64 = 0

    /// Nothing counted.
    public init() {}
}
