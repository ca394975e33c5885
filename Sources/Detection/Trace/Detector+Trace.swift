internal import AccessLog

/// The lines of a key that is asked for; a run that explains nothing never comes here.
extension Detector {
    /// Takes requests as ``consume(_:_:)`` does, and looks at those of the traced keys.
    @inline(never)
    mutating func consumeTraced(_ requests: Span<EventBatch.Reference>, _ sources: Span<EventBatch.Source>) {
        for place in requests.indices {
            let source = sources[Int(requests[place].source)]
            // Safe: the batch holds the text.
            unsafe consume(requests[place].event, in: source.text.span, file: source.file)
        }
    }

    /// Looks at one request after the rules have counted it.
    @inline(never)
    mutating func look(at event: RequestEvent, _ block: Span<UInt8>) {
        guard let recorder = sink.recorder, event.key != 0, !event.flags.contains(.isStampOnly) else { return }
        guard let place = recorder.meet(event.key, PartnerKey(event, block, &url, secrets)) else { return }
        if event.route >= 0 { recorder.use(Int(event.route), at: place) }
        guard !event.flags.contains(.isLate), !event.flags.isDisjoint(with: [.isGet, .isHead]),
            let requests = coldRequests(event), let slot = keys.find(event.key)
        else { return }
        let label = routes[route(event, block, key: Int(keys[slot].state))].label
        guard recorder.isBusier(requests, route: label.route, at: place),
            url.read(block.extracting(event.requestTarget.range))
        else { return }
        let grid = blocks[blocksOfRoute[Int(event.route) + 1]].grid
        let index = grid.index(event.time)
        recorder.noteCold(
            KeyTrace.ColdTarget(
                route: label.route, target: String(decoding: url.target, as: UTF8.self), requests: requests,
                start: grid.start(index), end: grid.end(index)), at: place)
    }

    /// The requests of this block to a target that rule B does not count yet.
    private func coldRequests(_ event: RequestEvent) -> Int64? {
        let rule = attributes[Int(event.route) + 1]
        guard rule.watch, rule.push != .none,
            let slot = resources.find(StableHash.join(event.key, event.target) | 1)
        else { return nil }
        return Int64(resources[slot].requests)
    }
}
