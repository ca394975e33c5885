internal import AccessLog
internal import Detection
internal import Policy
public import Reports

/// Judges sorted prepared records, one group at a time: no limits on memory but the largest group, no clock, and nothing but
/// its output.
public struct SortedScan {
    /// What is asked beside the request.
    public struct Options: Sendable {
        /// Files with totals; where there are none, totals among the records count.
        public var totals: [String] = []
        /// Whether groups are left open, and their state is written.
        public var emitsState = false
        /// Records at it or after wait for the next run; milliseconds since 1970 UTC.
        public var watermark = Int64.max
        /// Whether examples name file and line.
        public var keepsPlaces = true

        /// A run that ends with its input.
        public init() {}
    }

    /// What was read.
    public struct Outcome: Sendable {
        /// Records, without totals and state.
        public var records: Int64 = 0
        /// Groups with records or state.
        public var groups: Int64 = 0
        /// Lines that are no records.
        public var malformed: Int64 = 0
        /// Records that came after earlier runs had passed them.
        public var late: Int64 = 0
        /// Records that wait for the next run.
        public var waiting: Int64 = 0
        /// Lines that were written: findings, and what the next run goes on from.
        public var written: Int64 = 0
        /// Whether there was a finding that no exemption covers.
        public var accuses = false
        /// Whether there was a finding or an observation that no exemption covers.
        public var observes = false
        /// Whether everything was read and judged.
        public var isComplete = true
        /// Whether the order was broken.
        public var isUnsorted = false
        /// One sentence each.
        public var problems: [String] = []
    }

    private let request: ScanRequest
    private let options: Options
    private let report: ReportOptions
    private let isStopped: @Sendable () -> Bool

    /// Makes ready for a run.
    public init(
        _ request: ScanRequest, _ options: Options, _ report: ReportOptions,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.request, self.options, self.report, self.isStopped) = (request, options, report, isStopped)
    }

    /// Runs to the end of the input, handing out whole lines.
    ///
    /// - Throws: `ScanError` where it cannot judge, after all input was read; and what `sink` throws.
    public func run(to sink: (Span<UInt8>) throws -> Void) throws -> Outcome {
        var run = try SortedRun(request, options, report)
        var lines = SortedLines()
        var failure: (any Error)?
        for name in request.names {
            try lines.read(name, request, isStopped: isStopped) { line, text in
                guard failure == nil else { return }
                do { try run.take(line, &text, to: sink) } catch { failure = error }
            }
        }
        if let failure, lines.disorder == nil { throw failure }
        var outcome = try run.finish(lines, isStopped: isStopped(), to: sink)
        outcome.malformed += lines.overlong
        return outcome
    }
}

extension Policy {
    /// Tells policies apart: the start of SHA-256 of the effective values, 15 hex digits.
    var shortDigest: String { String(TextDigest.sha256(show()).prefix(15)) }

    /// The same as a number, which is not negative.
    var digestNumber: Int64 { Int64(shortDigest, radix: 16) ?? 0 }

    /// The rules for prepared records.
    func preparedDetection(hasPushLog: Bool) -> DetectionOptions {
        var options = detection
        options.digest = SecretDigest.text
        options.hasPushLog = hasPushLog
        return options
    }
}
