public import AccessLog

/// The state of a detector between two runs.
///
///     ┌──────────┬─────────┬───────┬───────────┬───────────────────────────┬──────────┐
///     │ "abuse-w"│ version │ shape │ reference │ every window, episode, …  │ checksum │
///     └──────────┴─────────┴───────┴───────────┴───────────────────────────┴──────────┘
///       8 bytes    LEB128    8        zigzag      see ``StateCoder``          8
extension Detector {
    /// The form of the bytes; one that is not known is refused.
    static let snapshotVersion = 1
    private static let magic = Array("abuse-w\n".utf8)

    /// Everything that later lines will be judged by, as bytes. Going on from them gives what going on here would give,
    /// also under other thresholds, as long as the windows have the same lengths.
    ///
    /// - Parameter now: what is too old by then is left out; by the last line unless given.
    /// - Complexity: linear in the live state; about 40 bytes for each URL of each key of the last 26 hours.
    public mutating func snapshot(at now: Int64? = nil) -> [UInt8] {
        var coder = StateCoder()
        for byte in Self.magic {
            var byte = byte
            coder.code(&byte)
        }
        var version = Self.snapshotVersion
        coder.code(&version)
        var shape = options.shape
        coder.codeHash(&shape)
        var reference = now ?? extent.last ?? 0
        coder.code(&reference)
        coder.reference = reference
        code(&coder)
        var checksum = StableHash.hash(coder.bytes.span)
        coder.codeHash(&checksum)
        return coder.bytes
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
        let content = snapshot.dropLast(8)
        var ending = StateCoder(reading: Array(snapshot.suffix(8)))
        var checksum: UInt64 = 0
        ending.codeHash(&checksum)
        guard snapshot.starts(with: Self.magic), checksum == StableHash.hash(content.span) else { throw .damaged }
        var coder = StateCoder(reading: Array(content))
        for _ in Self.magic {
            var byte: UInt8 = 0
            coder.code(&byte)
        }
        var version = 0
        coder.code(&version)
        guard version <= Self.snapshotVersion else { throw .newer(version) }
        var shape: UInt64 = 0
        coder.codeHash(&shape)
        guard shape == options.shape else { throw .otherWindows }
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
    /// The policy's windows, keys or quotas have another shape than those that the state was made with.
    case otherWindows

    /// The fact, for the middle of a sentence.
    public var description: String {
        switch self {
        case .damaged: "the windows are damaged: their checksum does not fit"
        case .newer(let version): "the windows were written by a later program (form \(version))"
        case .otherWindows: "the windows were made with other keys, window lengths, URL options or quotas"
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
