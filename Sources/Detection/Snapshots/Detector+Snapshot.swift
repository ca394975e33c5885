public import AccessLog

/// The state of a detector between two runs.
///
///     ┌──────────┬─────────┬───────┬───────────┬──────────────┬──────────────┬─────────────┬─────────┬──────────┐
///     │ "abuse-w"│ version │ shape │ reference │ keys, routes │ URLs, writes │ all others  │ lengths │ checksum │
///     └──────────┴─────────┴───────┴───────────┴──────────────┴──────────────┴─────────────┴─────────┴──────────┘
///       8 bytes    LEB128    8        zigzag     see ``StateCoder``, three sections          3 × 8     8
///
/// The lengths are those of the sections, the first with all that stands before it; the checksum is that of their pieces of
/// ``StateCoder/pieceLength`` bytes. Older forms are one section without lengths.
extension Detector {
    /// The form of the bytes; one that is not known is refused.
    static let snapshotVersion = 4
    private static let sectioned = 4
    private static let sections = 3
    private static let magic = Array("abuse-w\n".utf8)

    /// Everything that later lines will be judged by, as bytes. Going on from them gives what going on here would give,
    /// also under other thresholds, as long as the windows have the same lengths.
    ///
    /// - Parameter now: what is too old by then is left out; by the last line unless given.
    /// - Returns: bytes for another detector.
    /// - Complexity: linear in the live state; about 40 bytes for each URL of each key of the last 26 hours.
    public mutating func snapshot(at now: Int64? = nil) -> [UInt8] { snapshot(at: now, masking: nil) }

