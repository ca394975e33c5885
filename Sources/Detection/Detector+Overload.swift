internal import AccessLog

/// Rule `overload`: minutes over all keys, and what each key did in them.
extension Detector {
    /// Counts one readable request that is not late, with or without a key, for its minute.
    @inline(__always)
    mutating func countMinute(_ event: RequestEvent) {
        if event.time >= overload.end { passMinute(event.time) }
        overload.count(event)
        if part == .shard { return }
        if overload.isBeyond, let range = overload.beyond(event) {
            overload.reach.add(from: range.lowerBound, to: range.upperBound)
        }
        if event.key == 0 { overload.others += Waste(event) }
    }

    /// Counts the same request for its key, if it is watched.
    @inline(__always)
    mutating func countMinute(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int, _ minuteCell: inout UInt32
    ) {
        let cell = overload.cell(minuteCell, of: event.key, key: key)
        minuteCell = UInt32(truncatingIfNeeded: cell)
        if overload.count(event, in: cell) { overload.keep(Example(event, block, file: file), in: cell) }
        if overload.isAlarmed { countClient(event, block, key: key) }
        if overload.isBeyond { reach(event, key: key) }
    }

    @inline(never)
    private mutating func countClient(_ event: RequestEvent, _ block: Span<UInt8>, key: Int) {
        if states[key].overload.clients == nil {
            states[key].overload.clients = OverloadClients(overload.minute)
            overload.talliedKeys.append(Int32(key))
        }
        states[key].overload.clients?.count(event, block, minute: overload.minute)
    }

    @inline(never)
    private mutating func reach(_ event: RequestEvent, key: Int) {
        guard let range = overload.beyond(event) else { return }
        states[key].overload.reach = overload.keyReaches.add(
            states[key].overload.reach, key: key, hash: event.key, range)
    }

    // MARK: - Minutes

    /// Moves on to the minute of an instant behind the present one.
    @inline(never)
    private mutating func passMinute(_ time: Int64) {
        if part == .shard { return passMinutes(before: time) }
        let (wasAlarmed, last) = (overload.isAlarmed, overload.minute)
        let next = OverloadRule.index(time)
        endMinute(before: time, closing: overload.rule.isEndLogged ? next - overload.rule.reach : next)
        overload.begin(time)
        if wasAlarmed, whole?.isCalm(after: last, through: next) ?? !overload.isAlarmed { forgetClients() }
    }

    /// Ends the present minute, and closes those before `limit`.
    private mutating func endMinute(before time: Int64, closing limit: Int64) {
        let first = extent.first ?? time
        overload.open(from: first)
        let totals = overload.totals
        overload.pass()
        closeMinutes(before: limit)
        if part == .common { passes.pass(to: time, from: first, totals, limit: limit) }
    }

    mutating func forgetClients() {
        for key in overload.talliedKeys { states[Int(key)].overload.clients = nil }
        overload.talliedKeys.removeAll()
    }

    /// Closes minutes that nothing can be added to any more.
    private mutating func closeMinutes(before limit: Int64) {
        let last = max(overload.minute, overload.reach.last)
        while overload.nextToClose < limit, overload.nextToClose <= last {
            let minute = overload.nextToClose
            closeMinute(minute, beyond: closeReach(minute))
            overload.nextToClose = minute + 1
        }
        // Behind the last minute that something lies in nothing has to be looked at.
        overload.nextToClose = max(overload.nextToClose, limit)
    }

    /// What requests of other minutes bring into one that is closed.
    private mutating func closeReach(_ minute: Int64) -> Int64 {
        let busy = overload.reach.close(minute)
        if part == .common { passes.close(minute, beyond: busy) }
        return busy
    }

    mutating func closeMinute(_ minute: Int64, beyond busy: Int64) {
        overload.keyReaches.close(minute)
        let (past, all) = takePast(minute, beyond: busy)
        let stress = overload.rule.stress(past.totals, busy: all)
        if !stress.isEmpty {
            overload.overloaded += 1
            for hit in hits(minute, past, stress, busy: all) { take(hit.hit, key: hit.key) }
        }
        overload.keyReaches.release(after: minute)
    }

    /// What is left of a minute, and the server time in it; the sums are those of the whole log.
    private mutating func takePast(_ minute: Int64, beyond: Int64) -> (past: OverloadMinutes.Past, busy: Int64) {
        var past = overload.takePast(minute)
        guard let whole else { return (past, past.totals.busy + beyond) }
        let known = whole.minute(minute)
        past.totals = known.totals
        return (past, known.totals.busy + known.beyond)
    }

    private mutating func take(_ hit: OverloadHit, key: Int) {
        suspect(key).take(hit, overload.rule, states[key].key, into: &sink)
    }

    private mutating func suspect(_ key: Int) -> OverloadSuspect {
        if let known = states[key].overload.suspect { return known }
        let made = OverloadSuspect()
        states[key].overload.suspect = made
        return made
    }

    // MARK: - Hits

