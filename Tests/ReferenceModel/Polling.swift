/// One counted request of a poll target.
struct Poll {
    var time: Int64
    var status: Int
    var bytes: Int64
    var duration: Int64
    /// What a GET with 200 or 203 delivered.
    var token: ContentToken?
}

/// A key with a poll target, the unit of rule B.
struct KeyedTarget: Hashable {
    var key: ModelKey
    var target: LogText
}

/// A poll target of a key with everything that was asked of it, in canonical order.
struct PolledTarget {
    var key: ModelKey
    var target: LogText
    var route: LogText
    var push: ModelRoute.Push
    var grid: BlockGrid
    /// The segments of its path.
    var path: [LogText]
    var polls: [Poll] = []
}

/// *Scale of B*: slots of s seconds, blocks of 12 slots, an offset of ⌊137·s/300⌋ s; milliseconds.
struct BlockGrid {
    var slot: Int64
    var offset: Int64
    var block: Int64 { 12 * slot }

    init(minIntervalSeconds s: Int64) {
        slot = s * 1_000
        offset = 137 * s / 300 * 1_000
    }

    func block(of time: Int64) -> Int64 { ReferenceModel.floorDivided(time - offset, by: block) }
    func slot(of time: Int64) -> Int64 { ReferenceModel.floorDivided(time - offset, by: slot) }
    func start(of block: Int64) -> Int64 { block * self.block + offset }
    func end(of block: Int64) -> Int64 { start(of: block + 1) }

    /// Ruling 3: the blocks whose ends t are evaluated, first τ < t ≤ max τ.
    func evaluated(_ span: LogSpan) -> Range<Int64> { block(of: span.first)..<block(of: span.last) }
}

extension ReferenceModel {
    /// Every poll target of every key. GET and HEAD of any status count, nothing is de-duplicated.
    ///
    /// The attributes are those of the route of π, looked up as a GET also for HEAD lines.
    static func polledTargets(_ requests: [ModelRequest], options: ModelOptions) -> [PolledTarget] {
        var targets: [KeyedTarget: PolledTarget] = [:]
        for request in requests {
            guard let (key, route) = watched(request) else { continue }
            let target = pollTarget(of: request.url, options: options).text
            let place = KeyedTarget(key: key, target: target)
            let listed = request.listedForGet
            let interval = listed?.minIntervalSeconds ?? options.minIntervalSeconds
            var polled =
                targets[place]
                ?? PolledTarget(
                    key: key, target: target, route: route, push: listed?.push ?? .unknown,
                    grid: BlockGrid(minIntervalSeconds: interval), path: request.url.segments)
            polled.polls.append(
                Poll(
                    time: request.line.time, status: request.line.status, bytes: request.line.bytes ?? 0,
                    duration: max(0, request.line.duration ?? 0),
                    token: request.line.method == "GET" ? request.token : nil))
            targets[place] = polled
        }
        return Array(targets.values)
    }
}
