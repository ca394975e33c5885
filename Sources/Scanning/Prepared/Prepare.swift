internal import AccessLog
internal import Detection
internal import Policy

/// Turns logs into prepared records, which any sort puts into canonical order and any engine can spread over machines.
public struct Prepare {
    /// What comes out.
    public struct Output: Sendable {
        /// Whether there are records.
        public var hasRecords = true
        /// Whether there are totals, which sort before all records.
        public var hasTotals = true
        /// Whether records name file and line.
        public var keepsPlaces = true

        /// Records with places, and totals.
        public init() {}
    }

    /// What became of the lines.
    public struct Outcome: Sendable {
        /// Lines that hold a request or should.
        public var lines: Int64 = 0
        /// Blank lines and directives.
        public var directives: Int64 = 0
        /// Lines that could not be read.
        public var unreadable: Int64 = 0
        /// Lines before `--since` or after `--until`.
        public var outOfPeriod: Int64 = 0
        /// Records that were written; a request that counts for a quota of its login has two.
        public var records: Int64 = 0
        /// One sentence each.
        public var problems: [String] = []
        /// Whether part of the input could not be read.
        public var hasFaults = false
    }

    private let request: ScanRequest
    private let output: Output
    private let isStopped: @Sendable () -> Bool

    /// Makes ready for a run.
    public init(_ request: ScanRequest, _ output: Output, isStopped: @escaping @Sendable () -> Bool = { false }) {
        self.request = request
        self.output = output
        self.isStopped = isStopped
    }

    /// Runs, handing out whole lines.
    ///
    /// - Throws: `ScanError` where the run cannot begin, and what `sink` throws.
    public func run(to sink: (Span<UInt8>) throws -> Void) throws -> Outcome {
        var request = request
        request.logFormat = request.logFormat ?? request.policy.logFormat
        let options = try Scan.parserOptions(request)
        let prepared = try Preparation(request, options, isStopped: isStopped)
        var writer = RecordWriter(detection, policy: request.policy.digestNumber, output)
        var outcome = Outcome()
        outcome.problems = prepared.problems
        outcome.hasFaults = prepared.hasFaults
        let crew = ReadingCrew(threads: request.threads - 1)
        defer { crew.dismiss() }
        for input in prepared.inputs where !isStopped() {
            try read(input, options, crew, &writer, &outcome, to: sink)
        }
        try writer.finish(outcome, to: sink)
        outcome.records = writer.records
        return outcome
    }

    private var detection: DetectionOptions {
        request.policy.preparedDetection(hasPushLog: !request.pushLogs.isEmpty)
    }

    private func read(
        _ input: PreparedInput, _ options: ParserOptions, _ crew: ReadingCrew, _ writer: inout RecordWriter,
        _ outcome: inout Outcome, to sink: (Span<UInt8>) throws -> Void
    ) throws {
        // Nothing is late where everything will be sorted; stamps before 1970 have no place in the order of texts.
        var settings = RunMaker.Settings(
            since: max(1, request.since ?? 1), until: request.until ?? .max, lateness: .max / 4,
            maxLine: request.maxLine, detection: detection)
        settings.isPush = input.isPush
        settings.movesStamps = input.movesStamps
        let reading: ScanInput
        do throws(InputError) {
            reading = try ScanInput(input, request, options, settings, crew)
        } catch {
            outcome.problems.append(error.description)
            outcome.hasFaults = true
            return
        }
        while !reading.isAtEnd, !isStopped() {
            guard let run = reading.next(isStopped: isStopped) else { continue }
            try writer.write(run.content, file: input.name, to: sink)
            reading.recycle(run.content)
        }
        outcome.add(reading)
    }
}

extension Prepare.Outcome {
    fileprivate mutating func add(_ reading: ScanInput) {
        lines += reading.tally.lines
        directives += reading.tally.directives
        unreadable += reading.tally.unreadable.reduce(0, +)
        outOfPeriod += reading.tally.outOfPeriod
        guard let fault = reading.state.fault else { return }
        problems.append(fault.description)
        hasFaults = true
    }
}
