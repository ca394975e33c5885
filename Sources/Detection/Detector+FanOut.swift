internal import AccessLog

/// Lists, and what is fetched one by one behind them.
extension Detector {
    /// What the bulk alternatives of the policy's routes hold.
    static func bulkPages(_ routes: [RouteRule]) -> [String: Int64] {
        var pages: [String: Int64] = [:]
        // Where two have the same text the first counts.
        for rule in routes.reversed() {
            pages[rule.match] = rule.bulk.map { bulk in Int64(routes.first { $0.match == bulk }?.maxPage ?? 0) }
        }
        return pages
    }

    /// Finds out what a new route is to the rules on lists and items.
    mutating func classify(_ number: Int, _ route: String, key: Int, rule: Int) {
        if pagesOfRoute[rule].isWatched { routes[number].scans.roles.insert(.paged) }
        if let list = list(of: route) {
            let burst = addBurst(segment: list.segment, route: number)
            routes[number].scans.roles.insert(.item)
            routes[number].scans.burst = burst
            if let known = states[key].routes[list.route] {
                addItem(burst, to: known)
            } else {
                states[key].itemsWithoutList[list.route, default: []].append(burst)
            }
        } else {
            routes[number].scans.roles.insert(.list)
        }
        for burst in states[key].itemsWithoutList.removeValue(forKey: route) ?? [] { addItem(burst, to: number) }
    }

    /// The list of a route; most keys have the same routes.
    private mutating func list(of route: String) -> ListRoute? {
        if let known = listRoutes[route] { return known }
        let list = ListRoute(of: route)
        if listRoutes.count >= 4096 { listRoutes = [:] }
        listRoutes[route] = .some(list)
        return list
    }

    private mutating func addItem(_ burst: Int32, to list: Int) {
        bursts[Int(burst)].listed = routes[list].scans.listed
        routes[list].scans.items.append(burst)
    }

    private mutating func addBurst(segment: Int, route: Int) -> Int32 {
        var burst = FanOutBurst()
        burst.segment = UInt8(clamping: segment)
        burst.route = Int32(route)
        if let free = freeBursts.popLast() {
            bursts[Int(free)] = burst
            return free
        }
        bursts.append(burst)
        fanOuts.append(nil)
        return Int32(bursts.count - 1)
    }

    /// Forgets a route's burst; its number may be given to another.
    mutating func forgetBurst(_ number: Int32) {
        guard number >= 0 else { return }
        bursts[Int(number)] = FanOutBurst()
        drop(Int(number))
        freeBursts.append(number)
    }

    /// Whether a key has an episode that goes on.
    func hasOpenFanOut(_ key: Int) -> Bool {
        states[key].fanOuts.contains { fanOuts[Int($0)]?.isQuiet == false }
    }

    /// A list was answered: bursts that began at this very stamp, or begin soon, are behind it.
    mutating func seeList(_ event: RequestEvent, _ place: Int) {
        routes[place].scans.listed = event.time
        for index in routes[place].scans.items.indices {
            let item = Int(routes[place].scans.items[index])
            bursts[item].listed = event.time
            guard bursts[item].began == event.time, !bursts[item].isFollowed else { continue }
            bursts[item].isFollowed = true
            _ = counts(item)
        }
    }

    /// One item was asked for.
    mutating func seeItem(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ place: Int, hour: Int64) {
        let number = Int(routes[place].scans.burst)
        // Safe: bursts stay where they are, and none goes away meanwhile.
        let burst = unsafe bursts.address(number)
        if unsafe burst.pointee.isOver(at: event.time, gap: fanOutRule.gap) {
            if unsafe burst.pointee.isFollowed { endBurst(number, in: hour) }
            unsafe burst.pointee.begin(event.time, hour: hour, afterList: fanOutRule.afterList)
        }
        guard unsafe burst.pointee.extend(to: event.time) else { return }
        if unsafe burst.pointee.hour != hour {
            let part = unsafe burst.pointee.enter(hour)
            if unsafe burst.pointee.isFollowed { counts(number).use { $0.putAway(part, next: hour) } }
        }
        unsafe burst.pointee.count(item: item(event, block, segment: burst.pointee.segment))
        if unsafe burst.pointee.isFollowed { counts(number).use { $0.see(event, block, file: file) } }
    }

