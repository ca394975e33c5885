internal import AccessLog
internal import CMemory

/// A route on which a key fetched more than is free: the excess of the last 24 hours, and the open episodes.
final class RepeatedFetchSuspect {
    /// What the window hands over at the end of an hour.
    struct Evaluation {
        var hour: Int64
        var end: Int64
        var fetches: Int64
        var duplicates: Int64
        var tolerated: Int64
        var pushes: Int64?
        var isSizeFixed: Bool
        var isSingleSize: Bool
    }

    /// Excess of one kind of evidence.
    struct Excess {
        var count: Int64 = 0
        var bytes: Int64 = 0
        var milliseconds: Int64 = 0

        static func += (left: inout Excess, right: Excess) {
            left.count += right.count
            left.bytes += right.bytes
            left.milliseconds += right.milliseconds
        }

        static func -= (left: inout Excess, right: Excess) {
            left.count -= right.count
            left.bytes -= right.bytes
            left.milliseconds -= right.milliseconds
        }
    }

    /// Excess of one hour, or of 24.
    struct Cell {
        var tagged = Excess()
        var sized = Excess()

        /// What counts where sizes prove something, or do not.
        func counted(isSizeFixed: Bool) -> Excess {
            guard !isSizeFixed else { return tagged }
            var sum = tagged
            sum += sized
            return sum
        }
    }

    /// First of all, so that its address is found without a look at the rest.
    private var resources = ExcessResources()
    private var cells = InlineArray<25, Cell>(repeating: Cell())
    private var window = Cell()
    private var clients = ClientTally(hours: RepeatedFetchWindow.ring)
    private var examples = ExampleLog()
    private var observation: Episode<RepeatedFetchEvidence>?
    private var finding: Episode<RepeatedFetchEvidence>?

    /// Asks for what one more excess fetch touches of the suspect at an address: the cell of an hour, and what lies around the cells.
    @inline(__always)
    static func prefetch(_ suspect: UnsafeRawPointer, _ cell: Int) {
        let cells = unsafe suspect + header + MemoryLayout<ExcessResources>.stride
        // Safe: prefetching reads nothing.
        unsafe abuse_scan_prefetch(suspect)
        unsafe abuse_scan_prefetch(cells + cell * MemoryLayout<Cell>.stride)
        let behind = unsafe cells + RepeatedFetchWindow.ring * MemoryLayout<Cell>.stride
        for line in 0..<3 { unsafe abuse_scan_prefetch(behind + 64 * line) }
    }

    /// Asks for a place of its resources.
    @inline(__always)
    static func prefetch(_ suspect: UnsafeRawPointer, resource: Int) {
        // Safe: the object holds the address of an array, which is only asked for.
        guard let list = unsafe suspect.load(fromByteOffset: header, as: UnsafeRawPointer?.self) else { return }
        unsafe abuse_scan_prefetch(list)
        unsafe ExcessResources.prefetch(list, resource)
    }

    /// Bytes of an object before its first field.
    private static let header = 16

    /// Whether nothing is left that time could change.
    var isQuiet: Bool { observation == nil && finding == nil && window.tagged.count + window.sized.count == 0 }

    /// Counts one excess fetch in the hour that is open.
    func count(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64, isTagged: Bool) {
        let place = hour.ringIndex(RepeatedFetchWindow.ring)
        let excess = Excess(count: 1, bytes: event.bytes, milliseconds: max(0, Int64(event.duration)))
        if isTagged { cells[place].tagged += excess } else { cells[place].sized += excess }
        let (address, agent) = (event.address.range, event.agent.range)
        clients.count(event.client(in: block), at: place) {
            (Text.string(block, address), agent.isEmpty ? nil : Text.string(block, agent))
        }
        examples.add(event, block, file: file, hour: hour)
    }

    /// Whether a resource has had no excess here yet.
    func isUnknown(_ entry: ResourceEntry) -> Bool { resources.hasRoom && resources.place(of: entry) == nil }

    /// Lists a resource with excess, while there is room.
    func list(_ entry: inout ResourceEntry, target: Span<UInt8>) {
        resources.list(&entry, target: target)
    }

