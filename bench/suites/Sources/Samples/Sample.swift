internal import AccessLog
public import Detection

@testable internal import Traffic

/// A quarter of a million lines of a week: made once, then read by every suite in the form that it needs.
public enum Sample {
    /// Lines of every sample, which a round of a suite reads all.
    public static let lines = 1 << 18

    /// The lines as blocks of text, each of whole lines.
    public static let blocks: [[UInt8]] = {
        var workload = Workload(lines: lines, seed: 1)
        var blocks: [[UInt8]] = []
        var block: [UInt8] = []
        workload.run { line, _, _ in
            if block.count + line.count > 1 << 18 {
                blocks.append(block)
                block = []
            }
            block += line
        }
        return blocks + [block]
    }()

    /// Requests of one block, and the block.
    public struct Requests: Sendable {
        /// The text that they lie in.
        public var bytes: [UInt8]
        /// The requests in the order of the lines.
        public var events: [RequestEvent]
        /// Their places in canonical order.
        public var order: [UInt32]
    }

    /// The requests of the lines under some routes.
    public static func requests(_ options: DetectionOptions) -> [Requests] {
        guard var parser = try? LogFormats.combined.makeParser(ParserOptions()) else { return [] }
        var reader = RequestReader(options)
        return blocks.map { read($0, &parser, &reader) }
    }

    private static func read(
        _ block: [UInt8], _ parser: inout any LineParser, _ reader: inout RequestReader
    ) -> Requests {
        var (bytes, events) = (block, [RequestEvent]())
        var text = bytes.mutableSpan
        var (cutter, record, event) = (LineCutter(count: block.count), AccessRecord(), RequestEvent())
        while let line = cutter.line(in: text.span) {
            guard parser.parse(line, in: &text, into: &record) == .record else { continue }
            guard reader.read(record, in: text.span, into: &event) else { continue }
            event.line = Int64(events.count + 1)
            events.append(event)
        }
        let order = events.indices.sorted { left, right in
            let (first, second) = (events[left].orderTime, events[right].orderTime)
            return first != second ? first < second : left < right
        }
        return Requests(bytes: bytes, events: events, order: order.map { UInt32($0) })
    }
}
