internal import AccessLog

/// The requests that a rule counted in the last hours: amounts, clients and examples by hour, over a ring of so many.
struct CountedHours: HourlySums {
    /// Hours in the window.
    let window: Int
    private var cells: [Waste]
    private var clients: ClientTally
    private var examples = ExampleLog()

    init(window: Int) {
        self.window = window
        cells = [Waste](repeating: Waste(), count: window)
        clients = ClientTally(hours: window)
    }

    /// What was counted in an hour of the window.
    subscript(hour: Int64) -> Waste { cells[hour.ringIndex(window)] }

    /// The hours of the window that ends with `hour`.
    func hours(endingWith hour: Int64) -> ClosedRange<Int64> { hour - Int64(window) + 1...hour }

    /// What was counted in the window that ends with `hour`.
    func sum(endingWith hour: Int64) -> Waste {
        hours(endingWith: hour).reduce(into: Waste()) { $0 += self[$1] }
    }

    /// Counts one request in the open hour, or what it adds where some of its like are free.
    mutating func count(
        _ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64, _ amount: Waste? = nil
    ) {
        let place = hour.ringIndex(window)
        cells[place] += amount ?? Waste(event)
        if amount?.requests == 0 { return }
        let (address, agent) = (event.address.range, event.agent.range)
        clients.count(event.client(in: block), at: place) {
            (Text.string(block, address), agent.isEmpty ? nil : Text.string(block, agent))
        }
        examples.add(event, block, file: file, hour: hour)
    }

    /// Forgets what was counted in an hour of the window.
    mutating func clear(_ hour: Int64) {
        cells[hour.ringIndex(window)] = Waste()
        clients.clear(hour.ringIndex(window))
        examples.forget(hour)
    }

    /// Empties the place of the next hour.
    mutating func open(_ hour: Int64) {
        cells[hour.ringIndex(window)] = Waste()
        clients.clear(hour.ringIndex(window))
        examples.forget(before: hour - Int64(window) + 1)
    }

    /// Adds hours to what an episode sums.
    func add<Worst>(_ hours: ClosedRange<Int64>, to episode: inout Episode<Worst>) {
        for hour in hours {
            episode.waste += self[hour]
            clients.add(hour.ringIndex(window), from: Grid.hours.start(hour), to: &episode.clients)
        }
        examples.fill(&episode.examples, from: hours)
    }
}

extension Waste {
    /// What one request costs.
    init(_ event: RequestEvent) {
        self.init(requests: 1, bytes: max(0, event.bytes), serverMilliseconds: max(0, Int64(event.duration)))
    }
}

extension CountedHours: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.codeRing(&cells)
        coder.code(&clients)
        coder.code(&examples)
    }
}
