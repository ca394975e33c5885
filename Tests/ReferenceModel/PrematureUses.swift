/// Premature requests of one stamp that ignored the same refusal.
struct PrematureUse {
    var use: HourlyUse
    var isAfter429: Bool
}

/// A time in which nothing was to come.
private struct Waiting {
    var opened: Int64
    var until: Int64
    var free: Int64 = 3
}

extension ReferenceModel {
    /// C2a: what a key sent within waiting times, stamp by stamp.
    ///
    /// Silent on the page: a refusal holds for later stamps; one that comes while a waiting time runs prolongs it and does not
    /// open another; a request that ignores a 429 and a 503 ignores the 429; of the requests of a stamp among which the last
    /// free ones are, bytes and time count in proportion.
    static func prematureUses(_ requests: [ModelRequest], options: ModelOptions) -> [PrematureUse] {
        var ofKey: Waiting?
        var ofRoute: [LogText: Waiting] = [:]
        var uses: [PrematureUse] = []
        let stamps = Dictionary(grouping: requests, by: \.line.time)
        for time in stamps.keys.sorted() {
            let all = stamps[time] ?? []
            let after429 = all.filter { ignores(ofKey, $0) }
            uses += take(after429, &ofKey, time).map { PrematureUse(use: $0, isAfter429: true) }
            let others = all.filter { !ignores(ofKey, $0) }
            for (route, requests) in Dictionary(grouping: others, by: { $0.route ?? [] }) {
                let after503 = requests.filter { ignores(ofRoute[route], $0) }
                uses += take(after503, &ofRoute[route], time).map { PrematureUse(use: $0, isAfter429: false) }
            }
            for request in all where request.line.status == 429 { refuse(&ofKey, request, options) }
            for request in all where request.line.status == 503 {
                refuse(&ofRoute[request.route ?? []], request, options)
            }
        }
        return uses
    }

    private static func ignores(_ waiting: Waiting?, _ request: ModelRequest) -> Bool {
        guard let waiting else { return false }
        return waiting.opened + 2_000 < request.start && request.start < waiting.until
    }

    private static func take(_ requests: [ModelRequest], _ waiting: inout Waiting?, _ time: Int64) -> [HourlyUse] {
        let count = Int64(requests.count)
        guard let free = waiting?.free, count > 0 else { return [] }
        waiting?.free = max(0, free - count)
        guard count > free else { return [] }
        func share(_ amounts: [Int64]) -> Int64 { amounts.reduce(0, +) * (count - free) / count }
        let use = HourlyUse(
            hour: hour(of: time), requests: count - free, bytes: share(requests.map { max(0, $0.line.bytes ?? 0) }),
            duration: share(requests.map { max(0, $0.line.duration ?? 0) }))
        return [use]
    }

    private static func refuse(_ waiting: inout Waiting?, _ request: ModelRequest, _ options: ModelOptions) {
        let until = request.line.time + 1_000 * wait(request.line, options)
        if let known = waiting, request.line.time < known.until || request.line.time == known.opened {
            waiting?.until = max(known.until, until)
        } else {
            waiting = Waiting(opened: request.line.time, until: until)
        }
    }

    /// The logged Retry-After in seconds, at most a day, else the policy's.
    private static func wait(_ line: ModelLine, _ options: ModelOptions) -> Int64 {
        let text = options.retryAfterField.map { line.fields[$0] } ?? []
        guard !text.isEmpty, text.count <= 15, text.allSatisfy(isDigit) else { return options.backoffWaitSeconds }
        return min(86_400, Int64(String(log: text)) ?? 0)
    }
}