    /// The hash of the path up to the segment with the identifier.
    private mutating func item(_ event: RequestEvent, _ block: Span<UInt8>, segment: UInt8) -> UInt64 {
        if segment >= event.depth { return event.path }
        switch segment {
        case 1: return event.base
        case 2: return event.collection
        case 3: return event.object
        default:
            guard url.read(block.extracting(event.requestTarget.range)), Int(segment) <= url.segmentCount else {
                return event.path
            }
            return StableHash.hash(url.bytes.span.extracting(0..<Int(url.segments[Int(segment)].end)))
        }
    }

    /// What a burst's route is counted in, made at its first followed request.
    @inline(__always)
    private mutating func counts(_ number: Int) -> Uncounted<FanOutCounts> {
        if let known = fanOuts[number] { return Uncounted(known) }
        return makeCounts(number)
    }

    @inline(never)
    private mutating func makeCounts(_ number: Int) -> Uncounted<FanOutCounts> {
        let label = routes[Int(bursts[number].route)].label
        let made = spareFanOuts.popLast() ?? .blank
        made.begin(label, bulkPage: bulkPages.isEmpty ? nil : bulkPages[label.route])
        fanOuts[number] = made
        states[Int(routes[Int(bursts[number].route)].state)].fanOuts.append(Int32(number))
        return Uncounted(made)
    }

    /// Lets go of what a burst's route is counted in.
    private mutating func drop(_ number: Int) {
        guard let dropped = fanOuts[number] else { return }
        fanOuts[number] = nil
        if spareFanOuts.count < Self.mostSpareFanOuts { spareFanOuts.append(dropped) }
    }

    private static let mostSpareFanOuts = 1024

    private mutating func endBurst(_ number: Int, in hour: Int64) {
        let key = Int(routes[Int(bursts[number].route)].state)
        let isExcused = isNew(key, at: bursts[number].began)
        if let known = fanOuts[number] {
            Uncounted(known).use { $0.end(bursts[number], in: hour, ids: fanOutRule.options.ids, isExcused: isExcused) }
        }
        bursts[number].isFollowed = false
    }

    /// Evaluates the hours of a key before `next`; its requests are those counted until now.
    mutating func advanceFanOuts(_ key: Int, to next: Int64) {
        var hour = states[key].traffic.hour
        while hour < next, !states[key].fanOuts.isEmpty {
            let requests = states[key].traffic.requests(endingWith: hour, window: FanOutRule.window)
            var kept = 0
            for index in states[key].fanOuts.indices {
                let number = states[key].fanOuts[index]
                let place = Int(number)
                if Grid.hours.index(bursts[place].last + fanOutRule.gap) <= hour, bursts[place].isFollowed {
                    endBurst(place, in: hour)
                }
                let isLeft = fanOuts[place]?.close(hour, keyRequests: requests, fanOutRule, into: &sink) ?? false
                if isLeft || bursts[place].isFollowed {
                    states[key].fanOuts[kept] = number
                    kept += 1
                } else {
                    drop(place)
                }
            }
            states[key].fanOuts.removeLast(states[key].fanOuts.count - kept)
            hour += 1
        }
    }

    /// Ends with the log, where every burst ends.
    mutating func finishFanOuts(_ key: Int, at last: Int64) {
        let hour = Grid.hours.index(last)
        advanceFanOuts(key, to: hour)
        let requests = states[key].traffic.requests(endingWith: hour, window: FanOutRule.window)
        for number in states[key].fanOuts {
            if bursts[Int(number)].isFollowed { endBurst(Int(number), in: hour) }
            fanOuts[Int(number)]?.finish(hour, at: last, keyRequests: requests, fanOutRule, into: &sink)
        }
    }
}
