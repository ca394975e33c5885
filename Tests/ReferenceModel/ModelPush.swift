/// One line of a push log.
public struct ModelPush: Sendable, Equatable {
    /// Milliseconds since 1970 UTC.
    public var time: Int64
    /// To whom it went.
    public var login: String
    /// The object's path, `/MSDEMO/Estates/17`.
    public var path: String
    /// Whether it arrived.
    public var isDelivered: Bool

    /// Makes a line.
    public init(time: Int64, login: String = "alfa", path: String, isDelivered: Bool = true) {
        self.time = time
        self.login = login
        self.path = path
        self.isDelivered = isDelivered
    }
}

/// All pushes of a run; every question is answered by looking at each of them.
struct ModelPushes {
    private struct Push {
        var time: Int64
        var key: ModelKey
        var segments: [LogText]
        var isDelivered: Bool
    }

    private var all: [Push] = []
    private var options: ModelOptions
    /// Whether there is a push log at all.
    var exists: Bool

    init(_ pushes: [ModelPush]?, options: ModelOptions) {
        exists = pushes != nil
        self.options = options
        all = (pushes ?? []).map { push in
            let url = ReferenceModel.canonicalURL(LogText(push.path.utf8), options: options)
            let installation = url.segments.first.flatMap { ReferenceModel.isInstallation($0) ? $0 : nil }
            return Push(
                time: push.time, key: ModelKey(login: LogText(push.login.utf8), installation: installation),
                segments: url.segments, isDelivered: push.isDelivered)
        }
        all = all.filter { $0.time >= options.since ?? .min && $0.time < options.until ?? .max }
            .sorted { $0.time < $1.time }
    }

    private static func touches(_ push: Push, _ path: [LogText]) -> Bool {
        path.starts(with: push.segments) || push.segments.starts(with: path)
    }

    /// 0.7: the latest push of an object at, above or below a path, up to a moment.
    func latest(_ key: ModelKey, _ path: [LogText], until time: Int64) -> Int64? {
        all.last { $0.isDelivered && $0.key == key && $0.time <= time && Self.touches($0, path) }?.time
    }

    /// C1: deliveries to a key.
    func deliveries(_ key: ModelKey, _ time: Range<Int64>) -> Int64 {
        Int64(all.count { $0.isDelivered && $0.key == key && time.contains($0.time) })
    }

    /// C3: whether an item was pushed within the hour before, by its path or by its first three segments.
    func isInvited(_ key: ModelKey, _ path: [LogText], at time: Int64) -> Bool {
        all.contains { push in
            push.isDelivered && push.key == key && (time - 3_600_000...time).contains(push.time)
                && (push.segments == path || push.segments == Array(path.prefix(3)))
        }
    }

    /// B: deliveries of what a target is, by block.
    func deliveries(_ key: ModelKey, _ path: [LogText], _ time: Range<Int64>) -> Int {
        all.count { $0.isDelivered && $0.key == key && time.contains($0.time) && Self.touches($0, path) }
    }

    /// B.6: whether a block is not evaluable, since pushes to the key failed or the log fell silent.
    func isBroken(_ key: ModelKey, _ time: Range<Int64>) -> Bool {
        let ofBlock = all.filter { $0.key == key && time.contains($0.time) }
        return 100 * ofBlock.count(where: { !$0.isDelivered }) > 5 * ofBlock.count || isSilent(time)
    }

    /// Silence of over 30 minutes by day or three hours at all, in which the rate until then let expect 20 pushes.
    private func isSilent(_ time: Range<Int64>) -> Bool {
        let times = all.filter(\.isDelivered).map(\.time)
        return times.indices.contains { index in
            let (from, next) = (times[index], index + 1 < times.count ? times[index + 1] : .max)
            guard from < time.upperBound, next > time.lowerBound else { return false }
            let to = min(next, time.upperBound)
            let count = Int64(index + 1)
            return count >= 20 && (to - from) * count >= 20 * (from - times[0]) && isLong(from..<to)
        }
    }

    private func isLong(_ silence: Range<Int64>) -> Bool {
        if silence.count > 3 * 3_600_000 { return true }
        guard silence.count > 30 * 60_000 else { return false }
        let around = LogSpan(first: silence.lowerBound - 86_400_000, last: silence.upperBound + 3 * 86_400_000)
        return ReferenceModel.localDays(in: around, zone: options.timeZone).contains { day in
            silence.clamped(to: day.six..<day.end - 2 * 3_600_000).count > 30 * 60_000
        }
    }

    /// B.6: whether push exists for a target as a block ends.
    func state(_ attribute: ModelRoute.Push, _ key: ModelKey, _ path: [LogText], at end: Int64) -> ModelRoute.Push {
        guard exists else { return attribute }
        let depth = key.installation == nil ? 1 : 2
        let type = path.prefix(depth)
        let week = end - 7 * 86_400_000..<end
        let isActive = all.contains { push in
            push.isDelivered && push.key == key && push.segments.prefix(depth) == type && week.contains(push.time)
        }
        if isActive { return .active }
        return attribute == .active ? .available : attribute
    }
}
