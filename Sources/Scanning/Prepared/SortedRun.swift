internal import AccessLog
internal import Detection
internal import Policy
internal import Reports

/// One reading of sorted records: totals first, then group by group.
struct SortedRun: ~Copyable {
    private static let piece = 1 << 18
    private let request: ScanRequest
    private let options: SortedScan.Options
    private let writer: ReportWriter
    private var detection: DetectionOptions
    private let zone: TimeZoneRules
    private let policy: String
    private var reader: PreparedReader
    private var totals = LogTotals()
    private var whole: WholeLog?
    private var group: GroupScan?
    private var isBegun = false
    private var event = RequestEvent()
    private var names: [String] = []
    private var numbers: [String: Int32] = [:]
    private var outcome = SortedScan.Outcome()
    private var output: [UInt8] = []

    init(_ request: ScanRequest, _ options: SortedScan.Options, _ report: ReportOptions) throws(ScanError) {
        self.request = request
        self.options = options
        writer = ReportWriter(format: .ndjson, options: report)
        detection = request.policy.preparedDetection(hasPushLog: false)
        zone = try Zones.zone(request.policy.timeZone)
        policy = request.policy.shortDigest
        reader = PreparedReader(detection)
    }

    /// Takes one line.
    mutating func take(
        _ line: Range<Int>, _ text: inout MutableSpan<UInt8>, to sink: (Span<UInt8>) throws -> Void
    ) throws {
        guard let number = PreparedReader.group(of: line, in: text.span),
            let time = PreparedReader.time(of: line, in: text.span)
        else {
            outcome.malformed += 1
            return
        }
        if number == PreparedRecord.totalsGroup {
            if !totals.add(line, in: text.span) { outcome.malformed += 1 }
            return
        }
        if group?.group != number { try begin(number, to: sink) }
        if time == 0 {
            try group?.take(line, text.span, policy: policy)
        } else {
            try judge(line, &text, time)
        }
        if output.count >= Self.piece { try flush(to: sink) }
    }

    private mutating func judge(_ line: Range<Int>, _ text: inout MutableSpan<UInt8>, _ time: Int64) throws(ScanError) {
        try open()
        outcome.records += 1
        guard time < options.watermark else {
            outcome.waiting += 1
            outcome.written += 1
            for index in line { output.append(text[index]) }
            output.append(UInt8(ascii: "\n"))
            return
        }
        switch reader.read(line, in: &text, into: &event) {
        case .malformed: outcome.malformed += 1
        case .event(let isOfLogin, let file):
            let place = place(file, text.span)
            if place < 0 { event.line = 0 }
            group?.take(event, isOfLogin: isOfLogin, text.span, file: place)
        }
    }

    private mutating func place(_ file: FieldRange, _ text: Span<UInt8>) -> Int32 {
        guard options.keepsPlaces, !options.emitsState, !file.isEmpty else { return -1 }
        let name = String(decoding: file.range.map { text[$0] }, as: UTF8.self)
        if let known = numbers[name] { return known }
        names.append(name)
        numbers[name] = Int32(names.count - 1)
        return Int32(names.count - 1)
    }

    // MARK: - Groups

    private mutating func begin(_ number: UInt64, to sink: (Span<UInt8>) throws -> Void) throws {
        try end(to: sink)
        let whole = try wholeLog()
        group = GroupScan(group: number, detection, zone: zone, whole)
        isBegun = false
        outcome.groups += 1
    }

    /// Goes on from the group's state, behind the last line of it.
    private mutating func open() throws(ScanError) {
        guard !isBegun else { return }
        isBegun = true
        let (whole, detection, zone) = (try wholeLog(), detection, zone)
        try group?.begin(detection, zone: zone, whole)
    }

    private mutating func wholeLog() throws(ScanError) -> WholeLog {
        if let whole { return whole }
        if !options.totals.isEmpty {
            totals = LogTotals()
            for path in options.totals { try totals.add(at: path) }
        }
        guard !totals.isEmpty else {
            throw ScanError(
                "no totals came before the first record; give --totals FILE with those of abuse-scan prepare --totals, "
                    + "or leave them among the records, where they sort first")
        }
        if let other = totals.rows(.lines).first(where: { $0.place != request.policy.digestNumber }) {
            let digest = String(other.place, radix: 16)
            throw ScanError(
                "the records were prepared with another policy (\(digest), now \(policy)); "
                    + "give both commands the same --policy or --profile")
        }
        detection.hasPushLog = totals.hasPushLog
        let made = WholeLog(totals, detection, zone: zone)
        whole = made
        return made
    }

    private mutating func end(to sink: (Span<UInt8>) throws -> Void) throws {
        guard group != nil else { return }
        try open()
        if options.emitsState {
            guard let (ended, snapshot) = group?.pause(at: options.watermark), let number = group?.group else { return }
            try write(ended, to: sink)
            outcome.written += CarriedState.write(
                snapshot, group: number, policy: policy, watermark: options.watermark, to: &output)
        }
        outcome.late += group?.late ?? 0
        let ended = group.take()
        guard !options.emitsState, let result = ended?.finish() else { return }
        try write(result.findings, to: sink)
    }

    private mutating func write(_ findings: [Finding], to sink: (Span<UInt8>) throws -> Void) throws {
        guard !findings.isEmpty else { return }
        let model = ReportModel(
            findings: findings, keys: [], summary: RunSummary(),
            partners: request.policy.partnerNames(of: findings.compactMap(\.key.login)),
            routes: [:], inputs: names)
        outcome.accuses = outcome.accuses || model.accuses
        outcome.observes = outcome.observes || model.observes
        outcome.written += Int64(findings.count)
        writer.writeFindings(model) { piece in
            for index in piece.indices { output.append(piece[index]) }
        }
    }

    private mutating func flush(to sink: (Span<UInt8>) throws -> Void) throws {
        if !output.isEmpty { try sink(output.span) }
        output.removeAll(keepingCapacity: true)
    }

    // MARK: - The end

    /// Ends the last group and says what was read.
    consuming func finish(
        _ lines: SortedLines, isStopped: Bool, to sink: (Span<UInt8>) throws -> Void
    ) throws -> SortedScan.Outcome {
        outcome.problems = lines.problems
        if let disorder = lines.disorder {
            outcome.isUnsorted = true
            outcome.problems.append(
                "\(disorder.name):\(disorder.line): comes before the line above it, so nothing behind can be judged; "
                    + "sort the records by their bytes first: LC_ALL=C sort")
        }
        let isWhole = lines.disorder == nil && !isStopped
        if isWhole { try end(to: sink) }
        outcome.isComplete = isWhole && lines.problems.isEmpty && outcome.malformed + lines.overlong == 0
        try flush(to: sink)
        try writer.writeSummary(
            of: [
                ("records", outcome.records), ("groups", outcome.groups),
                ("malformed", outcome.malformed + lines.overlong), ("late", outcome.late), ("waiting", outcome.waiting),
                ("written", outcome.written),
            ], isComplete: outcome.isComplete, to: sink)
        return outcome
    }
}
