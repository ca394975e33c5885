internal import AccessLog

/// The rules that count every request of a key, whatever its method.
extension Detector {
    /// Hours of a key's traffic that some rule looks at.
    var keyTrafficWindow: Int { max(options.ignoredBackoff.window, FanOutRule.window) }

    /// Whether a key is new at an instant, so that it may still be at its initial import. Inlined, since a call would copy the detector.
    @inline(__always)
    func isNew(_ key: Int, at time: Int64) -> Bool {
        options.newKeySeconds > 0 && time < states[key].firstTime + Int64(options.newKeySeconds) * 1000
    }

    /// Takes one readable request, with or without a key, late or not.
    @inline(__always)
    mutating func countTraffic(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        if event.quotas != 0 { countQuotas(event, block, file: file) }
        if !event.flags.contains(.isLate) { countMinute(event) }
    }

    @inline(never)
    private mutating func countQuotas(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        quotas.count(event, block, file: file, &url, into: &sink)
    }

    /// Counts one watched request of a key, which is not late.
    @inline(__always)
    mutating func countRoute(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int) {
        guard !event.flags.contains(.isLate), attributes[Int(event.route) + 1].watch else { return }
        // Safe: here and below, states and routes stay where they are, and none goes away while an event is counted.
        let state = unsafe states.address(key)
        unsafe countMinute(event, block, file: file, key: key, &state.pointee.traffic.minuteCell)
        let hour = hours.index(event.time)
        if part == .whole, whole == nil { faults.count(event.status, hour: hour) }
        if unsafe state.pointee.traffic.hour < hour { advanceKey(key, to: hour) }
        unsafe state.pointee.traffic.count()
        let place = route(event, block, key: key)
        // Safe: as above.
        let route = unsafe routes.address(place)
        guard unsafe route.pointee.isCounted else { return }
        if unsafe route.pointee.traffic.hour < hour { advanceRoute(place, to: hour) }
        unsafe route.pointee.traffic.count(event, block, file: file, closedDoorRule)
        if unsafe route.pointee.scans.roles.rawValue != 0 || event.flags.contains(.isMarked) {
            scan(event, block, file: file, place, hour: hour)
        }
        let start = start(event)
        let isWaiting =
            unsafe state.pointee.traffic.waiting.mayHold(start) || route.pointee.traffic.waiting.mayHold(start)
        if isWaiting || event.status == 429 || event.status == 503 {
            wait(event, block, file: file, key: key, place, start)
        }
    }

    /// Waiting times: whether a request came within one, and whether its answer asks for one.
    @inline(never)
    private mutating func wait(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int, _ place: Int, _ start: Int64
    ) {
        states[key].traffic.waiting.begin(event.time)
        routes[place].traffic.waiting.begin(event.time)
        let (isAfter429, isAfter503) = (
            states[key].traffic.waiting.isPremature(start), routes[place].traffic.waiting.isPremature(start)
        )
        if isAfter429 || isAfter503 {
            let request = Waste(event)
            let amount =
                isAfter429
                ? states[key].traffic.waiting.count(request) : routes[place].traffic.waiting.count(request)
            let premature = states[key].traffic.prematureRequests(ignoredBackoffRule)
            let hour = states[key].traffic.hour
            premature.count(event, block, file: file, hour: hour, amount, isAfter429: isAfter429)
        }
        let wait = ignoredBackoffRule.wait(event)
        if event.status == 429 { states[key].traffic.waiting.refuse(wait) }
        if event.status == 503 { routes[place].traffic.waiting.refuse(wait) }
    }

    @inline(never)
    mutating func advanceKey(_ key: Int, to hour: Int64) {
        if !states[key].fanOuts.isEmpty { advanceFanOuts(key, to: hour) }
        if states[key].traffic.skip(to: hour) { return }
        let name = states[key].key
        states[key].traffic.advance(to: hour, ignoredBackoffRule, faults, name, into: &sink)
    }

    @inline(never)
    mutating func advanceRoute(_ place: Int, to hour: Int64) {
        if routes[place].traffic.skip(to: hour) { return }
        let label = routes[place].label
        routes[place].traffic.advance(to: hour, closedDoorRule, label, into: &sink)
    }

    /// Ends with the log.
    mutating func finishTraffic(at last: Int64) {
        for place in routes.indices where routes[place].isCounted {
            let label = routes[place].label
            routes[place].traffic.finish(at: last, closedDoorRule, label, into: &sink)
        }
        for key in states.indices where !states[key].isFree {
            finishFanOuts(key, at: last)
            let name = states[key].key
            states[key].traffic.finish(at: last, ignoredBackoffRule, faults, name, into: &sink)
        }
        finishOverload(at: last)
        quotas.finish(at: last, into: &sink)
    }
}
