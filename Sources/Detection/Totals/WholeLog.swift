public import AccessLog

/// What a detector of one group must know of the whole log, made of its ``LogTotals``.
public final class WholeLog: Sendable {
    let extent: LogExtent
    let faults: FaultyHours
    let silence: PushSilence
    /// Sums of the minutes with lines or with requests that reach into them, in their order.
    private let places: [Int64]
    private let minutes: [(totals: OverloadTotals, beyond: Int64)]
    /// Minutes that were near an overload by their own lines.
    private let near: [Int64]
    /// Minutes with lines that are far from the next near one before them.
    private let calm: [Int64]

    /// Writes anywhere, and writes to the root itself.
    private let writes: WriteTimes
    private let rootWrites: WriteTimes

    /// Makes the whole of its sums.
    ///
    /// - Parameters:
    ///   - totals: the sums of all lines.
    ///   - options: the policy that judges.
    ///   - zone: the contract's zone, for gaps by day and by night.
    public init(_ totals: LogTotals, _ options: DetectionOptions, zone: TimeZoneRules) {
        let rule = OverloadRule(options.overload, options.capacity, isEndLogged: options.logTime == .end)
        var (extent, days) = (LogExtent(), LocalDays(zone))
        var sums: [Int64: (totals: OverloadTotals, beyond: Int64)] = [:]
        for (place, row) in totals.rows(.minute) {
            if row.hasStamps {
                extent.add(row.first, &days)
                extent.add(row.last, &days)
            }
            sums[place, default: (OverloadTotals(), 0)].totals = OverloadTotals(row.sums)
        }
        for (place, row) in totals.rows(.beyond) { sums[place, default: (OverloadTotals(), 0)].beyond = row.sums.a }
        let sorted = sums.sorted { $0.key < $1.key }
        self.extent = extent
        places = sorted.map(\.key)
        minutes = sorted.map(\.value)
        let near = sorted.filter { rule.isNear($0.value.totals) }.map(\.key)
        self.near = near
        calm = sorted.filter { $0.value.totals.requests > 0 && !Self.isAlarmed($0.key, near) }.map(\.key)
        writes = WriteTimes(totals.rows(.write))
        rootWrites = WriteTimes(totals.rows(.root))
        var faults = FaultyHours()
        for (hour, row) in totals.rows(.hour) { faults.add(requests: row.sums.a, errors: row.sums.b, hour: hour) }
        self.faults = faults
        var silence = PushSilence()
        for (_, row) in totals.rows(.push) where row.sums.a > 0 {
            silence.take(first: row.first, last: row.last, count: row.sums.a)
        }
        self.silence = silence
    }

    /// The sums of a minute over all keys, and what requests of other minutes add to it.
    func minute(_ minute: Int64) -> (totals: OverloadTotals, beyond: Int64) {
        // In a log without gaps the place follows from the first minute.
        var place = places.isEmpty ? 0 : Int(clamping: minute &- places[0])
        if place < 0 || place >= places.count || places[place] != minute {
            place = Self.firstPlace(in: places, from: minute)
        }
        return place < places.count && places[place] == minute ? minutes[place] : (OverloadTotals(), 0)
    }

    /// When the last write ended that came by an instant and touches a resource that is the root, or is not.
    func touch(at time: Int64, isRoot: Bool) -> Int64 {
        let last = rootWrites.last(at: time)
        return isRoot ? max(last, writes.last(at: time)) : last
    }

    /// Whether a minute that may still be open then was near an overload.
    func isAlarmed(_ minute: Int64) -> Bool { Self.isAlarmed(minute, near) }

    /// Whether between two minutes, the later one among them, lines came while nothing was near an overload.
    func isCalm(after first: Int64, through last: Int64) -> Bool {
        let place = Self.firstPlace(in: calm, from: first + 1)
        return place < calm.count && calm[place] <= last
    }

    private static func isAlarmed(_ minute: Int64, _ near: [Int64]) -> Bool {
        let place = firstPlace(in: near, from: minute - Int64(OverloadReach.size))
        return place < near.count && near[place] < minute
    }

    /// The place of the first number that is not below `least`.
    fileprivate static func firstPlace(in numbers: [Int64], from least: Int64) -> Int {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < least { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension OverloadTotals {
    fileprivate init(_ sums: LogTotals.InlineSums) {
        self.init()
        (requests, errors, untimed, busy) = (sums.a, sums.b, sums.c, sums.d)
    }
}

/// When writes came, and when the last of those until then ended.
private struct WriteTimes: Sendable {
    private let times: [Int64]
    private let ends: [Int64]

    init(_ rows: [(place: Int64, row: LogTotals.Row)]) {
        times = rows.map(\.row.first)
        var last = LatestTimes.never
        ends = rows.map { row in
            last = max(last, row.row.last)
            return last
        }
    }

    func last(at time: Int64) -> Int64 {
        let place = WholeLog.firstPlace(in: times, from: time + 1)
        return place > 0 ? ends[place - 1] : LatestTimes.never
    }
}