    /// The keys that are principal in an overloaded minute.
    private mutating func hits(
        _ minute: Int64, _ past: OverloadMinutes.Past, _ stress: OverloadRule.Stress, busy: Int64
    ) -> [(key: Int, hit: OverloadHit)] {
        var found: [(key: Int, hit: OverloadHit)] = []
        let isTimed = past.totals.untimed == 0 && busy > 0
        var hit = OverloadHit(
            minute: minute, stress: stress, counts: !overload.rule.isMaintenance(minute), isTimed: isTimed,
            requests: 0, busy: 0, bytes: 0, allRequests: past.totals.requests, allBusy: busy)
        let rule = overload.rule
        func isPrincipal() -> Bool {
            isTimed ? rule.isPrincipal(hit.busy, of: busy) : rule.isPrincipal(hit.requests, of: past.totals.requests)
        }
        for cell in past.cells where states[Int(cell.key)].overload.hash == cell.hash {
            let key = Int(cell.key)
            (hit.requests, hit.bytes) = (Int64(cell.requests), cell.bytes)
            hit.busy = cell.busy
            let reach = states[key].overload.reach
            if overload.keyReaches.isOf(reach, cell.hash) {
                overload.keyReaches[reach].seenIn = minute
                hit.busy += overload.keyReaches[reach].busy(minute)
            }
            guard isPrincipal(), isAccused(hit, key: key) else { continue }
            var hit = hit
            if isNew(key, at: minute * OverloadRule.minute) { hit.counts = false }
            hit.peaks = peaks(cell.hash, cell, past)
            hit.clients = states[key].overload.clients?.sum(minute) ?? ClientSum()
            hit.example = cell.example >= 0 ? past.examples[Int(cell.example)] : nil
            found.append((key, hit))
        }
        for number in overload.keyReaches.indices {
            let reach = overload.keyReaches[number]
            let key = Int(reach.key)
            guard reach.busy(minute) > 0, reach.seenIn != minute, states[key].overload.reach == number,
                overload.keyReaches.isOf(number, states[key].overload.hash)
            else { continue }
            (hit.requests, hit.bytes, hit.busy) = (0, 0, reach.busy(minute))
            guard isPrincipal(), isAccused(hit, key: key) else { continue }
            var hit = hit
            if isNew(key, at: minute * OverloadRule.minute) { hit.counts = false }
            hit.peaks = peaks(reach.hash, nil, past)
            found.append((key, hit))
        }
        return found
    }

    /// Whether nothing speaks for a principal key.
    private func isAccused(_ hit: OverloadHit, key: Int) -> Bool {
        let invitation = hit.minute - OverloadRule.invitation...hit.minute
        let pushed = overload.pushes.count(states[key].overload.hash, in: invitation)
        if OverloadRule.isInvited(hit.requests, pushes: pushed) { return false }
        return hit.stress != .errors || overload.rule.isSurge(hit.requests, usual: usual(key, before: hit.minute))
    }

    /// What a key usually sends in a minute; not known for a day where keys may have been forgotten before.
    private func usual(_ key: Int, before minute: Int64) -> Int64? {
        let born = states[key].overload.born
        if report.forgottenKeys > 0, born > minute - OverloadRule.day { return nil }
        return overload.history.median(key: Int32(key), born: born, before: minute)
    }

    private func peaks(_ key: UInt64, _ cell: OverloadCell?, _ past: OverloadMinutes.Past) -> OverloadPeaks {
        let none = [Int64](repeating: 0, count: 60)
        let before = past.cellsBefore.first { $0.hash == key }
        return OverloadPeaks(before?.counts(past.secondsBefore) ?? none, cell?.counts(past.seconds) ?? none)
    }

    // MARK: - The end

    /// Ends with the log: closes what has ended by then, and looks at the unfinished minute, where only an observation may
    /// start.
    mutating func finishOverload(at last: Int64) {
        let final = OverloadRule.index(last)
        if part == .shard {
            for pass in passes.all { end(pass) }
            lookAtLast(final, at: last, beyond: passes.unfinished?.beyond ?? 0)
        } else {
            endMinute(before: last, closing: final)
            lookAtLast(final, at: last, beyond: closeReach(final))
        }
        for key in states.indices { states[key].overload.suspect?.finish(at: last, states[key].key, into: &sink) }
    }

    private mutating func lookAtLast(_ minute: Int64, at last: Int64, beyond busy: Int64) {
        overload.keyReaches.close(minute)
        let (past, all) = takePast(minute, beyond: busy)
        let stress = overload.rule.stress(past.totals, busy: all)
        guard !stress.isEmpty else { return }
        for (key, hit) in hits(minute, past, stress, busy: all) {
            suspect(key).takeLast(hit, at: last, overload.rule, states[key].key, into: &sink)
        }
    }
}

extension Example {
    /// The line of an event.
    init(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        self.init(
            time: event.time, file: file, line: event.line, method: Text.string(block, event.method.range),
            target: Text.string(block, event.requestTarget.range), status: Int(event.status),
            bytes: event.bytes < 0 ? nil : event.bytes)
    }
}
