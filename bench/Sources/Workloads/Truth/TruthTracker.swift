/// Follows what each key truly holds of each object, and counts what it fetched again in vain.
struct TruthTracker {
    private struct Held {
        var version: UInt32
        /// When it was, ms since 1970, truly and by the log.
        var delivered: Int64
        var logged: Int64
        var run: Int32
        /// Until when the free fetches are used up, s: of all repeats, and of the provable ones.
        var used: Int64 = 0
        var usedApart: Int64 = 0
        var usedByProof: Int64 = 0
    }

    let season: Season
    let keys: [Key]
    var truths: [KeyTruth]
    private var held: [UInt64: Held] = [:]

    init(_ keys: [Key], _ season: Season) {
        self.keys = keys
        self.season = season
        let truth = KeyTruth(
            routes: Array(repeating: nil, count: Route.allCases.count),
            counted: Array(repeating: 0, count: season.hours))
        truths = Array(repeating: truth, count: keys.count)
    }

    mutating func take(_ request: Request, hasTag: Bool) {
        let hour = Int(Season.hour(at: request.stamp) - season.firstHour)
        guard hour < season.hours, hour >= 0 else { return }
        truths[request.key].requests += 1
        if request.isCounted { count(request.key, hour, at: request.stamp) }
        guard request.method == .get, request.status == 200 || request.status == 304 else { return }
        let route = Int(request.route.rawValue)
        if truths[request.key].routes[route] == nil {
            truths[request.key].routes[route] = RouteTruth(hours: season.hours)
        }
        truths[request.key].routes[route]?.fetches[hour] += 1
        if hasTag { truths[request.key].routes[route]?.isTagged = true }
        guard request.status == 200, let object = request.object else { return }
        let place = UInt64(request.key) << 48 | UInt64(route) << 40 | UInt64(object)
        let end = request.start + request.duration
        guard var state = held[place] else {
            held[place] = Held(version: request.version, delivered: end, logged: request.stamp * 1000, run: 0)
            return
        }
        if state.version == request.version {
            if request.start >= state.delivered, Self.isBeyondFree(&state.used, request.stamp) {
                truths[request.key].routes[route]?.redundant[hour] += 1
            }
            // Whether requests were parallel is read off the log, which has whole seconds only.
            if request.stamp * 1000 - request.duration < state.logged + 2000 {
                state.delivered = max(state.delivered, end)
                truths[request.key].routes[route]?.duplicates[hour] += 1
                held[place] = state
                return
            }
            if Self.isBeyondFree(&state.usedApart, request.stamp) {
                truths[request.key].routes[route]?.redundantApart[hour] += 1
            }
            state.run += 1
            if hasTag || state.run >= 2, Self.isBeyondFree(&state.usedByProof, request.stamp) {
                truths[request.key].routes[route]?.provable[hour] += 1
                note(request.key, route, hour, at: request.stamp)
            }
        } else {
            state.run = 0
        }
        (state.version, state.delivered, state.logged) = (request.version, end, request.stamp * 1000)
        held[place] = state
    }

    /// Three are free in 24 hours, and one is earned back in eight.
    private static func isBeyondFree(_ used: inout Int64, _ stamp: Int64) -> Bool {
        let next = max(used, stamp) + 28_800
        guard next - stamp <= 86_400 else { return true }
        used = next
        return false
    }

    private mutating func note(_ key: Int, _ route: Int, _ hour: Int, at stamp: Int64) {
        guard let truth = truths[key].routes[route], truth.reached == nil else { return }
        let day = max(0, hour - 23)...hour
        let repeats = day.reduce(0) { $0 + Int(truth.provable[$1]) }
        let fetches = day.reduce(0) { $0 + Int(truth.fetches[$1]) - Int(truth.duplicates[$1]) }
        if truth.fires(repeats, of: fetches) { truths[key].routes[route]?.reached = stamp }
    }

    private mutating func count(_ key: Int, _ hour: Int, at stamp: Int64) {
        truths[key].counted[hour] += 1
        guard truths[key].reached == nil, let expectation = keys[key].expectation,
            let threshold = expectation.threshold
        else { return }
        let day = max(0, hour - 23)...hour
        let isReached =
            if let hours = expectation.badHours {
                Int(truths[key].counted[hour]) >= threshold
                    && day.count { truths[key].counted[$0] >= threshold } >= hours
            } else {
                day.reduce(0) { $0 + Int(truths[key].counted[$1]) } >= threshold
            }
        if isReached { truths[key].reached = stamp }
    }
}
