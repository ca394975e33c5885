internal import AccessLog
internal import Reports

/// What the stamps of the first lines look like: whether they have a zone, and how fine they are.
struct DoctorStamps {
    private(set) var withZone = 0
    private(set) var withoutZone = 0
    /// Digits behind the second, the most of any line.
    private(set) var fractionDigits = 0

    /// Looks at the first lines.
    ///
    /// - Parameters:
    ///   - head: whole lines.
    ///   - format: the format to read them with.
    ///   - options: what the parser must know beside the bytes.
    /// - Throws: `LogFormatError` where the format cannot be used with the options.
    init(head: [UInt8], _ format: LogFormat, _ options: ParserOptions) throws(LogFormatError) {
        var (near, far) = (options, options)
        near.assumedZone = .utc
        far.assumedZone = .fixed(secondsEast: 3600, name: "+01:00")
        var (parser, other) = (try format.makeParser(near), try format.makeParser(far))
        // Parsers decode in place, so each has bytes of its own, and the digits are looked for in untouched ones.
        var (bytes, otherBytes) = (head, head)
        var text = bytes.mutableSpan
        var otherText = otherBytes.mutableSpan
        var (record, otherRecord) = (AccessRecord(), AccessRecord())
        var cutter = LineCutter(count: head.count)
        while let line = cutter.line(in: head.span) {
            guard parser.parse(line, in: &text, into: &record) == .record,
                other.parse(line, in: &otherText, into: &otherRecord) == .record
            else { continue }
            if record.time == otherRecord.time { withZone += 1 } else { withoutZone += 1 }
            fractionDigits = max(fractionDigits, Self.fraction(head.span, line, record.time))
        }
    }

    /// Where the zone comes from, `nil` without any stamp.
    func zone(assumed: String?) -> FileDiagnosis.Zone? {
        switch (withZone, withoutZone) {
        case (0, 0): nil
        case (_, 0): .stamps
        case (0, _): assumed.map { .assumed($0) } ?? .missing
        default: .mixed
        }
    }

    /// Digits behind the second of the stamp in a line: `07:02:17.123`, or behind the seconds since 1970.
    private static func fraction(_ bytes: Span<UInt8>, _ line: Range<Int>, _ time: Int64) -> Int {
        let (seconds, milliseconds) = (time / 1000, Int(time % 1000))
        let epoch = Array(String(seconds).utf8)
        // What syslog puts in front of a line may be finer than the line's own stamp, and within the same millisecond.
        var fewest: Int?
        for start in line {
            var next: Int
            if isClock(bytes, start, line.upperBound, second: Int(seconds % 60)) {
                next = start + 8
            } else if isText(bytes, start, line.upperBound, epoch) {
                next = start + epoch.count
            } else {
                continue
            }
            let isPoint =
                next < line.upperBound && (bytes[next] == UInt8(ascii: ".") || bytes[next] == UInt8(ascii: ","))
            next += isPoint ? 1 : 0
            let digits = digits(bytes, next, line.upperBound)
            // Another time in the line, perhaps in its URL, has other digits there.
            if digits > 0, self.milliseconds(bytes, next, digits) == milliseconds {
                fewest = min(fewest ?? digits, digits)
            }
        }
        return fewest ?? (milliseconds == 0 ? 0 : 3)
    }

    /// Whether `hh:mm:ss` with these seconds begins here; minutes and hours depend on zones.
    private static func isClock(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, second: Int) -> Bool {
        guard start + 8 <= end, bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":") else {
            return false
        }
        let isTime = [0, 1, 3, 4, 6, 7].allSatisfy { isDigit(bytes[start + $0]) }
        return isTime && Int(bytes[start + 6] - 48) * 10 + Int(bytes[start + 7] - 48) == second
    }

    private static func isText(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ text: [UInt8]) -> Bool {
        start + text.count <= end && text.indices.allSatisfy { bytes[start + $0] == text[$0] }
    }

    /// The first three of some digits; those that lack are 0.
    private static func milliseconds(_ bytes: Span<UInt8>, _ start: Int, _ digits: Int) -> Int {
        (0..<3).reduce(0) { $0 * 10 + ($1 < digits ? Int(bytes[start + $1] - 48) : 0) }
    }

    private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, isDigit(bytes[index]) { index += 1 }
        return index - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
