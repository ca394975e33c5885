internal import AccessLog
internal import Detection
internal import Policy
internal import Reports

/// Reads the lines of one input for ``DoctorFile``.
struct DoctorReading: ~Copyable {
    private let file: DoctorFile
    private var parser: any LineParser
    private var requests: RequestReader
    private var tally: DoctorTally
    private var lines: Int64 = 0
    /// Why the format is a guess, `nil` where it is not.
    private let guess: String?

    /// Tells the format.
    ///
    /// - Throws: `ScanError` where the format cannot be used with the policy's fields.
    init(_ file: DoctorFile, head: [UInt8]) throws(ScanError) {
        self.file = file
        var diagnosis = FileDiagnosis(name: file.name)
        let detection = LogFormats.detect(head.span)
        let format = file.named ?? detection.format ?? Preparation.fallback
        diagnosis.format = format.name
        diagnosis.isFormatAsked = file.named != nil
        diagnosis.isFormatGuessed = file.named == nil && detection.format == nil && !head.isEmpty
        diagnosis.isAmbiguous = file.named == nil && detection.isAmbiguous
        diagnosis.linesTried = detection.linesTried
        diagnosis.candidates = detection.candidates.map { .init(name: $0.name, linesRead: $0.linesRead) }
        diagnosis.formatMoment = format.stamp.map { $0 == .start ? .start : .end } ?? .unknown
        guess = diagnosis.isFormatGuessed ? detection.message : nil
        do throws(LogFormatError) {
            let stamps = try DoctorStamps(head: head, format, file.options)
            diagnosis.zone = stamps.zone(
                assumed: file.options.assumedZone == nil ? nil : file.options.assumedZone?.name)
            diagnosis.fractionDigits = stamps.fractionDigits
            parser = try format.makeParser(file.options)
        } catch {
            throw ScanError("\(file.name): \(error.description)")
        }
        let usual = max(Scan.lateness(isPipe: ByteSource.isPipe(file.name)), format.lateness ?? 0)
        tally = DoctorTally(diagnosis, lateness: file.request.lateness ?? usual)
        requests = RequestReader(file.request.policy.detection)
    }

    /// Reads a block.
    ///
    /// - Returns: whether more lines are to be looked at.
    mutating func read(_ block: inout LineBlock) -> Bool {
        if block.overlong > 0 {
            lines += 1
            tally.addLine(endsWith: .feed)
            tally.add(.tooLong, shape: "")
        }
        let count = block.count
        var cutter = LineCutter(count: count)
        var text = block.bytes.mutableSpan
        while lines < file.mostLines, let line = cutter.line(in: text.span) {
            lines += 1
            tally.addLine(endsWith: Self.ending(text.span, line, count))
            if line.isEmpty {
                tally.addDirective()
            } else if line.count > file.request.maxLine {
                tally.add(.tooLong, shape: DoctorLineShape.text(text.span, line))
            } else {
                read(line, &text)
            }
        }
        return lines < file.mostLines
    }

    private mutating func read(_ line: Range<Int>, _ text: inout MutableSpan<UInt8>) {
        var record = AccessRecord()
        switch parser.parse(line, in: &text, into: &record) {
        case .directive: tally.addDirective()
        case .record: add(record, line, text.span)
        case .unreadable(let reason):
            tally.add(reason, shape: DoctorLineShape.text(text.span, line))
            if reason.hasTime { tally.takeStamp(record.time) }
        }
    }

    private mutating func add(_ record: AccessRecord, _ line: Range<Int>, _ text: Span<UInt8>) {
        var event = RequestEvent()
        guard requests.read(record, in: text, into: &event) else {
            tally.add(.url, shape: DoctorLineShape.text(text, line))
            return tally.takeStamp(record.time)
        }
        let target = text.extracting(record.target.range)
        let hasQuery = target.indices.contains { target[$0] == UInt8(ascii: "?") }
        if tally.needsName(of: event.key), let key = requests.reading(record, in: text)?.key {
            tally.name(event.key, key)
        }
        tally.add(record, event, hasQuery: hasQuery)
    }

    private static func ending(_ bytes: Span<UInt8>, _ line: Range<Int>, _ count: Int) -> LineEnding {
        guard line.upperBound < count else { return .none }
        if bytes[line.upperBound] != 0x0d { return .feed }
        return line.upperBound + 1 < count ? .returnAndFeed : .none
    }

    /// Ends.
    mutating func finish() -> FileDiagnosis {
        var diagnosis = tally.finish()
        let isAnythingRead = diagnosis.first != nil
        let isAnythingUnread = diagnosis.unreadable.contains { $0.reason != "too_long" }
        if !isAnythingRead, isAnythingUnread {
            let fact = guess ?? file.request.nothingRead(see: "the reasons stand below")
            diagnosis.problem = "\(file.name): \(fact)"
        } else if !isAnythingRead, !diagnosis.unreadable.isEmpty {
            diagnosis.problem = "\(file.name): \(file.request.nothingShort)"
        }
        return diagnosis
    }
}
