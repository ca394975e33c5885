public import AccessLog

/// The state of a detector between two runs.
///
///     ┌──────────┬─────────┬───────┬───────────┬───────────────────────────┬──────────┐
///     │ "abuse-w"│ version │ shape │ reference │ every window, episode, …  │ checksum │
///     └──────────┴─────────┴───────┴───────────┴───────────────────────────┴──────────┘
///       8 bytes    LEB128    8        zigzag      see ``StateCoder``          8
extension Detector {
    /// The form of the bytes; one that is not known is refused.
    static let snapshotVersion = 3
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
        StateCoder.write(expecting: snapshotSize) { coder in
            coder.mask = mask
            for byte in Self.magic {
                var byte = byte
                coder.code(&byte)
            }
            var version = Self.snapshotVersion
            coder.code(&version)
            var parts = options.shapeParts
            coder.code(&parts)
            var reference = now ?? extent.last ?? 0
            coder.code(&reference)
            coder.reference = reference
            code(&coder)
            coder.finish()
            var checksum = StableHash.hash(coder.written)
            coder.codeHash(&checksum)
        }
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
        guard snapshot.starts(with: Self.magic), snapshot.count >= Self.magic.count + 8 else { throw .damaged }
        let content = snapshot.span.extracting(0..<snapshot.count - 8)
        let checksum = try StateCoder.read(snapshot.span.extracting(last: 8)) { coder throws(SnapshotError) in
            var checksum: UInt64 = 0
            coder.codeHash(&checksum)
            return checksum
        }
        guard checksum == StableHash.hash(content) else { throw .damaged }
        snapshotSize = snapshot.count
        try StateCoder.read(content) { coder throws(SnapshotError) in try read(&coder) }
    }

    private mutating func read(_ coder: inout StateCoder) throws(SnapshotError) {
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
        coder.reference = reference
        code(&coder)
        guard coder.isWhole else { throw .damaged }
    }

    /// Hands out the findings that had ended by the last line; nothing can change them any more. Exemptions are not applied
    /// to them yet: these may be granted later.
    public mutating func takeEnded() -> [Finding] { sink.takeEnded(by: extent.last ?? .min) }

    private mutating func code(_ coder: inout StateCoder) {
        coder.code(&extent)
        codeKeys(&coder)
        codeEntries(&coder)
        touches.code(&coder)
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
