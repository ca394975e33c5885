internal import AccessLog
internal import Detection

/// The detector of the group that is read at present, and what came of it.
struct GroupScan: ~Copyable {
    let group: UInt64
    private var detector: Detector
    private var state: CarriedState?
    /// Lines before it were judged by an earlier run.
    private var frontier = Int64.min
    /// Events that came after earlier runs had passed them.
    private(set) var late: Int64 = 0

    init(group: UInt64, _ options: DetectionOptions, zone: TimeZoneRules, _ whole: WholeLog) {
        self.group = group
        detector = Detector(options, zone: zone, limits: .none)
        detector.know(whole)
    }

    /// Takes a piece of the state that an earlier run left behind.
    ///
    /// - Throws: `ScanError` where it does not belong to this policy or version.
    mutating func take(_ line: Range<Int>, _ text: Span<UInt8>, policy: String) throws(ScanError) {
        var carried = state ?? CarriedState(policy: policy)
        state = nil
        try carried.add(line, text)
        state = carried
    }

    /// Goes on from the state, if there was any, once all of it is read.
    mutating func begin(_ options: DetectionOptions, zone: TimeZoneRules, _ whole: WholeLog) throws(ScanError) {
        guard let carried = state else { return }
        state = nil
        frontier = carried.watermark
        let snapshot = try carried.snapshot()
        do throws(SnapshotError) {
            detector = try Detector(from: snapshot, options, zone: zone, limits: .none)
        } catch {
            throw ScanError(
                "the state of group \(CarriedState.hex(group)) cannot be gone on from: \(error.description)")
        }
        detector.know(whole)
    }

    /// Judges one event.
    mutating func take(_ event: RequestEvent, isOfLogin: Bool, _ block: Span<UInt8>, file: Int32) {
        if event.time < frontier {
            late += 1
        } else if isOfLogin {
            detector.countQuotas(event, in: block, file: file)
        } else {
            detector.consume(event, in: block, file: file)
        }
    }

    /// Hands out what had ended, and the state to go on from.
    mutating func pause(at watermark: Int64) -> (ended: [Finding], snapshot: [UInt8]) {
        let ended = detector.takeFinished(by: watermark)
        return (ended, detector.snapshot(at: watermark))
    }

    /// Ends with the log.
    consuming func finish() -> DetectionResult { detector.finish() }
}
