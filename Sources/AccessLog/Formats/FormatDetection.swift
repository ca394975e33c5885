/// What the first lines of a file say about its format.
public struct FormatDetection: Sendable {
    /// The format, or `nil` if nothing fits or there is nothing to read.
    public let format: LogFormat?
    /// How many lines were tried, at most 200; empty lines are not counted.
    public let linesTried: Int
    /// How many of them the format reads.
    public let linesRead: Int
    /// A sentence for `doctor` and for errors, for example `combined: reads 198 of the first 200 lines`.
    public let message: String
}
