/// Reads lines by a compiled pattern: `common`, `combined`, `vhost`, any nginx `log_format`, any Apache `LogFormat`.
struct PatternParser: LineParser {
    private let pattern: Pattern
    var stamps: StampReader
    private let isCombined: Bool

    /// Makes a parser; `isCombined` says that the pattern is that of `combined`, without fields of the policy's.
    init(pattern: Pattern, assumedZone: TimeZoneRules?, isCombined: Bool = false) {
        self.pattern = pattern
        self.isCombined = isCombined
        stamps = StampReader(assumedZone: assumedZone)
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        record.clear()
        let start = ByteOrderMark.end(block.span, line)
        let end = line.upperBound
        if start == end { return .directive }
        if isCombined {
            if readCombined(block.span, from: start, to: end, &record) { return .record }
            record.clear()
        }
        let backslash = ByteSearch.first(UInt8(ascii: "\\"), in: block.span, from: start, to: end)
        guard pattern.matches(pattern.prefix, block.span, at: start, to: end) else { return .unreadable(.shape) }
        var reading = PatternReading(cursor: start + pattern.prefix.count, end: end, hasEscapes: backslash != nil)
        for index in pattern.steps.indices {
            let step = pattern.steps[index]
            guard let captured = captureEnd(step, block.span, &reading, &record) else { return .unreadable(.shape) }
            let range = reading.cursor..<captured
            reading.cursor = min(captured + step.literal.count, end)
            keep(range, of: step, &block, &reading, &record)
        }
        return reading.cursor == end ? finish(reading, &block, &record) : .unreadable(.shape)
    }

    /// The end of the text that a step captures at the cursor; `nil` if the step does not fit.
    @inline(__always)
    private mutating func captureEnd(
        _ step: PatternStep, _ bytes: Span<UInt8>, _ reading: inout PatternReading, _ record: inout AccessRecord
    ) -> Int? {
        let end = reading.end
        switch step.shape {
        case .text: return pattern.find(step.literal, bytes, from: reading.cursor, to: end)
        case .quoted:
            let hit = pattern.findQuoted(
                step.literal, bytes, from: reading.cursor, to: end, hasEscapes: reading.hasEscapes
            )
            return hit ?? (step.mayBeCut ? end : nil)
        case .list: return pattern.findBehindList(step.literal, bytes, from: reading.cursor, to: end)
        case .word: return ByteSearch.first(UInt8(ascii: " "), in: bytes, from: reading.cursor, to: end) ?? end
        case .extras: return end
        case .plainExtras:
            let first = reading.cursor + 1
            return first < end && bytes[first] == UInt8(ascii: "\"") ? nil : end
        case .stampPiece: return pieceEnd(step, bytes, &reading)
        case .commonLogStamp, .isoStamp, .epochStamp:
            if let stamp = stamp(step.shape, bytes, at: reading.cursor, to: end),
                step.literal.count == 0
                    ? stamp.next == end : pattern.matches(step.literal, bytes, at: stamp.next, to: end)
            {
                if step.role == .time {
                    record.time = stamp.time
                    reading.hasTime = true
                }
                return stamp.next
            }
            return pattern.find(step.literal, bytes, from: reading.cursor, to: end)
        }
    }

    @inline(__always)
    private mutating func stamp(_ shape: PatternStep.Shape, _ bytes: Span<UInt8>, at start: Int, to end: Int) -> Stamp?
    {
        switch shape {
        case .commonLogStamp: stamps.commonLog(bytes, at: start, to: end)
        case .isoStamp: stamps.iso(bytes, at: start, to: end)
        default: stamps.epoch(bytes, at: start, to: end)
        }
    }

    private func pieceEnd(_ step: PatternStep, _ bytes: Span<UInt8>, _ reading: inout PatternReading) -> Int? {
        guard let next = reading.pieces.take(step.piece, bytes, at: reading.cursor, to: reading.end),
            pattern.matches(step.literal, bytes, at: next, to: reading.end)
        else { return nil }
        return next
    }

    /// Says what became of the line once all its captures are read.
    @inline(__always)
    private mutating func finish(
        _ reading: PatternReading, _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) -> LineOutcome {
        guard reading.hasShape else { return .unreadable(.shape) }
        if pattern.stampIsInPieces {
            guard let time = reading.pieces.time(&stamps) else { return .unreadable(.time) }
            record.time = time
        } else if !reading.hasTime {
            return .unreadable(.time)
        }
        if reading.hasPath { TargetJoin.join(path: reading.path, query: reading.query, in: &block, &record) }
        guard reading.hasRequest, !record.target.isEmpty else { return .unreadable(.request) }
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }
}
