/// One run as it is remembered: what asked for it, what it read, and how far its results reach.
public struct RunRecord: Sendable, Equatable {
    /// Lines of a run, each in one class. `lines` is the sum of all but ``directives``.
    public struct LineCounts: Sendable, Equatable {
        /// Lines that hold a request or should.
        public var lines: Int64 = 0
        /// Lines that were counted for a key.
        public var identified: Int64 = 0
        /// Lines that name no sender.
        public var unidentified: Int64 = 0
        /// Lines outside of the period asked for.
        public var outOfPeriod: Int64 = 0
        /// Lines that could not be read.
        public var unreadable: Int64 = 0
        /// Lines that came too late to count.
        public var late: Int64 = 0
        /// Blank lines and directives.
        public var directives: Int64 = 0

        /// No lines.
        public init() {}
    }

    /// A stretch without any line that is too long for complete coverage.
    public struct Gap: Sendable, Equatable {
        /// The last line before it, milliseconds since 1970 UTC.
        public var from: Int64
        /// The first line after it.
        public var to: Int64

        /// Makes a gap.
        public init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }
    }

    /// The run's number, from 1; the ledger gives it.
    public internal(set) var id: Int64 = 0
    /// The program's version.
    public var version: String
    /// The digest of the policy, as text.
    public var policyDigest: String
    /// The policy itself, every value that held.
    public var policyText: String
    /// The arguments of the command, without secrets.
    public var arguments: [String]
    /// When the run began, wall time in milliseconds since 1970 UTC.
    public var started: Int64
    /// When it committed.
    public var ended: Int64
    /// Its lines by outcome.
    public var counts = LineCounts()
    /// The first stamp read in this run, milliseconds since 1970 UTC; `nil` without any line.
    public var firstTime: Int64?
    /// The last stamp.
    public var lastTime: Int64?
    /// Gaps in coverage seen in this run.
    public var gaps: [Gap] = []
    /// The lateness bound, milliseconds.
    public var lateness: Int64 = 0
    /// The largest lateness seen, milliseconds.
    public var maxLateness: Int64 = 0
    /// What is a lower bound, `nil` where every figure is exact.
    public var inexact: String?
    /// The inputs that it took out, by their names; none for a run that only adds.
    public var replaced: [String] = []

    /// Makes a record.
    public init(
        version: String, policyDigest: String, policyText: String, arguments: [String], started: Int64, ended: Int64
    ) {
        self.version = version
        self.policyDigest = policyDigest
        self.policyText = policyText
        self.arguments = arguments
        self.started = started
        self.ended = ended
    }
}
