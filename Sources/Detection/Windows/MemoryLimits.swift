/// How much of each kind of state a detector keeps, so that a run stays in the memory it was given.
///
/// Where a limit is reached something is forgotten and said: repeats of forgotten resources are missed, nothing is ever
/// counted that was not seen. What is forgotten depends on the lines alone: the limits are looked at after so many lines in
/// canonical order.
public struct MemoryLimits: Sendable {
    /// Resources and poll targets of all keys.
    public var entries: Int
    /// Resources of one key once all keys together are over their limit.
    public var entriesPerKey: Int
    /// Keys told apart.
    public var keys: Int
    /// Poll targets that are counted slot by slot.
    public var targets: Int
    /// Paths of which the last write is known, and resources of which the last change is.
    public var touches: Int
    /// Walks through lists of all keys together.
    public var walks: Int
    /// Lines between two looks at the limits, by which they may be overrun.
    public var linesBetweenLooks = 32_768

    /// The limits for so many bytes; 512 MiB give a million resources.
    public init(bytes: Int) {
        entries = max(4096, bytes >> 9)
        entriesPerKey = min(65_536, max(2048, bytes >> 10))
        keys = max(512, bytes >> 13)
        targets = max(256, bytes >> 15)
        touches = max(4096, bytes >> 9)
        walks = max(4096, bytes >> 11)
    }

    /// Whether there is so much memory that pages may be huge, of which the last one is never full.
    var hasHugePages: Bool { entries >= 1 << 18 }

    /// Whether one more key is a reason to look at once: keys take kilobytes each, and a flood of them would make many times
    /// the limit until the next look. A look may forget none, so only every so many keys are a reason.
    func isOverrun(keys count: Int) -> Bool { count > keys && (count - keys) % max(1, keys / 4) == 0 }

    /// How often so many keys are such a reason.
    func overrun(keys count: Int) -> Int { max(0, count - keys) / max(1, keys / 4) }

    /// Lines after which shards are looked at: so few that new keys among them do not take much memory.
    public var division: Int { min(2048, max(256, keys / 8)) }

    /// What is left of keys, and of resources, where some are forgotten.
    var keysLeft: Int { keys / 4 * 3 }
    var entriesLeft: Int { entries / 4 * 3 }

    /// Resources from which on some of any key are forgotten, once those of large keys were.
    var manyEntries: Int { entries - entries / 8 }

    /// No limits, for a reader that holds a group of the log at a time.
    public static let none: MemoryLimits = {
        var limits = MemoryLimits(bytes: 0)
        (limits.entries, limits.entriesPerKey, limits.keys, limits.targets) = (.max / 4, .max / 4, .max / 4, .max / 4)
        (limits.touches, limits.walks, limits.linesBetweenLooks) = (.max / 4, .max / 4, .max)
        return limits
    }()

    /// The limits of `--memory 512M`.
    public static let usual = MemoryLimits(bytes: 512 << 20)
}
