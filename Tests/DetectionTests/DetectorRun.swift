import AccessLog
import Dispatch
import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

/// Feeds lines of the reference model to the real detector, in canonical order.
struct DetectorRun {
    private var bytes: [UInt8] = []
    private var events: [RequestEvent] = []
    private(set) var findings: [Finding] = []
    private(set) var memory = MemoryReport()
    private(set) var result = DetectionResult()
    /// The last snapshot that a run went on from.
    private(set) var snapshot: [UInt8] = []

    /// Runs; `late` lines come last and are marked as late. With another `tie`, an odd number, lines of one stamp with
    /// different URLs come in another order. After each event of `cuts`, a run ends and another goes on from its
    /// snapshot. With a `batch`, installations are judged side by side, so many requests at a time.
    init(
        _ lines: [ModelLine], late: [ModelLine] = [], pushes: [ModelPush]? = nil, tie: UInt64 = 1,
        _ model: ModelOptions, _ limits: MemoryLimits = .usual, trace: TraceRequest? = nil, cuts: Set<Int> = [],
        batch: Int? = nil, _ change: (inout DetectionOptions) -> Void = { _ in }
    ) throws {
        var options = DetectionOptions(model)
        options.hasPushLog = pushes != nil
        change(&options)
        var reader = RequestReader(options)
        for (index, line) in lines.enumerated() where Self.isInPeriod(line, model) {
            let record = append(line)
            var event = RequestEvent()
            if !reader.read(record, in: bytes.span, into: &event) { event.flags = .isStampOnly }
            event.line = Int64(index + 1)
            events.append(event)
        }
        for push in pushes ?? [] where push.time >= model.since ?? .min && push.time < model.until ?? .max {
            var event = RequestEvent()
            let record = append(push)
            #expect(reader.readPush(record, in: bytes.span, into: &event))
            events.append(event)
        }
        let text = bytes
        events.sort { left, right in
            if tie != 1, left.time == right.time, left.order == right.order, left.resource != right.resource {
                return left.resource &* tie < right.resource &* tie
            }
            return CanonicalOrder.precedes(left, text.span, right, text.span)
        }
        let zone = try TimeZoneRules.onThisMachine(model.timeZone)
        var detector = Detector(options, zone: zone, limits: limits, trace: trace, isSharded: batch != nil)
        for line in late {
            var event = RequestEvent()
            let record = append(line)
            _ = reader.read(record, in: bytes.span, into: &event)
            event.flags.insert(.isLate)
            events.append(event)
        }
        var earlier: [Finding] = []
        if let batch { judgeSideBySide(&detector, batch) }
        for (place, event) in events.enumerated() where batch == nil {
            detector.consume(event, in: bytes.span, file: 0)
            guard cuts.contains(place) else { continue }
            earlier += detector.takeEnded()
            snapshot = detector.snapshot()
            detector = try Detector(from: snapshot, options, zone: zone, limits: limits)
        }
        result = detector.finish(earlier: earlier)
        findings = result.findings
        memory = result.memory
    }

    /// Hands out batches, whose shards are judged by as many threads as there are, in any order.
    private func judgeSideBySide(_ detector: inout Detector, _ size: Int) {
        var batch = EventBatch(capacity: size)
        var start = 0
        while start < events.count {
            let source = batch.addSource(events, order: Array(0..<UInt32(events.count)), bytes, file: 0)
            start += batch.add(start..<events.count, of: source)
            detector.consume(batch) { shards in
                DispatchQueue.concurrentPerform(iterations: shards.count) { shards.judge($0) }
            }
            batch.clear()
        }
    }

    private static func isInPeriod(_ line: ModelLine, _ model: ModelOptions) -> Bool {
        line.time >= model.since ?? .min && line.time < model.until ?? .max
    }

    private mutating func append(_ line: ModelLine) -> AccessRecord {
        var record = AccessRecord()
        record.time = line.time
        record.duration = line.duration ?? -1
        record.bytes = line.bytes ?? -1
        record.status = UInt16(line.status)
        record.method = append(Array(line.method.utf8))
        record.target = append(line.target)
        record.user = line.user == Array("-".utf8) ? .none : append(line.user)
        record.address = append(Array(line.address.utf8))
        record.agent = append(line.agent)
        for index in 0..<4 { record.custom[index] = append(line.fields[index]) }
        if let tag = line.etag, tag != Array("-".utf8) { record.entityTag = append(tag) }
        return record
    }

    private mutating func append(_ push: ModelPush) -> AccessRecord {
        var record = AccessRecord()
        record.time = push.time
        record.status = push.isDelivered ? 200 : 500
        record.target = append(Array(push.path.utf8))
        record.user = append(Array(push.login.utf8))
        return record
    }

    private mutating func append(_ text: [UInt8]) -> FieldRange {
        let start = bytes.count
        bytes += text
        return FieldRange(start..<bytes.count)
    }
}
