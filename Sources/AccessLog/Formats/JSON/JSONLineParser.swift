/// Reads logs of one JSON object a line.
struct JSONLineParser: LineParser {
    private let table: JSONFieldTable
    private let isLenient: Bool
    let hasMethod: Bool
    let isEncodedTwice: Bool
    var stamps: StampReader

    init(_ names: JSONFieldNames, _ options: ParserOptions) throws(LogFormatError) {
        table = JSONFieldTable(try names.overridden(by: options.jsonFields), customFields: options.customFields)
        isLenient = names.isLenient
        hasMethod = names.hasMethod
        isEncodedTwice = names.isEncodedTwice
        stamps = StampReader(assumedZone: options.assumedZone)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record = AccessRecord()
        let start = ByteOrderMark.end(block.span, line)
        let backslash = ByteSearch.first(UInt8(ascii: "\\"), in: block.span, from: start, to: line.upperBound)
        var scanner = JSONScanner(start..<line.upperBound, hasEscapes: backslash != nil, isLenient: isLenient)
        guard let first = scanner.next(block.span) else { return .directive }
        guard first == UInt8(ascii: "{") else { return .unreadable(.shape) }
        var findings = JSONFindings()
        guard scan(&scanner, &findings, &block, &record) else { return .unreadable(.shape) }
        return finish(findings, &block, &record)
    }

    /// Walks over the whole line; `false` if it is not one object and nothing else.
    @inline(__always)
    private func scan(
        _ scanner: inout JSONScanner, _ findings: inout JSONFindings, _ block: inout MutableSpan<UInt8>,
        _ record: inout AccessRecord
    ) -> Bool {
        repeat {
            guard let byte = scanner.next(block.span),
                step(byte, &scanner, &findings, &block, &record)
            else { return false }
        } while scanner.depth > 0
        return scanner.next(block.span) == nil
    }

    /// Takes the next key, value, bracket or comma.
    @inline(__always)
    private func step(
        _ byte: UInt8, _ scanner: inout JSONScanner, _ findings: inout JSONFindings,
        _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) -> Bool {
        switch scanner.expectation {
        case .keyOrEnd where byte == UInt8(ascii: "}"): return scanner.close(isObject: true)
        case .valueOrEnd where byte == UInt8(ascii: "]"): return scanner.close(isObject: false)
        case .keyOrEnd, .key: return scanner.key(block.span, table)
        case .value, .valueOrEnd: return value(byte, &scanner, &findings, &block, &record)
        case .commaOrEnd:
            guard byte == UInt8(ascii: ",") else {
                return byte == UInt8(ascii: "}")
                    ? scanner.close(isObject: true)
                    : byte == UInt8(ascii: "]") && scanner.close(isObject: false)
            }
            scanner.cursor += 1
            scanner.expectation = scanner.isInObject ? .key : .value
            return true
        }
    }

    @inline(__always)
    private func value(
        _ byte: UInt8, _ scanner: inout JSONScanner, _ findings: inout JSONFindings,
        _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) -> Bool {
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
            return scanner.open(isObject: byte == UInt8(ascii: "{"))
        }
        let isString = byte == UInt8(ascii: "\"")
        guard var text = isString ? scanner.string(block.span) : scanner.scalar(block.span) else { return false }
        scanner.expectation = .commaOrEnd
        guard let entry = scanner.entry else { return true }
        scanner.entry = nil
        if isString, scanner.hasEscapes { text = JSONText.decode(text, in: &block) }
        if !isString, text.spells("null", in: block.span) { return true }
        findings.take(text, entry)
        if entry.custom != 0 { record.setCustom(entry.custom, FieldValues.text(block.span, text)) }
        return true
    }
}
