internal import AccessLog

extension Detector {
    /// Rule B for one GET or HEAD of one poll target.
    mutating func poll(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int, _ push: PushState,
        _ entry: inout ResourceEntry
    ) {
        let clock = blocksOfRoute[Int(event.route) + 1]
        let now = blocks[clock].index(event.time)
        if let target = target(of: &entry) {
            let isCounted = target.use { target in
                guard target.advance(to: now, days: &days, context, into: &sink) else { return false }
                if now >= target.block {
                    target.count(event, block, file: file, days: &days, context, into: &sink)
                }
                return true
            }
            if isCounted { return }
            release(&entry)
        }
        if entry.block != Int32(truncatingIfNeeded: now) {
            entry.block = Int32(truncatingIfNeeded: now)
            entry.requests = 0
        }
        entry.requests += 1
        if entry.requests == PollingRule.admission {
            admit(event, block, key: key, push, blocks[clock].grid, now, &entry)
        }
    }

    var context: PollingTarget.Context {
        PollingTarget.Context(
            rule: pollingRule, roundTheClock: roundTheClockRule, firstTime: extent.first ?? LatestTimes.never,
            pushes: pushes)
    }

    /// The entry's target, if it still has one.
    @inline(__always)
    private func target(of entry: inout ResourceEntry) -> Uncounted<PollingTarget>? {
        let place = entry.polling
        guard place >= 0 else { return nil }
        guard let hot = targets[Int(place)], hot.hash == entry.hash else {
            entry.polling = -1
            entry.requests = 0
            return nil
        }
        return Uncounted(hot.target)
    }

    private mutating func release(_ entry: inout ResourceEntry) {
        let place = entry.polling
        targets[Int(place)] = nil
        freeTargets.append(place)
        entry.polling = -1
        entry.requests = 0
    }

    private mutating func admit(
        _ event: RequestEvent, _ block: Span<UInt8>, key: Int, _ push: PushState, _ grid: Grid, _ now: Int64,
        _ entry: inout ResourceEntry
    ) {
        let place = route(event, block, key: key)
        guard url.read(block.extracting(event.requestTarget.range)) else { return }
        let label = EpisodeLabel(
            key: states[key].key, route: routes[place].label.route,
            target: String(decoding: url.target, as: UTF8.self))
        let target = PollingTarget(
            label: label, grid: grid, push: push, subject: pushes.map { PushSubject(event, url, $0) },
            window: options.polling.window, admission: now)
        makeRoomForTarget()
        let hot = HotTarget(hash: entry.hash, target: target)
        if let free = freeTargets.popLast() {
            targets[Int(free)] = hot
            entry.polling = free
        } else {
            targets.append(hot)
            entry.polling = Int32(targets.count - 1)
        }
        pushes?.targets[event.key, default: []].append(entry.polling)
    }

    /// Every six hours of log: ends the targets that nobody asks any more.
    mutating func sweep(_ now: Int64) {
        nextSweep = now + 6 * 3_600_000
        for place in targets.indices {
            guard let hot = targets[place] else { continue }
            let block = hot.target.grid.index(now)
            if !hot.target.advance(to: block, days: &days, context, into: &sink) {
                targets[place] = nil
                freeTargets.append(Int32(place))
            }
        }
    }
}
