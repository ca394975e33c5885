/// The fan-outs of one key on one item route in the last 24 hours.
///
/// Requests count in their own hours, so that a window never holds one that came before it; all else in the hour in which
/// the fan-out ended, which is when the pause behind its last request was too long.
struct FanOutHours: HourlySums {
    var requests = HourTotals(window: FanOutRule.window)
    private var fanOuts = HourTotals(window: FanOutRule.window)
    private var sizes = HourTotals(window: FanOutRule.window)
    private var bulkCalls = HourTotals(window: FanOutRule.window)
    private var clients = ClientTally(hours: FanOutRule.window)
    var examples = [[Example]](repeating: [], count: FanOutRule.window)

    func hours(endingWith hour: Int64) -> ClosedRange<Int64> { hour - Int64(FanOutRule.window) + 1...hour }

    /// Counts a fan-out that ended in an hour.
    mutating func count(_ size: Int64, bulkCalls calls: Int64, _ clients: borrowing BurstClients, _ hour: Int64) {
        fanOuts[hour] += 1
        sizes[hour] += size
        bulkCalls[hour] += calls
        self.clients.add(clients, at: hour.ringIndex(FanOutRule.window))
    }

    /// Empties the place of the next hour.
    mutating func open(_ hour: Int64) {
        requests[hour] = 0
        fanOuts[hour] = 0
        sizes[hour] = 0
        bulkCalls[hour] = 0
        let place = hour.ringIndex(FanOutRule.window)
        clients.clear(place)
        examples[place] = []
    }

    func add<Worst>(_ hours: ClosedRange<Int64>, to episode: inout Episode<Worst>) {
        for hour in hours {
            episode.waste.requests += sizes[hour] - bulkCalls[hour]
            let place = hour.ringIndex(FanOutRule.window)
            clients.add(place, from: Grid.hours.start(hour), to: &episode.clients)
            episode.examples += examples[place].prefix(ExampleLog.most - episode.examples.count)
        }
    }

    /// The figures of 24 hours without any fan-out.
    static func none(endingWith hour: Int64, end: Int64, keyRequests: Int64) -> FanOutEvidence {
        var figures = FanOutEvidence(windowEnd: end)
        figures.windowStart = Grid.hours.start(hour - Int64(FanOutRule.window) + 1)
        figures.keyRequests = keyRequests
        return figures
    }

    /// The figures of the 24 hours that end with `hour`, at the instant `end`.
    func figures(endingWith hour: Int64, end: Int64, keyRequests: Int64) -> FanOutEvidence {
        var figures = Self.none(endingWith: hour, end: end, keyRequests: keyRequests)
        let hours = hours(endingWith: hour)
        for past in hours {
            figures.fanOuts += fanOuts[past]
            figures.requests += requests[past]
            figures.size += sizes[past]
            figures.bulkCalls += bulkCalls[past]
        }
        return figures
    }
}

extension FanOutHours: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&requests)
        coder.code(&fanOuts)
        coder.code(&sizes)
        coder.code(&bulkCalls)
        coder.code(&clients)
        let known = examples.count
        coder.code(&examples, blank: { [] }) { $1.code(&$0) }
        if examples.count != known { coder.fail() }
    }
}
