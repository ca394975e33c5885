/// One minute of the log with every request that was worked on in it.
struct OverloadMinute {
    /// Minutes since 1970.
    var number: Int64
    /// Those stamped in it.
    var stamped: [ModelRequest]
    /// Those worked on in it, with the milliseconds.
    var worked: [(request: ModelRequest, busy: Int64)]

    var requests: Int64 { Int64(stamped.count) }
    var busy: Int64 { worked.map(\.busy).reduce(0, +) }
    var errors: Int64 { Int64(stamped.count { (500...599).contains($0.line.status) }) }
    /// Silent on the page: shares are of server time only where it is known of every line of the minute.
    var isTimed: Bool { busy > 0 && stamped.allSatisfy { $0.line.duration != nil } }

    /// Keys of lines that the rules may see.
    var keys: Set<ModelKey> { Set((stamped + worked.map(\.request)).filter { $0.route != nil }.compactMap(\.key)) }

    func stamped(by key: ModelKey) -> [ModelRequest] { stamped.filter { $0.key == key && $0.route != nil } }

    func busy(of key: ModelKey) -> Int64 {
        worked.filter { $0.request.key == key && $0.request.route != nil }.map(\.busy).reduce(0, +)
    }

    /// C1: what shows that the minute was overloaded.
    func stress(_ options: ModelOverload) -> Set<String> {
        var stress: Set<String> = []
        if let workers = options.workers, 100 * busy >= options.loadPercent * 60_000 * workers {
            stress.insert("workers")
        }
        if let most = options.maxRps, 100 * requests >= options.loadPercent * 60 * most { stress.insert("requests") }
        if errors >= options.errors, 100 * errors >= options.errorSharePercent * requests { stress.insert("errors") }
        return stress
    }
}

extension ReferenceModel {
    /// The minutes in which something was stamped or worked on, in their order.
    static func overloadMinutes(_ requests: [ModelRequest], _ options: ModelOptions) -> [OverloadMinute] {
        var minutes: [Int64: OverloadMinute] = [:]
        func number(_ time: Int64) -> Int64 { floorDivided(time, by: 60_000) }
        for request in requests {
            let stamp = number(request.line.time)
            minutes[stamp, default: OverloadMinute(number: stamp, stamped: [], worked: [])].stamped.append(request)
            // Of a request over the longest that is believed the part next to the stamp counts.
            let longest = options.overload.longest
            let start = max(request.start, request.line.time - longest)
            let end = min(request.end, request.line.time + longest)
            guard start < end else { continue }
            for minute in number(start)...number(end - 1) {
                let overlap = min(end, (minute + 1) * 60_000) - max(start, minute * 60_000)
                minutes[minute, default: OverloadMinute(number: minute, stamped: [], worked: [])].worked.append(
                    (request, overlap))
            }
        }
        return minutes.values.sorted { $0.number < $1.number }
    }
}
