/// What A.2 made of one line that counts in F.
struct Fetch {
    enum Outcome {
        case fresh, duplicate, tolerated, excess
    }

    var hour: Int64
    var outcome = Outcome.fresh
    var isEtag = false
    var bytes: Int64 = 0
    var duration: Int64 = 0
    /// Ruling 19: the histogram bucket of a size token that was inserted.
    var insertedBucket: Int64?
}

/// A key with a route, the unit of rule A.
struct KeyedRoute: Hashable {
    var key: ModelKey
    var route: LogText
}

extension ReferenceModel {
    static let hourLength: Int64 = 3_600_000
    static let hourOffset: Int64 = 137_000
    private static let expiry: Int64 = 26 * 3_600_000

    /// ⌊(τ − 137 s) / 3600 s⌋.
    static func hour(of time: Int64) -> Int64 { floorDivided(time - hourOffset, by: hourLength) }

    static func floorDivided(_ a: Int64, by b: Int64) -> Int64 { a >= 0 ? a / b : -((-a + b - 1) / b) }

    /// A.2, line by line in canonical order.
    static func fetches(
        _ requests: [ModelRequest], _ pushes: ModelPushes, options: ModelOptions
    ) -> [KeyedRoute: [Fetch]] {
        var table = FetchTable(freePerDay: options.freePerDay)
        var touches = Touches()
        var result: [KeyedRoute: [Fetch]] = [:]
        for request in requests {
            if request.isWrite { touches.note(request) }
            guard let (key, route) = watched(request) else { continue }
            guard request.line.method == "GET", request.listed?.hasFingerprint != false else { continue }
            guard [200, 203, 206, 304].contains(request.line.status) else { continue }
            var fetch = Fetch(hour: hour(of: request.line.time))
            fetch.bytes = request.line.bytes ?? 0
            fetch.duration = max(0, request.line.duration ?? 0)
            if let token = request.token {
                let pushed = pushes.latest(key, request.url.segments, until: request.line.time)
                let touch = [touches.latest(request.url), pushed].compactMap(\.self).max()
                table.deliver(request, key: key, token: token, touch: touch, &fetch)
            }
            result[KeyedRoute(key: key, route: route), default: []].append(fetch)
        }
        return result
    }

    /// The key and ρ of a line that A or B may see: identified, watched, GET or HEAD.
    static func watched(_ request: ModelRequest) -> (ModelKey, LogText)? {
        guard let key = request.key, let route = request.route else { return nil }
        return ["GET", "HEAD"].contains(request.line.method) ? (key, route) : nil
    }

    /// The table of (K, R), and what every key's fetches showed of R.
    struct FetchTable {
        private struct Place: Hashable {
            var key: ModelKey
            var resource: LogText
        }

        private struct State {
            var token: ContentToken
            var delivered: Int64
            var run = 0
            var arrival: Int64 = 0
        }

        private var states: [Place: State] = [:]
        private var changedAt: [LogText: Int64] = [:]
        private let freePerDay: Int64

        init(freePerDay: Int64) { self.freePerDay = freePerDay }

        /// A.2 from the token on.
        mutating func deliver(
            _ f: ModelRequest, key: ModelKey, token: ContentToken, touch: Int64?, _ fetch: inout Fetch
        ) {
            let place = Place(key: key, resource: f.url.text)
            if case .etag = token { fetch.isEtag = true }
            guard var s = states[place], f.line.time - s.delivered <= expiry else {
                states[place] = State(token: token, delivered: f.end)
                if case .size(let bytes) = token { fetch.insertedBucket = bytes % 256 }
                return
            }
            if token == s.token, f.start - s.delivered < 2_000 {
                fetch.outcome = .duplicate
                return
            }
            let isTouched = touch.map { $0 >= s.delivered - 2_000 || f.start <= $0 + 30_000 } ?? false
            let isChanged = changedAt[place.resource].map { $0 > s.delivered } ?? false
            if token == s.token, !isTouched, !isChanged {
                s.run += 1
                if fetch.isEtag || s.run >= 2 {
                    fetch.outcome = isTolerated(&s.arrival, at: f.line.time) ? .tolerated : .excess
                }
            } else {
                s.run = 0
                if token != s.token { changedAt[place.resource] = max(changedAt[place.resource] ?? .min, f.end) }
            }
            s.token = token
            s.delivered = f.end
            states[place] = s
        }

        /// Ruling 21: GCRA with a burst of a day.
        private func isTolerated(_ arrival: inout Int64, at time: Int64) -> Bool {
            guard freePerDay > 0 else { return false }
            let next = max(arrival, time) + 86_400_000 / freePerDay
            guard next - time <= 86_400_000 else { return false }
            arrival = next
            return true
        }
    }
}
