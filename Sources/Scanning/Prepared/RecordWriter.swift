internal import AccessLog
internal import Detection

/// Writes events as records and counts them for the totals; what it holds is handed out in pieces of whole lines.
struct RecordWriter {
    private static let piece = 1 << 18
    private let output: Prepare.Output
    private let writer: PreparedWriter
    private let policy: Int64
    private var tally: TotalsTally
    private var lines: [UInt8] = []
    private(set) var records: Int64 = 0

    init(_ options: DetectionOptions, policy: Int64, _ output: Prepare.Output) {
        self.output = output
        self.policy = policy
        writer = PreparedWriter(options, keepsPlaces: output.keepsPlaces)
        tally = TotalsTally(options)
        if options.hasPushLog { tally.notePushLog() }
    }

    mutating func write(_ content: SortedEvents, file: String, to sink: (Span<UInt8>) throws -> Void) throws {
        for event in content.events {
            if output.hasTotals { tally.count(event) }
            guard output.hasRecords, !event.flags.contains(.isStampOnly) else { continue }
            records += Int64(writer.write(event, content.bytes.span, file: file, to: &lines))
            if lines.count >= Self.piece { try flush(to: sink) }
        }
    }

    mutating func finish(_ outcome: Prepare.Outcome, to sink: (Span<UInt8>) throws -> Void) throws {
        if output.hasTotals {
            var row = LogTotals.Row()
            (row.sums.a, row.sums.b) = (outcome.lines + outcome.directives, outcome.unreadable)
            (row.sums.c, row.sums.d) = (outcome.outOfPeriod, records)
            var totals = tally.take()
            totals.add(row, .lines, at: policy)
            totals.write(to: &lines)
        }
        try flush(to: sink)
    }

    private mutating func flush(to sink: (Span<UInt8>) throws -> Void) throws {
        if !lines.isEmpty { try sink(lines.span) }
        lines.removeAll(keepingCapacity: true)
    }
}
