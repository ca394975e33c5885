/// Counts events for ``LogTotals``, in any order.
public struct TotalsTally {
    private let rule: OverloadRule
    /// By the policy's routes, the first for unlisted ones: whether the rules watch them.
    private let watch: [Bool]
    private var totals = LogTotals()
    private var hours = GridClock(.hours)
    /// The minute and the hour that are counted in, which stay the same for many lines.
    private var minute = Int64.min
    private var minuteRow = LogTotals.Row()
    private var hour = Int64.min
    private var hourRow = LogTotals.Row()

    /// A tally for a policy.
    public init(_ options: DetectionOptions) {
        rule = OverloadRule(options.overload, options.capacity, isEndLogged: options.logTime == .end)
        watch = [true] + options.routes.map(\.watch)
    }

    /// Counts one event of the period.
    public mutating func count(_ event: RequestEvent) {
        if event.order == .push { return push(event) }
        let now = OverloadRule.index(event.time)
        if now != minute { leaveMinute(for: now) }
        minuteRow.see(event.time)
        if event.flags.contains(.isStampOnly) { return }
        minuteRow.sums.a += 1
        if event.status >= 500, event.status < 600 { minuteRow.sums.b += 1 }
        work(event, now)
        if event.order == .write { write(event) }
        guard event.key != 0, watch[Int(event.route) + 1] else { return }
        let hour = hours.index(event.time)
        if hour != self.hour { leaveHour(for: hour) }
        hourRow.sums.a += 1
        if event.status >= 500 { hourRow.sums.b += 1 }
    }

    /// Counts the time of a request in the minutes that it was worked on.
    private mutating func work(_ event: RequestEvent, _ now: Int64) {
        let duration = min(Int64(event.duration), rule.longest)
        guard duration >= 0 else {
            minuteRow.sums.c += 1
            return
        }
        let start = now * OverloadRule.minute
        let end = start + OverloadRule.minute
        let inside = min(duration, rule.isEndLogged ? event.time - start : end - event.time)
        minuteRow.sums.d += inside
        guard duration > inside else { return }
        let (first, to) = rule.isEndLogged ? (event.time - duration, start) : (end, event.time + duration)
        var from = first
        while from < to {
            let place = OverloadRule.index(from)
            let border = min(to, (place + 1) * OverloadRule.minute)
            var row = LogTotals.Row()
            row.sums.a = border - from
            totals.add(row, .beyond, at: place)
            from = border
        }
    }

    private mutating func write(_ event: RequestEvent) {
        var row = LogTotals.Row()
        row.see(event.time)
        row.see(rule.isEndLogged ? event.time : event.time + max(0, Int64(event.duration)))
        totals.add(row, .write, at: event.time.floorDivided(by: 1000))
        if event.depth == 0, !event.flags.contains(.isPost) { totals.add(row, .root, at: event.time) }
    }

    private mutating func push(_ event: RequestEvent) {
        guard event.key != 0 else { return }
        var row = LogTotals.Row()
        if event.status == 200 {
            row.sums.a = 1
            row.see(event.time)
        }
        totals.add(row, .push, at: OverloadRule.index(event.time))
    }

    private mutating func leaveMinute(for next: Int64) {
        if minute != .min { totals.add(minuteRow, .minute, at: minute) }
        minute = next
        minuteRow = LogTotals.Row()
    }

    private mutating func leaveHour(for next: Int64) {
        if hour != .min { totals.add(hourRow, .hour, at: hour) }
        hour = next
        hourRow = LogTotals.Row()
    }

    /// Notes that there is a log of deliveries, be it an empty one.
    public mutating func notePushLog() { totals.add(LogTotals.Row(), .push, at: 0) }

    /// Hands out what was counted since the last time.
    public mutating func take() -> LogTotals {
        leaveMinute(for: .min)
        leaveHour(for: .min)
        let taken = totals
        totals = LogTotals()
        return taken
    }
}
