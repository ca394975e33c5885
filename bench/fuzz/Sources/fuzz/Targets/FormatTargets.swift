import AccessLog
import Detection

extension FuzzTarget {
    /// Lines of one format: nothing around a line is changed or looked at, fields lie inside the line, numbers are sane.
    static func readLines(_ input: [UInt8], as format: LogFormat) {
        var options = ParserOptions()
        options.customFields = ["tenant", "cs-uri-query", "a.b", "http_user_agent"]
        guard let parser = try? format.makeParser(options) else { return }
        read(input, parser, isStateless: !format.hasDirectives, texts: { checkTexts($0, of: $1) })
    }

    /// The first lines of a file; a format that is found must be one that reads them.
    static func detect(_ input: [UInt8]) {
        let detection = LogFormats.detect(input.span)
        check(detection.linesRead <= detection.linesTried, "more lines read than tried")
        check(detection.linesTried <= 200, "more lines tried than 200")
        check(detection.candidates.allSatisfy { $0.linesRead > 0 }, "a candidate that reads no line")
        guard let format = detection.format else { return }
        check(detection.candidates.first?.name == format.name, "another candidate stands before \(format.name)")
        check(
            detection.linesRead > 0 && detection.linesRead * 10 >= detection.linesTried,
            "\(format.name) reads \(detection.linesRead) of \(detection.linesTried)")
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
        _ input: [UInt8], _ parser: any LineParser, isStateless: Bool = false,
        _ take: (AccessRecord, Span<UInt8>) -> Void = { _, _ in },
        texts checkMore: (_ texts: [[UInt8]], _ line: ArraySlice<UInt8>) -> Void = { _, _ in }
    ) {
        let fresh = parser
        var (parser, twin) = (parser, parser)
        for line in input.split(separator: 10, omittingEmptySubsequences: true).prefix(200) {
            var block = before + line + behind
            let place = before.count..<before.count + line.count
            let (record, outcome) = read(place, in: &block, &parser, leftover: leftover)
            check(
                block.starts(with: before) && block.suffix(behind.count).elementsEqual(behind),
                "bytes around the line changed")
            var alone = Array(line)
            // Where nothing of the lines before matters, a parser that has seen none reads the same.
            if isStateless { twin = fresh }
            let (other, same) = read(0..<line.count, in: &alone, &twin, leftover: AccessRecord())
            check(outcome == same, "\(outcome) in the middle of a block, \(same) alone")
            guard outcome == .record else { continue }
            let texts = texts(record, block, place)
            check(texts == self.texts(other, alone, 0..<line.count), "texts depend on what stands around")
            checkMore(texts, line)
            check(
                record.time == other.time && record.duration == other.duration && record.bytes == other.bytes
                    && record.status == other.status, "numbers depend on it")
            check(record.bytes >= -1 && record.duration >= -1, "bytes \(record.bytes), duration \(record.duration)")
            check(record.time > -70_000_000_000_000 && record.time < 253_500_000_000_000, "time \(record.time)")
            check(record.status < 1000, "status \(record.status)")
            take(record, block.span)
            _ = requests.reading(record, in: block.span)
        }
    }

    /// What a line before may have left in a record; nothing of it may show.
    private static let leftover = {
        var record = AccessRecord()
        let text = FieldRange(start: 1, count: 1)
        (record.time, record.duration, record.bytes, record.status) = (1, 2, 3, 4)
        (record.method, record.target, record.user, record.address) = (text, text, text, text)
        (record.agent, record.entityTag) = (text, text)
        for index in 0..<4 { record.custom[index] = text }
        return record
    }()

    private static func read(
        _ line: Range<Int>, in bytes: inout [UInt8], _ parser: inout any LineParser, leftover: AccessRecord
    ) -> (AccessRecord, LineOutcome) {
        var record = leftover
        var block = bytes.mutableSpan
        let outcome = parser.parse(line, in: &block, into: &record)
        return (record, outcome)
    }

    /// The fields' bytes; each must lie inside the line.
    private static func texts(_ record: AccessRecord, _ bytes: [UInt8], _ line: Range<Int>) -> [[UInt8]] {
        let fields =
            [record.target, record.method, record.user, record.address, record.agent, record.entityTag]
            + (0..<4).map { record.custom[$0] }
        return fields.map { field in
            if field.isEmpty { return [] }
            check(
                field.range.lowerBound >= line.lowerBound && field.range.upperBound <= line.upperBound,
                "a field reaches beyond its line")
            return Array(bytes[field.range])
        }
    }

    /// Of a line without any format's escapes, each field stands in the line as it was read; a target may be put together of
    /// two.
    private static func checkTexts(_ texts: [[UInt8]], of line: ArraySlice<UInt8>) {
        if line.contains(where: { "\\%+#".utf8.contains($0) }) { return }
        func holds(_ text: ArraySlice<UInt8>) -> Bool {
            guard let first = text.first else { return true }
            return line.indices.contains { line[$0] == first && line[$0...].starts(with: text) }
        }
        for text in texts.dropFirst() where text.count > 0 {
            check(holds(text[...]), "\(String(decoding: text, as: UTF8.self)) is not in the line")
        }
        guard let target = texts.first, !holds(target[...]) else { return }
        let isJoined = target.indices.contains { index in
            target[index] == UInt8(ascii: "?") && holds(target[..<index]) && holds(target[(index + 1)...])
        }
        check(isJoined, "the target \(String(decoding: target, as: UTF8.self)) is not in the line")
    }
}
