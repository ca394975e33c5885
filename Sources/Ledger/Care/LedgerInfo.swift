/// What a ledger holds, in figures.
public struct LedgerInfo: Sendable, Equatable {
    /// A span of event time, milliseconds since 1970 UTC; `last` belongs to it.
    public struct Span: Sendable, Equatable {
        /// The first instant.
        public var first: Int64
        /// The last instant.
        public var last: Int64
    }

    /// Bytes of the file and of its log of changes.
    public var size: Int64 = 0
    /// The version of the tables.
    public var schema: Int64 = 0
    /// Runs that are kept.
    public var runs: Int64 = 0
    /// Event time that the runs have read, `nil` where no line had a stamp.
    public var log: Span?
    /// Lines before it were judged, milliseconds since 1970 UTC.
    public var frontier: Int64?
    /// Inputs, and those of them that are still written or broken off.
    public var inputs: Int64 = 0
    /// Plain files that may still be written.
    public var growing: Int64 = 0
    /// Inputs that broke off inside.
    public var truncated: Int64 = 0
    /// Inputs that were taken out again, which are known and do not count.
    public var removed: Int64 = 0
    /// Decoded bytes of all inputs.
    public var inputBytes: Int64 = 0
    /// Bytes of the windows of unfinished days.
    public var snapshotBytes: Int64 = 0
    /// Bytes of lines that wait for earlier ones.
    public var heldBytes: Int64 = 0
    /// Findings that have not ended.
    public var openFindings: Int64 = 0
    /// Findings that have.
    public var endedFindings: Int64 = 0
    /// Observations, open and ended.
    public var observations: Int64 = 0
    /// Keys that anything is kept of.
    public var keys: Int64 = 0
    /// Routes that anything is kept of.
    public var routes: Int64 = 0
    /// Hourly sums, and their span by hours' starts.
    public var hourlyRows: Int64 = 0
    /// The hours that they cover.
    public var hours: Span?
    /// Daily sums, folded out of old hours.
    public var dailyRows: Int64 = 0
    /// The days that they cover.
    public var days: Span?
    /// Minutes of the service level.
    public var minutes: Int64 = 0
    /// Sampled lines.
    public var samples: Int64 = 0
    /// Cases.
    public var cases: Int64 = 0
    /// Letters.
    public var letters: Int64 = 0
    /// Steps of the history.
    public var steps: Int64 = 0
    /// The newest run.
    public var lastRun: RunRecord?
    /// Who holds the ledger right now.
    public var holder: LockHolder?

    /// Bytes a day of log by which the ledger grows: all but the windows, over the days of the log; `nil` below one day.
    public var growthPerDay: Int64? {
        guard let log, log.last - log.first >= 86_400_000 else { return nil }
        return max(0, size - snapshotBytes - heldBytes) / ((log.last - log.first) / 86_400_000)
    }
}