    // The same with texts changed on the way, but for those of keys; `mask` is `nil` for one that stays.
    mutating func snapshot(at now: Int64? = nil, masking mask: ((String) -> String?)?) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(snapshotSize + snapshotSize / 8)
        snapshot(at: now, masking: mask) { bytes += $0 }
        return bytes
    }

    /// The same piece by piece: one behind the other they are the whole.
    ///
    /// - Parameter take: is handed each piece as soon as it is made.
    public mutating func snapshot(pieces take: ([UInt8]) -> Void) { snapshot(at: nil, masking: nil, take) }

    private mutating func snapshot(
        at now: Int64?, masking mask: ((String) -> String?)?, _ take: ([UInt8]) -> Void
    ) {
        let reference = now ?? extent.last ?? 0
        var lengths: [UInt64] = []
        var checksum: UInt64 = 0
        for section in 0..<Self.sections {
            var length = 0
            StateCoder.write { piece in
                length += piece.count
                checksum = StableHash.hash(piece.span, seed: checksum)
                take(piece)
            } _: { coder in
                coder.mask = mask
                coder.reference = reference
                if section == 0 { codeHeader(&coder) }
                code(section, &coder)
            }
            lengths.append(UInt64(length))
        }
        take(
            StateCoder.write { coder in
                for var length in lengths { coder.codeHash(&length) }
                coder.codeHash(&checksum)
            })
    }

    private func codeHeader(_ coder: inout StateCoder) {
        for var byte in Self.magic { coder.code(&byte) }
        var version = Self.snapshotVersion
        coder.code(&version)
        var parts = options.shapeParts
        coder.code(&parts)
        var reference = coder.reference
        coder.code(&reference)
    }

    /// Goes on from a snapshot.
    ///
    /// - Parameters:
    ///   - snapshot: the bytes.
    ///   - options: the policy's thresholds and routes, which may have changed.
    ///   - zone: the contract's zone.
    ///   - limits: how much state is kept.
    /// - Throws: ``SnapshotError`` where the bytes are damaged, of a later version, or of windows of other lengths.
    public init(
        from snapshot: [UInt8], _ options: DetectionOptions, zone: TimeZoneRules, limits: MemoryLimits = .usual
    ) throws(SnapshotError) {
        self.init(options, zone: zone, limits: limits)
        let sections = try Self.sections(of: snapshot)
        snapshotSize = snapshot.count
        var (version, reference) = (0, Int64(0))
        for (number, range) in sections.enumerated() {
            try StateCoder.read(snapshot.span.extracting(range)) { coder throws(SnapshotError) in
                if number == 0 { (version, reference) = try readHeader(&coder) }
                (coder.version, coder.reference) = (version, reference)
                for section in sections.count == 1 ? 0..<Self.sections : number..<number + 1 { code(section, &coder) }
                guard coder.isWhole else { throw .damaged }
            }
        }
    }

    /// Where the sections lie, once the checksum was found to be theirs.
    private static func sections(of snapshot: [UInt8]) throws(SnapshotError) -> [Range<Int>] {
        let trailer = (sections + 1) * 8
        guard snapshot.starts(with: magic), snapshot.count > magic.count + trailer else { throw .damaged }
        let words = try StateCoder.read(snapshot.span.extracting(last: trailer)) { coder throws(SnapshotError) in
            (0...sections).map { _ in
                var word: UInt64 = 0
                coder.codeHash(&word)
                return word
            }
        }
        var ranges = [0..<snapshot.count - 8]
        // The version's number is a signed one, written as twice its value.
        if Int(snapshot[magic.count]) >= 2 * sectioned {
            ranges = []
            for length in words.prefix(sections) {
                let start = ranges.last?.upperBound ?? 0
                guard length <= snapshot.count - trailer - start else { throw .damaged }
                ranges.append(start..<start + Int(length))
            }
            guard ranges.last?.upperBound == snapshot.count - trailer else { throw .damaged }
        }
        var checksum: UInt64 = 0
        for range in ranges {
            let length = ranges.count == 1 ? max(1, range.count) : StateCoder.pieceLength
            for start in stride(from: range.lowerBound, to: range.upperBound, by: length) {
                let piece = start..<min(range.upperBound, start + length)
                checksum = StableHash.hash(snapshot.span.extracting(piece), seed: checksum)
            }
        }
        guard checksum == words[sections] else { throw .damaged }
        return ranges
    }

    private func readHeader(
        _ coder: inout StateCoder
    ) throws(SnapshotError) -> (version: Int, reference: Int64) {
        for _ in Self.magic {
            var byte: UInt8 = 0
            coder.code(&byte)
        }
        var version = 0
        coder.code(&version)
        guard version <= Self.snapshotVersion else { throw .newer(version) }
        coder.version = version
        if version == 1 {
            var shape: UInt64 = 0
            coder.codeHash(&shape)
            guard shape == options.shape else { throw .otherWindows([]) }
        } else {
            var parts: [ShapePart] = []
            coder.code(&parts)
            let others = ShapePart.differences(parts, options.shapeParts)
            guard others.isEmpty else { throw .otherWindows(others) }
        }
        var reference: Int64 = 0
        coder.code(&reference)
        return (version, reference)
    }

    /// Hands out the findings that had ended by the last line; nothing can change them any more. Exemptions are not applied
    /// to them yet: these may be granted later.
    public mutating func takeEnded() -> [Finding] { sink.takeEnded(by: extent.last ?? .min) }

    private mutating func code(_ section: Int, _ coder: inout StateCoder) {
        switch section {
        case 0:
            coder.code(&extent)
            codeKeys(&coder)
        case 1:
            codeEntries(&coder)
            touches.code(&coder)
        default: codeOthers(&coder)
        }
    }

    private mutating func codeOthers(_ coder: inout StateCoder) {
        coder.code(&unidentified)
        quotas.code(&coder)
        coder.code(&faults)
        overload.code(&coder)
        if let pushes { pushes.code(&coder) }
        sink.code(&coder)
        coder.code(&report)
        coder.code(&linesUntilLook)
        coder.code(&nextSweep)
    }

    private mutating func codeKeys(_ coder: inout StateCoder) {
        keys.code(&coder, keeping: { _ in true }) { $0.code(&$1) }
        let (backoff, door, walks) = (ignoredBackoffRule, closedDoorRule, walkRule)
        let keyWindow = keyTrafficWindow
        states.code(&coder, count: states.count, blank: { .blank(window: keyWindow) }) { $0.code(&$1, backoff) }
        if coder.isReading { for key in states.indices where states[key].distinct != nil { hasCapped = true } }
        coder.code(&freeStates)
        let window = options.closedDoor.window
        routes.code(&coder, count: routes.count, blank: { .blank(window: window) }) { $0.code(&$1, door, walks) }
        coder.code(&freeRoutes)
        routePlaces.code(&coder, keeping: { _ in true }) { $1.code(&$0.value) }
        bursts.code(&coder, count: bursts.count, blank: { .blank }) { $0.code(&$1) }
        coder.code(&freeBursts)
        coder.code(&fanOuts, blank: { nil }) { $1.code(&$0) }
    }

    private mutating func codeEntries(_ coder: inout StateCoder) {
        let life = life(coder.reference)
        resources.code(&coder, keeping: { life.holds($0) }) { $0.code(&$1) }
        let window = options.polling.window
        coder.code(&targets, blank: { nil }) { place, coder in
            coder.code(&place, blank: { HotTarget(hash: 0, target: .blank(window: window)) }) { hot, coder in
                var hash = hot.hash
                coder.codeHash(&hash)
                hot.target.code(&coder)
                hot = HotTarget(hash: hash, target: hot.target)
            }
        }
        coder.code(&freeTargets)
    }
}

