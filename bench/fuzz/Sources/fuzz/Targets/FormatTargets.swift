import AccessLog
import Detection

extension FuzzTarget {
    /// Lines of one format: nothing around a line is changed or looked at, fields lie inside the line, numbers are sane.
    static func readLines(_ input: [UInt8], as format: LogFormat) {
        var options = ParserOptions()
        options.customFields = ["tenant", "cs-uri-query", "a.b", "http_user_agent"]
        guard let parser = try? format.makeParser(options) else { return }
        read(input, parser)
    }

    /// The first lines of a file; a format that is found must be one that reads them.
    static func detect(_ input: [UInt8]) {
        let detection = LogFormats.detect(input.span)
        check(detection.linesRead <= detection.linesTried, "more lines read than tried")
        check(detection.linesTried <= 200, "more lines tried than 200")
        guard let format = detection.format else { return }
        check(detection.linesRead > 0, "\(format.name) reads no line")
        readLines(input, as: format)
    }

    /// The first line is the text of a format, `nginx:…` or `apache:…`; the rest is read with it.
    static func formatText(_ input: [UInt8]) {
        let end = input.firstIndex(of: 10) ?? input.count
        let text = String(decoding: input[..<end], as: UTF8.self)
        do throws(LogFormatError) {
            readLines(Array(input[end...].dropFirst()), as: try LogFormats.named(text))
        } catch {
            check(!error.message.isEmpty, "an error without a word")
        }
    }

    /// A log of deliveries, whose paths are put together in the line's own bytes.
    static func pushLog(_ input: [UInt8]) {
        guard let parser = try? LogFormats.pushLog(input.span).makeParser(ParserOptions()) else { return }
        read(input, parser) { record, block in
            check(record.status == 200 || record.status == 500, "a delivery with status \(record.status)")
            var event = RequestEvent()
            _ = requests.readPush(record, in: block, into: &event)
        }
    }

    /// Its buffers are large, so one serves all lines; it remembers one target.
    nonisolated(unsafe) private static var requests = RequestReader(DetectionOptions(), targets: 1)
    private static let before = Array("9.9.9.9 - x [\n".utf8)
    private static let behind = Array(
        "\n\" 200 7 \"-\" \"-\"\\\"}],17/May/2015:10:05:03 +0000 \"GET / HTTP/1.1\"".utf8)

    private static func read(
        _ input: [UInt8], _ parser: any LineParser, _ take: (AccessRecord, Span<UInt8>) -> Void = { _, _ in }
    ) {
        var (parser, twin) = (parser, parser)
        for line in input.split(separator: 10, omittingEmptySubsequences: true).prefix(200) {
            var block = before + line + behind
            let place = before.count..<before.count + line.count
            let (record, outcome) = read(place, in: &block, &parser)
            check(
                block.starts(with: before) && block.suffix(behind.count).elementsEqual(behind),
                "bytes around the line changed")
            var alone = Array(line)
            let (other, same) = read(0..<line.count, in: &alone, &twin)
            check(outcome == same, "\(outcome) in the middle of a block, \(same) alone")
            guard outcome == .record else { continue }
            check(
                texts(record, block, place) == texts(other, alone, 0..<line.count), "texts depend on what stands around"
            )
            check(record.time == other.time && record.duration == other.duration, "numbers depend on it")
            check(record.bytes >= -1 && record.duration >= -1, "bytes \(record.bytes), duration \(record.duration)")
            check(record.time > -70_000_000_000_000 && record.time < 253_500_000_000_000, "time \(record.time)")
            check(record.status < 1000, "status \(record.status)")
            take(record, block.span)
            _ = requests.reading(record, in: block.span)
        }
    }

    private static func read(
        _ line: Range<Int>, in bytes: inout [UInt8], _ parser: inout any LineParser
    ) -> (AccessRecord, LineOutcome) {
        var record = AccessRecord()
        record.method = FieldRange(start: 1, count: 1)
        var block = bytes.mutableSpan
        let outcome = parser.parse(line, in: &block, into: &record)
        return (record, outcome)
    }

    /// The fields' bytes; each must lie inside the line.
    private static func texts(_ record: AccessRecord, _ bytes: [UInt8], _ line: Range<Int>) -> [[UInt8]] {
        let fields =
            [record.method, record.target, record.user, record.address, record.agent, record.entityTag]
            + (0..<4).map { record.custom[$0] }
        return fields.map { field in
            if field.isEmpty { return [] }
            check(
                field.range.lowerBound >= line.lowerBound && field.range.upperBound <= line.upperBound,
                "a field reaches beyond its line")
            return Array(bytes[field.range])
        }
    }
}
