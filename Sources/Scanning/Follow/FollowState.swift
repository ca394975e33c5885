/// How far a followed run is, for whoever asks.
public struct FollowState: Sendable, Equatable {
    /// One input.
    public struct Input: Sendable, Equatable {
        /// As it was named.
        public var name: String
        /// Bytes read, before unpacking.
        public var position: Int64
        /// Bytes of its last line, whose end is missing.
        public var unfinished: Int
        /// Lines read.
        public var lines: Int64
        /// The newest stamp, milliseconds since 1970 UTC.
        public var newest: Int64?
        /// Milliseconds since bytes last came.
        public var silent: Int64
        /// Whether another file has taken its name.
        public var isReplaced: Bool
    }

    /// Inputs that are open.
    public var inputs: [Input]
    /// Lines before it were judged, milliseconds since 1970 UTC; `nil` before the first.
    public var watermark: Int64?
    /// The newest stamp of all.
    public var newest: Int64?
    /// Lines by outcome.
    public var lines: Int64
    /// Of a key.
    public var identified: Int64
    /// Of nobody.
    public var unidentified: Int64
    /// That could not be read.
    public var unreadable: Int64
    /// Behind the watermark.
    public var late: Int64
    /// Outside of the period.
    public var outOfPeriod: Int64
    /// Keys that are followed.
    public var keys: Int
    /// Findings that have begun and not ended.
    public var openFindings: Int
    /// Observations likewise.
    public var openObservations: Int
    /// Bytes of lines that wait.
    public var heldBytes: Int
    /// Commits to the ledger.
    public var commits: Int
}