/// Why state cannot be gone on from.
public enum SnapshotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The bytes are not what was written.
    case damaged
    /// A later version wrote it.
    case newer(Int)
    /// The policy's windows, keys or quotas have another shape than those that the state was made with: every part that
    /// differs, in words; none where an earlier program did not say.
    case otherWindows([String])

    /// The fact, for the middle of a sentence.
    public var description: String {
        switch self {
        case .damaged: "the windows are damaged: their checksum does not fit"
        case .newer(let version): "the windows were written by a later program (form \(version))"
        case .otherWindows(let parts):
            parts.isEmpty
                ? "the windows were made with other keys, window lengths, URL options or quotas"
                : "the windows were made with another " + parts.joined(separator: ", ")
        }
    }
}

extension DetectionOptions {
    /// A hash of everything that decides what a window's state means: what forms the key, how URLs are read, how long
    /// windows are, and which quotas are counted. Thresholds, routes, exemptions and capacity are not among it.
    var shape: UInt64 {
        var text = "\(key)|\(installationPattern)|\(logTime)|\(url.caseInsensitivePaths)|\(url.cacheBusters)"
        text += "|\(url.volatileParameters)|\(polling.minIntervalSeconds)|\(polling.window)|\(ignoredBackoff.window)"
        text += "|\(closedDoor.window)|\(hasPushLog)"
        for quota in quotas {
            text += "|\(quota.name)|\(quota.match)|\(quota.period)|\(quota.unit)|\(quota.scope)"
            text += "|\(quota.group.map(String.init) ?? "")"
        }
        return StableHash.hash(Array(text.utf8).span)
    }
}

/// One of the things that decide what a window's state means, as its policy had it.
struct ShapePart: StateElement, Equatable {
    var name = ""
    var value = ""
    /// Whether the value is short enough to be told.
    var isTold = true

    static var blank: Self { ShapePart() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&name)
        coder.code(&value)
        coder.code(&isTold)
    }

    /// What differs, in words: `log_time (end, now start)`.
    static func differences(_ old: [ShapePart], _ new: [ShapePart]) -> [String] {
        new.compactMap { part in
            guard let was = old.first(where: { $0.name == part.name }), was != part else { return nil }
            return part.isTold ? "\(part.name) (\(was.value), now \(part.value))" : part.name
        }
    }
}

extension DetectionOptions {
    /// What ``shape`` is made of, part by part.
    var shapeParts: [ShapePart] {
        let quotas = quotas.map { quota in
            let group = quota.group.map(String.init) ?? ""
            return "\(quota.name)|\(quota.match)|\(quota.period)|\(quota.unit)|\(quota.scope)|\(group)"
        }
        return [
            ShapePart(name: "push log", value: hasPushLog ? "one" : "none"),
            ShapePart(name: "log_time", value: "\(logTime)"),
            ShapePart(name: "key", value: "\(key)", isTold: false),
            ShapePart(name: "installation_pattern", value: "\(installationPattern)", isTold: false),
            ShapePart(name: "case_insensitive_paths", value: "\(url.caseInsensitivePaths)"),
            ShapePart(name: "cache_busters", value: "\(url.cacheBusters)", isTold: false),
            ShapePart(name: "volatile_parameters", value: "\(url.volatileParameters)", isTold: false),
            ShapePart(name: "polling.min_interval", value: "\(polling.minIntervalSeconds)s"),
            ShapePart(name: "window of polling", value: "\(polling.window)"),
            ShapePart(name: "window of ignored_backoff", value: "\(ignoredBackoff.window)"),
            ShapePart(name: "window of closed_door", value: "\(closedDoor.window)"),
            ShapePart(name: "list of quotas", value: quotas.joined(separator: "\n"), isTold: false),
        ]
    }
}
