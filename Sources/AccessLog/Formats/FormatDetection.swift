/// What the first lines of a file say about its format.
public struct FormatDetection: Sendable {
    /// The format, or `nil` if nothing fits or there is nothing to read.
    public let format: LogFormat?
    /// How many lines were tried, at most 200; empty lines are not counted.
    public let linesTried: Int
    /// How many of them the format reads.
    public let linesRead: Int
    /// The formats that read any line, the surest first; the first one is ``format`` where there is one.
    public let candidates: [Candidate]
    /// Whether a format that is not just a more general form of the chosen one reads a tenth of the lines or more: the file
    /// holds two formats, or its lines do not say enough.
    public let isAmbiguous: Bool
    /// A sentence for `doctor` and for errors, for example `combined: reads 198 of the first 200 lines`.
    public let message: String

    /// One format that reads lines of a file.
    public struct Candidate: Sendable, Equatable {
        /// The format's name.
        public let name: String
        /// How many lines were tried.
        public let linesTried: Int
        /// How many of them the format reads: records, lines of its shape with a good stamp, its own directives.
        public let linesRead: Int
        /// How many of them are whole records.
        public let records: Int
        /// How many of them the chosen format does not read.
        public let linesOfItsOwn: Int
        /// Whether it is the chosen format, or a more general form of it.
        public let isSameKind: Bool
    }
}
