internal import AccessLog
internal import Detection
internal import Reports

/// Counts what the lines of one input hold.
struct DoctorTally {
    private(set) var diagnosis: FileDiagnosis
    private let lateness: Int64
    private var latest = Int64.min
    private var previous: (start: Int64, end: Int64)?
    /// Neighbours that are out of order by their stamps, and by stamp and duration together.
    private var stampDrops: Int64 = 0
    private var endDrops: Int64 = 0
    private var keys: [UInt64: FileDiagnosis.KeyLines] = [:]
    private var unreadable = UnreadableReason.allCases.map { _ in
        (lines: Int64(0), samples: [FileDiagnosis.Unreadable.Sample]())
    }

    private static let samples = 3

    /// Begins.
    ///
    /// - Parameters:
    ///   - diagnosis: what is known before the first line.
    ///   - lateness: how late a line may come before a scan reads the file twice, milliseconds.
    init(_ diagnosis: FileDiagnosis, lateness: Int64) {
        self.diagnosis = diagnosis
        self.lateness = lateness
    }

    /// Counts a line and its ending.
    mutating func addLine(endsWith ending: LineEnding) {
        diagnosis.lines += 1
        switch ending {
        case .feed: diagnosis.feeds += 1
        case .returnAndFeed: diagnosis.returns += 1
        case .none: diagnosis.lacksEnd = true
        }
    }

    /// Counts a blank line or a directive.
    mutating func addDirective() { diagnosis.directives += 1 }

    /// Counts a line that cannot be read; `shape` is asked for only where it is kept.
    mutating func add(_ reason: UnreadableReason, shape: @autoclosure () -> String) {
        let place = Int(reason.rawValue)
        unreadable[place].lines += 1
        if unreadable[place].samples.count < Self.samples {
            unreadable[place].samples.append(.init(line: diagnosis.lines, shape: shape()))
        }
    }

    /// Counts a request.
    mutating func add(_ record: AccessRecord, _ event: RequestEvent, hasQuery: Bool) {
        diagnosis.requests += 1
        diagnosis.fields.add(record)
        if hasQuery { diagnosis.queries += 1 }
        if event.flags.contains(.isGet), record.status == 200 || record.status == 203 {
            diagnosis.answers += 1
            if !record.entityTag.isEmpty { diagnosis.taggedAnswers += 1 }
        }
        if record.status == 401 { diagnosis.refusedLogins += 1 }
        takeStamp(record.time, duration: record.duration)
        guard event.key != 0 else { return }
        diagnosis.identified += 1
        keys[event.key]?.lines += 1
    }

    /// Whether a key is met for the first time and told apart; the name of others need not be made.
    func needsName(of key: UInt64) -> Bool {
        key != 0 && keys[key] == nil && keys.count < FileDiagnosis.mostKeys
    }

    /// Takes the name of a key.
    mutating func name(_ key: UInt64, _ name: PartnerKey) { keys[key] = .init(key: name, lines: 0) }

    /// Takes the stamp of a line, also of one of which nothing else can be read.
    mutating func takeStamp(_ time: Int64, duration: Int64 = -1) {
        diagnosis.first = min(diagnosis.first ?? time, time)
        diagnosis.last = max(diagnosis.last ?? time, time)
        if time < latest {
            diagnosis.disordered += 1
            diagnosis.maxLateness = max(diagnosis.maxLateness, latest - time)
            if latest - time > lateness { diagnosis.late += 1 }
        }
        latest = max(latest, time)
        guard duration >= 0 else { return }
        let present = (start: time, end: time + min(duration, 86_400_000))
        if let previous {
            // A second is what rounding may turn around.
            if present.start < previous.start - 1000 { stampDrops += 1 }
            if present.end < previous.end - 1000 { endDrops += 1 }
        }
        previous = present
    }

    /// Ends.
    mutating func finish() -> FileDiagnosis {
        diagnosis.keys = keys.count
        diagnosis.topKeys = Array(
            keys.values.sorted {
                $0.lines != $1.lines
                    ? $0.lines > $1.lines
                    : ($0.key.login ?? "", $0.key.installation ?? "") < ($1.key.login ?? "", $1.key.installation ?? "")
            }.prefix(5))
        diagnosis.unreadable = zip(UnreadableReason.allCases, unreadable).filter { $0.1.lines > 0 }.map {
            reason, found in
            .init(
                reason: reason == .tooLong ? "too_long" : "\(reason)", lines: found.lines, samples: found.samples)
        }
        // Lines are written as requests end: whichever of the two is in order is the end.
        if stampDrops + endDrops >= 10 {
            if stampDrops * 10 <= endDrops { diagnosis.moment = .end }
            if endDrops * 10 <= stampDrops { diagnosis.moment = .start }
        }
        return diagnosis
    }
}

/// What stands behind a line.
enum LineEnding {
    case feed, returnAndFeed, none
}

extension FieldCounts {
    mutating func add(_ record: AccessRecord) {
        if !record.user.isEmpty { user += 1 }
        if record.status != 0 { status += 1 }
        if record.bytes >= 0 { bytes += 1 }
        if record.duration >= 0 { duration += 1 }
        if !record.entityTag.isEmpty { entityTag += 1 }
        if !record.address.isEmpty { address += 1 }
        if !record.agent.isEmpty { agent += 1 }
    }
}
