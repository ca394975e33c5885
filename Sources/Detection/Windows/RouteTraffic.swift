internal import AccessLog

/// The requests of one key on one route by hour, of every method, and the doors that it knocks at.
struct RouteTraffic {
    /// Routes of a key that are counted; what comes beyond them accuses nobody.
    static let most = 512

    private var totals: HourTotals
    /// Asked for by 503. What every line touches stands last, before what it touches of the windows of a route.
    var waiting = WaitingTime()
    private var doors: [ClosedDoor] = []
    private var scans: [WastefulScan] = []
    /// What the open hour holds so far.
    private var open: UInt32 = 0
    /// The hour that lines are counted in now.
    private(set) var hour: Int64

    init(hour: Int64, window: Int) {
        self.hour = hour
        totals = HourTotals(window: window)
    }

    /// Whether nothing is open that time could make more of.
    var isQuiet: Bool { doors.isEmpty && scans.allSatisfy(\.isQuiet) }

    /// Counts one request in the open hour.
    @inline(__always)
    mutating func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ rule: ClosedDoorRule) {
        open += 1
        if ClosedDoorRule.counts(event.status) { refuse(event, block, file: file, rule) }
    }

    @inline(never)
    private mutating func refuse(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, _ rule: ClosedDoorRule) {
        let known = doors.first { $0.status == event.status }
        let door = known ?? ClosedDoor(event.status, rule)
        if known == nil { doors.append(door) }
        door.count(event, block, file: file, hour: hour)
    }

    /// What is wasted in one way, made at the first time.
    mutating func scan(_ kind: WastefulScanEvidence.Kind, _ rule: WastefulScanRule, maxPage: Int64?) -> WastefulScan {
        if let known = scans.first(where: { $0.kind == kind }) { return known }
        let made = WastefulScan(kind, rule, maxPage: maxPage)
        scans.append(made)
        return made
    }

    /// Closes the hours before `next`, if nobody has to judge them.
    ///
    /// - Returns: whether it did.
    mutating func skip(to next: Int64) -> Bool {
        guard doors.isEmpty, scans.isEmpty else { return false }
        guard hour < next else { return true }
        totals[hour] = Int64(open)
        open = 0
        totals.clear(hour + 1, through: next)
        hour = next
        return true
    }

    /// Closes the hours before `next`.
    mutating func advance(
        to next: Int64, _ rule: ClosedDoorRule, _ label: EpisodeLabel, into findings: inout FindingSink
    ) {
        while !skip(to: next), hour < next {
            totals[hour] = Int64(open)
            open = 0
            close(rule, label, into: &findings)
            let until = doors.isEmpty && scans.isEmpty ? next : hour + 1
            totals.clear(hour + 1, through: until)
            hour = until
        }
    }

    private mutating func close(_ rule: ClosedDoorRule, _ label: EpisodeLabel, into findings: inout FindingSink) {
        let (now, all) = (hour, totals)
        doors.removeAll { !$0.close(now, all: all, rule, label, into: &findings) }
        scans.removeAll { !$0.close(now, label, into: &findings) }
    }

    /// Ends with the log: evaluates the unfinished hour, where only an observation may start.
    mutating func finish(
        at last: Int64, _ rule: ClosedDoorRule, _ label: EpisodeLabel, into findings: inout FindingSink
    ) {
        advance(to: Grid.hours.index(last), rule, label, into: &findings)
        totals[hour] = Int64(open)
        for scan in scans { scan.finish(hour, at: last, label, into: &findings) }
        for door in doors { door.finish(hour, at: last, all: totals, rule, label, into: &findings) }
    }
}

extension RouteTraffic {
    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder, _ closedDoor: ClosedDoorRule, _ walks: WastefulScanRule) {
        coder.code(&hour)
        coder.code(&open)
        coder.code(&waiting)
        coder.code(&doors, blank: { ClosedDoor(0, closedDoor) }) { $0.code(&$1) }
        coder.code(&scans, blank: { WastefulScan(.tinyPages, walks, maxPage: nil) }) { $0.code(&$1) }
        coder.code(&totals)
    }
}
