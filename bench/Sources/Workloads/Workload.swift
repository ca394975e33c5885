import Foundation

/// A labelled workload: log files, and what is true of every key in them.
public struct Workload: Sendable {
    /// The seed that it was made from.
    public let seed: UInt64
    /// Its span.
    public let season: Season
    /// Its keys.
    public let keys: [Key]
    /// What is true of each key, at the same places.
    public let truths: [KeyTruth]
    /// What counts for each quota, by the quota's name.
    public let quotaEvents: [[QuotaEvent]]
    /// The log files, one of them twice.
    public let files: [String]
    /// The log of deliveries by push, for a program that reads one.
    public let pushLog: String
    /// The log format as the program has to be told, `nil` if it finds it by itself.
    public let logFormat: String?
    /// Whether entity tags are logged.
    public let hasTags: Bool
    /// How many lines there are, those of the copied file once.
    public let lines: Int
    /// The last stamp of all, a second since 1970.
    public let lastStamp: Int64

    /// Makes a workload and writes its logs; throws ``WorkloadError`` or an error of the file system if a file cannot be
    /// written. `folder` is made if missing; `isLight` leaves out the few kinds of keys that make most of the lines.
    public static func make(
        _ name: Season.Name, seed: UInt64, days: Int, keys: Int, into folder: String, isLight: Bool = false
    ) throws -> Workload {
        let season = Season(name, days: days)
        // Spring logs know sizes only, autumn logs entity tags as well: both kinds of evidence are judged.
        let hasTags = name == .autumn
        let heavy = ["unique-URL flood", "overload", "sweep", "sleep loop", "retry storm"]
        var actors = Cast(season, seed: seed, keys: keys, hasTags: hasTags).actors
        if isLight { actors.removeAll { heavy.contains($0.key.archetype) } }
        for place in actors.indices { actors[place].key.place = place }
        let identities = actors.map(LogIdentity.init)
        var tracker = TruthTracker(actors.map(\.key), season)
        var quotas = QuotaCollector()
        var files = try LogFiles(folder, seed: seed)
        var text = LineText(hasTags: hasTags)
        var random = SeededRandom(seed, 13)
        var traffic = Traffic()
        var lines = 0
        var lastStamp = season.start
        for place in 0..<days {
            let day = Day(from: season.starts[place] * 1000, to: season.starts[place + 1] * 1000, place: place)
            for actor in actors.indices { actors[actor].act(on: day, into: &traffic) }
            let end = place + 1 == days ? season.end - 1 : season.starts[place + 1]
            try traffic.drain(until: end) { request, target in
                let hasTag = hasTags && LineText.hasTag(request)
                tracker.take(request, hasTag: hasTag)
                quotas.take(request)
                let dice = random.below(1 << 30)
                text.write(request, target, identities[request.key], dice)
                let at = request.stamp + request.lateness
                try files.write(text.bytes, at: at, server: request.key + (dice % 7 == 0 ? dice >> 8 : 0))
                lines += 1
                lastStamp = max(lastStamp, request.stamp)
            }
        }
        try files.close()
        let pushLog = try PushLog.write(traffic.deliveries, actors.map(\.key), into: folder)
        tracker.finish()
        return Workload(
            seed: seed, season: season, keys: actors.map(\.key), truths: tracker.truths, quotaEvents: quotas.events,
            files: files.paths, pushLog: pushLog, logFormat: LineText.format(hasTags: hasTags), hasTags: hasTags,
            lines: lines,
            lastStamp: lastStamp)
    }
}
