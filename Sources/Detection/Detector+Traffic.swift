internal import AccessLog

/// The rules that count every request of a key, whatever its method.
extension Detector {
    /// Takes one readable request, with or without a key, late or not.
    @inline(__always)
    mutating func countTraffic(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        if event.quotas != 0 { countQuotas(event, block, file: file) }
    }

    @inline(never)
    private mutating func countQuotas(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        quotas.count(event, block, file: file, &url, into: &sink)
    }

    /// Counts one watched request of a key, which is not late.
    @inline(__always)
    mutating func countRoute(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int) {
        guard !event.flags.contains(.isLate), attributes[Int(event.route) + 1].watch else { return }
        let place = route(event, block, key: key)
        guard routes[place].isCounted else { return }
        let hour = hours.index(event.time)
        if routes[place].traffic.hour < hour { advanceRoute(place, to: hour) }
        routes[place].traffic.count(event, block, file: file, closedDoorRule)
    }

    @inline(never)
    private mutating func advanceRoute(_ place: Int, to hour: Int64) {
        let label = routes[place].label
        routes[place].traffic.advance(to: hour, closedDoorRule, label, into: &sink)
    }

    /// Ends with the log.
    mutating func finishTraffic(at last: Int64) {
        for place in routes.indices where routes[place].isCounted {
            let label = routes[place].label
            routes[place].traffic.finish(at: last, closedDoorRule, label, into: &sink)
        }
        quotas.finish(at: last, into: &sink)
    }
}