    /// Notes which resource an excess fetch was of.
    func note(_ entry: ResourceEntry, _ event: RequestEvent) { resources.note(entry, event) }

    /// Notes a parallel duplicate of a resource that has excess already.
    func see(_ entry: ResourceEntry, _ event: RequestEvent) { resources.see(entry, event) }

    func closeHour(_ hour: Int64) {
        let cell = cells[hour.ringIndex(RepeatedFetchWindow.ring)]
        window.tagged += cell.tagged
        window.sized += cell.sized
        let oldest = (hour + 1).ringIndex(RepeatedFetchWindow.ring)
        window.tagged -= cells[oldest].tagged
        window.sized -= cells[oldest].sized
        examples.forget(before: hour - 23)
    }

    func openHour(_ hour: Int64) {
        let place = hour.ringIndex(RepeatedFetchWindow.ring)
        cells[place] = Cell()
        clients.clear(place)
        if observation == nil, finding == nil, window.tagged.count + window.sized.count == 0 {
            resources = ExcessResources()
        }
    }

    func evaluate(
        _ at: Evaluation, _ rule: RepeatedFetchRule, _ label: EpisodeLabel, into findings: inout FindingSink
    ) {
        let excess = window.counted(isSizeFixed: at.isSizeFixed)
        let inHour = cells[at.hour.ringIndex(RepeatedFetchWindow.ring)].counted(isSizeFixed: at.isSizeFixed)
        let figures = RepeatedFetchRule.Figures(
            fetches: at.fetches - at.duplicates, excess: excess.count, tagged: window.tagged.count)
        let day = findings.day(at: at.end)
        let wasSeen = observation != nil
        if let ended = step(&observation, .observation, figures, excess, inHour, at, rule, day), !ended.hasFinding {
            findings.take(make(ended, .observation, label, at.end))
        }
        let before = finding?.started
        if let ended = step(&finding, .finding, figures, excess, inHour, at, rule, day) {
            findings.take(make(ended, .finding, label, at.end))
        }
        if before == nil, finding != nil {
            finding?.firstSeen = observation?.started
            observation?.hasFinding = true
        }
        announce(wasSeen: wasSeen, wasOpen: before != nil, label, into: &findings)
        guard at.fetches > 0 else { return }
        findings.trace(.repeatedFetch, label, episode: before ?? finding?.started) {
            rule.evaluation(
                figures, at, inHour: inHour.count, all: window.tagged.count + window.sized.count)
        }
    }

    /// Tells of what has begun with an evaluation.
    private func announce(wasSeen: Bool, wasOpen: Bool, _ label: EpisodeLabel, into findings: inout FindingSink) {
        if !wasOpen, let finding {
            findings.announce { make(finding, .finding, label, nil) }
        } else if !wasSeen, let observation {
            findings.announce { make(observation, .observation, label, nil) }
        }
    }

    /// Moves one machine by one evaluation.
    ///
    /// - Returns: the episode if it ended now.
    private func step(
        _ episode: inout Episode<RepeatedFetchEvidence>?, _ level: RepeatedFetchRule.Level,
        _ figures: RepeatedFetchRule.Figures, _ excess: Excess, _ inHour: Excess, _ at: Evaluation,
        _ rule: RepeatedFetchRule, _ day: Int64
    ) -> Episode<RepeatedFetchEvidence>? {
        let trigger = rule.trigger(figures, level)
        // Taken out, since what two hold is copied whole at the first change.
        guard var open = episode.take() else {
            guard let trigger, inHour.count >= 1 else { return nil }
            episode = start(figures, rule.threshold(trigger, level), excess, at)
            episode?.charge(rule.points(figures, isSingleSize: at.isSingleSize), on: day)
            return nil
        }
        if excess.count > open.worst.excess { open.worst = evidence(figures, excess, at) }
        if trigger != nil, inHour.count >= 1 {
            open.charge(rule.points(figures, isSingleSize: at.isSingleSize), on: day)
        }
        add(inHour, at.hour...at.hour, to: &open)
        open.quietEvaluations = rule.trigger(figures, level, halved: true) == nil ? open.quietEvaluations + 1 : 0
        if open.quietEvaluations == 24 {
            episode = nil
            return open
        }
        episode = open
        return nil
    }

