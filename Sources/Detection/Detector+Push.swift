internal import AccessLog

/// Deliveries by push, from a log of their own.
extension Detector {
    /// Takes one delivery, which comes before all requests of its stamp.
    @inline(never)
    mutating func push(_ event: RequestEvent, _ block: Span<UInt8>) {
        guard event.key != 0, let pushes, url.read(block.extracting(event.requestTarget.range)) else { return }
        pushes.take(event, url)
        guard !event.flags.contains(.isLate) else { return }
        if event.status == 200 {
            tellRoute(event)
            overload.invite(event)
        }
        tellTargets(event, pushes)
    }

    /// Counts a delivery of an object on the route that a fetch of it would have, if the key ever fetched there.
    private mutating func tellRoute(_ event: RequestEvent) {
        guard let slot = routePlaces.find(StableHash.join(event.key, event.template) | 1) else { return }
        let place = Int(routePlaces[slot].value)
        let hour = hours.index(event.time)
        if routes[place].fetches.hour < hour {
            routes[place].fetches.advance(to: hour, fetchRule, duplicatesRule, into: &sink)
        }
        routes[place].fetches.countPush()
    }

    private mutating func tellTargets(_ event: RequestEvent, _ pushes: PushBook) {
        guard let places = pushes.targets[event.key] else { return }
        let prefixes = url.prefixes
        var held: [Int32] = []
        for place in places {
            guard let target = targets[Int(place)]?.target, target.subject?.key == event.key else { continue }
            let block = target.grid.index(event.time)
            guard target.advance(to: block, days: &days, context, into: &sink) else {
                targets[Int(place)] = nil
                freeTargets.append(place)
                continue
            }
            held.append(place)
            target.take(push: event, prefixes, isCounted: block == target.block)
        }
        pushes.targets[event.key] = held.isEmpty ? nil : held
    }

    /// The latest delivery that makes another fetch reasonable; `url` holds the path afterwards.
    @inline(never)
    mutating func latestPush(_ event: RequestEvent, _ block: Span<UInt8>, _ pushes: PushBook) -> Int64 {
        guard url.read(block.extracting(event.requestTarget.range)) else { return LatestTimes.never }
        return pushes.latest(event, url)
    }
}
