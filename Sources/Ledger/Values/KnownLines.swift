/// Whether the lines of an input were read by an earlier run, told by a sample of one line in 256.
public struct KnownLines: Sendable, Equatable {
    /// Lines from which on an overlap is believed.
    public static let leastLines: Int64 = 1000
    /// Samples from which on it is.
    public static let leastSamples = 4

    /// An input that holds some of the sampled lines.
    public struct Holder: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// How many of the sampled lines it holds.
        public var samples: Int
    }

    /// Sampled lines that were asked for.
    public var asked: Int
    /// Those of them that an earlier run read.
    public var known: Int
    /// The inputs that hold them, most first.
    public var holders: [Holder]
    /// The first and the last stamp of known ones, milliseconds since 1970 UTC.
    public var from: Int64 = 0
    /// The last stamp.
    public var to: Int64 = 0

    /// Whether an input repeats what was read.
    ///
    /// - Parameter lines: its lines that the samples were taken of: those that lie before the frontier of earlier runs.
    /// - Returns: whether more than half of enough samples of enough lines are known.
    public func isOverlap(ofLines lines: Int64) -> Bool {
        lines >= Self.leastLines && asked >= Self.leastSamples && 2 * known > asked
    }

    /// What stops the run: names, span, way out.
    public func sentence(_ name: String, span: (Int64) -> String) -> String {
        let holder = holders.first?.name ?? "an earlier input"
        return "\(name) repeats lines of \(holder) from \(span(from)) to \(span(to)) that an earlier run has counted "
            + "(\(known) of \(asked) looked at), and a line that counts twice accuses falsely; give only what is new, or "
            + "--allow-overlap if they are different requests"
    }
}