    private func start(
        _ figures: RepeatedFetchRule.Figures, _ threshold: Int64, _ excess: Excess, _ at: Evaluation
    ) -> Episode<RepeatedFetchEvidence> {
        var episode = Episode(
            started: at.end, observed: figures.excess, threshold: threshold, worst: evidence(figures, excess, at))
        add(excess, at.hour - 23...at.hour, to: &episode)
        return episode
    }

    /// Adds hours to what an episode sums.
    private func add(_ excess: Excess, _ hours: ClosedRange<Int64>, to episode: inout Episode<RepeatedFetchEvidence>) {
        episode.waste.requests += excess.count
        episode.waste.bytes += excess.bytes
        episode.waste.serverMilliseconds += excess.milliseconds
        for hour in hours {
            let place = hour.ringIndex(RepeatedFetchWindow.ring)
            clients.add(place, from: Grid.hours.start(hour), to: &episode.clients)
        }
        examples.fill(&episode.examples, from: hours)
    }

    private func evidence(
        _ figures: RepeatedFetchRule.Figures, _ excess: Excess, _ at: Evaluation
    ) -> RepeatedFetchEvidence {
        RepeatedFetchEvidence(
            fetches: at.fetches, excess: excess.count, tolerated: at.tolerated, excessBytes: excess.bytes,
            duplicates: at.duplicates, sharePercent: 100 * excess.count / max(1, figures.fetches),
            isEntityTag: figures.isEntityTag, pushes: at.pushes, resources: [],
            windowStart: Grid.hours.start(at.hour - 23),
            windowEnd: at.end)
    }

    private func make(
        _ episode: Episode<RepeatedFetchEvidence>, _ kind: Finding.Kind, _ label: EpisodeLabel, _ ended: Int64?
    ) -> Finding {
        var evidence = episode.worst
        evidence.resources = resources.worst
        return episode.finding(
            kind, .repeatedFetch, label, ended: ended, unit: "excess_per_24h", evidence: .repeatedFetch(evidence))
    }

    /// The end of the log: the unfinished hour may start an observation; what is open is handed out.
    func finish(_ at: Evaluation, _ rule: RepeatedFetchRule, _ label: EpisodeLabel, into findings: inout FindingSink) {
        let cell = cells[at.hour.ringIndex(RepeatedFetchWindow.ring)]
        if observation == nil {
            var sum = window
            sum.tagged += cell.tagged
            sum.sized += cell.sized
            let oldest = cells[(at.hour + 1).ringIndex(RepeatedFetchWindow.ring)]
            sum.tagged -= oldest.tagged
            sum.sized -= oldest.sized
            let excess = sum.counted(isSizeFixed: at.isSizeFixed)
            let figures = RepeatedFetchRule.Figures(
                fetches: at.fetches - at.duplicates, excess: excess.count, tagged: sum.tagged.count)
            if let trigger = rule.trigger(figures, .observation), cell.counted(isSizeFixed: at.isSizeFixed).count >= 1 {
                observation = start(figures, rule.threshold(trigger, .observation), excess, at)
            }
        }
        if let observation, !observation.hasFinding { findings.take(make(observation, .observation, label, nil)) }
        if let finding { findings.take(make(finding, .finding, label, nil)) }
        observation = nil
        finding = nil
    }
}

extension RepeatedFetchSuspect: StateElement {
    static var blank: RepeatedFetchSuspect { RepeatedFetchSuspect() }

    func code(_ coder: inout StateCoder) {
        for place in cells.indices { coder.code(&cells[place]) }
        coder.code(&window)
        coder.code(&clients)
        coder.code(&examples)
        coder.code(&resources)
        coder.code(&observation)
        coder.code(&finding)
    }
}

extension RepeatedFetchSuspect.Cell: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&tagged)
        coder.code(&sized)
    }
}

extension RepeatedFetchSuspect.Excess: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&count)
        coder.code(&bytes)
        coder.code(&milliseconds)
    }
}
