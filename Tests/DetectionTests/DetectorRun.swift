import AccessLog
import Foundation
import ReferenceModel
import Testing

@testable import Detection

/// Feeds lines of the reference model to the real detector, in canonical order.
struct DetectorRun {
    private var bytes: [UInt8] = []
    private var events: [RequestEvent] = []
    private(set) var findings: [Finding] = []

    init(_ lines: [ModelLine], _ model: ModelOptions) throws {
        let options = DetectionOptions(model)
        var reader = RequestReader(options)
        for (index, line) in lines.enumerated() where Self.isInPeriod(line, model) {
            let record = append(line)
            var event = RequestEvent()
            if !reader.read(record, in: bytes.span, into: &event) { event.flags = .isStampOnly }
            event.line = Int64(index + 1)
            events.append(event)
        }
        let text = bytes
        events.sort { CanonicalOrder.precedes($0, text.span, $1, text.span) }
        let zone = try TimeZoneRules.onThisMachine(model.timeZone)
        var detector = Detector(options, zone: zone)
        for event in events { detector.consume(event, in: text.span, file: 0) }
        findings = detector.finish().findings
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
        if let tag = line.etag, tag != Array("-".utf8) { record.entityTag = append(tag) }
        return record
    }

    private mutating func append(_ text: [UInt8]) -> FieldRange {
        let start = bytes.count
        bytes += text
        return FieldRange(start..<bytes.count)
    }
}

extension DetectionOptions {
    init(_ model: ModelOptions) {
        self.init()
        logTime = model.logTime == .start ? .start : .end
        url.cacheBusters = model.cacheBusters
        url.volatileParameters = model.volatileParameters
        routes = model.routes.map(RouteRule.init)
        repeatedFetch.freePerDay = Int(model.freePerDay)
        repeatedFetch.excess = Int(model.excess)
        repeatedFetch.sharePercent = Int(model.sharePercent)
        repeatedFetch.etagSharePercent = Int(model.etagSharePercent)
        repeatedFetch.heavyExcess = Int(model.heavyExcess)
        repeatedFetch.heavySharePercent = Int(model.heavySharePercent)
        polling.minIntervalSeconds = Int(model.minIntervalSeconds)
        polling.sustained = Int(model.sustained)
        polling.window = Int(model.sustainedWindow)
        roundTheClock.requests = Int(model.roundTheClockRequests)
        roundTheClock.ratioPercent = Int(model.roundTheClockRatioPercent)
    }
}

extension RouteRule {
    fileprivate init(_ model: ModelRoute) {
        self.init(match: model.match)
        push =
            switch model.push {
            case .active: .active
            case .available: .available
            case .unknown: .unknown
            case .none: .none
            }
        watch = model.watch
        fingerprint = model.hasFingerprint ? .auto : .none
        minIntervalSeconds = model.minIntervalSeconds.map(Int.init)
        isSafePost = model.isSafePost
    }
}

extension Finding {
    /// The finding as the model writes it.
    var modelText: String {
        let head =
            "\(kind.rawValue) \(rule.rawValue) [\(key.login ?? "null") \(key.installation ?? "null")] \(route) \(target ?? "null")"
        let times =
            "started \(started) ended \(ended.map(String.init) ?? "null") seen \(firstSeen.map(String.init) ?? "null")"
        return "\(head) \(times) \(observed)/\(threshold) \(unit) {\(evidence.modelText)} "
            + "waste \(waste.requests) \(waste.bytes) B \(waste.serverMilliseconds) ms"
    }
}

extension Evidence {
    fileprivate var modelText: String {
        switch self {
        case .repeatedFetch(let figures):
            "fetches=\(figures.fetches) excess=\(figures.excess) tolerated=\(figures.tolerated) "
                + "excess_bytes=\(figures.excessBytes) duplicates=\(figures.duplicates) "
                + "share_percent=\(figures.sharePercent) fingerprint=\(figures.isEntityTag ? "etag" : "size") "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .polling(let figures):
            "polls=\(figures.polls) "
                + "regular_blocks=\(figures.regularBlocks) regular_polls=\(figures.regularPolls) "
                + "mean_interval_seconds=\(figures.meanIntervalSeconds) "
                + "detector=\(figures.isFirstDetector ? "D1" : "D2") avoidable=\(figures.avoidable) "
                + "changes=\(figures.changes) not_modified=\(figures.notModified) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        case .roundTheClock(let figures):
            "night_requests=\(figures.nightRequests) day_requests=\(figures.dayRequests) "
                + "ratio_percent=\(figures.ratioPercent) days=\(figures.days) "
                + "window_start=\(figures.windowStart) window_end=\(figures.windowEnd)"
        }
    }
}

extension TimeZoneRules {
    /// A zone of the machine's zone files, or a built-in one where it has none.
    static func onThisMachine(_ name: String) throws -> TimeZoneRules {
        guard let file = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else {
            return try #require(builtIn(name), "neither a zone file nor a built-in zone \(name)")
        }
        return try TimeZoneRules(name: name, tzif: Array(file).span)
    }
}
