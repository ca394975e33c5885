internal import AccessLog

extension Detector {
    /// What of a log a detector judges.
    enum Part {
        /// All of it.
        case whole
        /// What all installations share; it has shards for the rest.
        case common
        /// Some installations.
        case shard
    }

    /// Takes the next requests in canonical order.
    ///
    /// - Parameters:
    ///   - batch: the requests.
    ///   - together: has each shard judge, if there are any, in any order or at the same time, and returns once all have.
    public mutating func consume(
        _ batch: borrowing EventBatch,
        together: (DetectorShards) -> Void = { shards in for place in 0..<shards.count { shards.judge(place) } }
    ) {
        guard let shards else { return consume(batch.references.span, batch.sources.span) }
        var start = 0
        while start < batch.count {
            let part = start..<min(batch.count, start + linesUntilDivision)
            start = part.upperBound
            let last = divide(batch.references.span.extracting(part), batch.sources.span)
            shards.begin(&shardRequests, batch.sources, passes, extent, faults)
            together(shards)
            shards.end()
            passes.clear()
            linesUntilDivision -= part.count
            if linesUntilDivision == 0 { divideLimits(among: shards, last) }
        }
    }

    /// Looks at what shards keep, after so many lines whatever the batches are: what is forgotten depends on the lines alone.
    private mutating func divideLimits(among shards: DetectorShards, _ last: Int64) {
        linesUntilDivision = limits.division
        if linesUntilLook <= 0 || shards.isOverrun {
            linesUntilLook = limits.linesBetweenLooks
            keepLimits(last)
        }
        shards.divideTargets()
    }

    /// Whether installations are judged side by side.
    public var isSharded: Bool { shards != nil }

    /// Counts what all keys share, and gives every request to its shard.
    ///
    /// - Returns: the time of the last one.
    private mutating func divide(
        _ requests: Span<EventBatch.Reference>, _ sources: Span<EventBatch.Source>
    ) -> Int64 {
        var last = Int64.min
        for place in requests.indices {
            if place + 8 < requests.count { requests[place + 8].prefetch() }
            let request = requests[place]
            let source = sources[Int(request.source)]
            last = request.event.time
            // Safe: the batch holds the text.
            if unsafe takeShared(request.event, source.text.span, file: source.file) { shardRequests.add(request) }
        }
        return last
    }

    /// Takes what all keys share of a request.
    ///
    /// - Returns: whether there is more to it.
    @inline(__always)
    private mutating func takeShared(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) -> Bool {
        guard event.order != .push else { return false }
        let isLate = event.flags.contains(.isLate)
        if !isLate { extent.add(event.time, &days) }
        linesUntilLook -= 1
        if event.flags.contains(.isStampOnly) { return false }
        countTraffic(event, block, file: file)
        guard event.key != 0 else {
            unidentified.count(block.extracting(event.address.range))
            return event.order == .write
        }
        if !isLate, attributes[Int(event.route) + 1].watch {
            faults.count(event.status, hour: hours.index(event.time))
        }
        return true
    }

    // MARK: - A shard

    /// What a write that lies elsewhere means here.
    @inline(never)
    mutating func touch(_ event: RequestEvent, _ role: EventBatch.Reference.Role) {
        switch role {
        case .judge: break
        case .touchRoot: touches.touchRoot(end: end(event), now: event.time)
        case .touchAll: touches.touchAll(end: end(event))
        }
    }

    /// Takes over what all keys have in common, as of the end of the next batch: what lies behind a line is not asked for.
    mutating func know(_ passes: MinutePasses, _ extent: LogExtent, _ faults: FaultyHours) {
        (self.passes, nextPass) = (passes, 0)
        (self.extent, self.faults) = (extent, faults)
    }

    /// Lets go of minutes that were passed.
    mutating func forgetPasses() { passes = MinutePasses() }

    /// Passes the minutes that end by the one with an instant, as the whole log did.
    mutating func passMinutes(before time: Int64) {
        let minute = OverloadRule.index(time)
        while nextPass < passes.all.count, OverloadRule.index(passes.all[nextPass].next) <= minute {
            let pass = passes.all[nextPass]
            nextPass += 1
            let wasAlarmed = overload.isAlarmed
            end(pass)
            overload.begin(pass.next)
            if wasAlarmed, !overload.isAlarmed { forgetClients() }
        }
    }

    /// Ends a minute, and closes those that were closed with it.
    mutating func end(_ pass: MinutePasses.Pass) {
        overload.take(pass.totals)
        overload.open(from: pass.first)
        overload.pass()
        for closed in passes.closed[pass.closed] {
            closeMinute(closed.minute, beyond: closed.beyond)
            overload.nextToClose = closed.minute + 1
        }
        overload.nextToClose = max(overload.nextToClose, pass.limit)
    }
}
