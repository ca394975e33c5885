internal import AccessLog

/// The last 24 hours of one key's fetches on one route, and the episodes that they make.
///
///     ring of 25:  h-24 | h-23 … h-1 | h      the 24 hours that end with h decide at the end of h
///
/// Hours are closed when the next line of the route comes, or at the end: nothing that another route does matters here.
struct RepeatedFetchWindow {
    static let ring = 25

    struct Cell {
        var fetches: UInt32 = 0
        var duplicates: UInt32 = 0
        var tolerated: UInt32 = 0
        var pushes: UInt32 = 0
    }

    /// The hour that lines are counted in now.
    private(set) var hour: Int64
    /// What that hour holds so far. What every line touches stands first, so that it shares a cache line.
    private var open = Cell()
    /// What only a route with excess needs.
    private(set) var suspect: RepeatedFetchSuspect?
    var sizes = SizeHistogram()
    private(set) var label: EpisodeLabel
    private var fetches: Int64 = 0
    private var duplicates: Int64 = 0
    private var tolerated: Int64 = 0
    /// What only a route with parallel duplicates needs.
    private var parallel: ParallelDuplicates?
    private var cells = InlineArray<25, Cell>(repeating: Cell())

    /// Where the cell of an hour lies, in bytes.
    static func cellOffset(_ hour: Int64) -> Int {
        cellsOffset + hour.ringIndex(ring) * MemoryLayout<Cell>.stride
    }

    /// Where it says whether there are parallel duplicates, which the end of an hour asks for.
    static let parallelOffset = MemoryLayout<RepeatedFetchWindow>.offset(of: \.parallel) ?? 0

    private static let cellsOffset = MemoryLayout<RepeatedFetchWindow>.offset(of: \.cells) ?? 0

    init(label: EpisodeLabel, hour: Int64) {
        self.label = label
        self.hour = hour
    }

    mutating func countFetch() { open.fetches += 1 }
    mutating func countTolerated() { open.tolerated += 1 }
    mutating func countPush() { open.pushes += 1 }

    /// Whether nothing is open.
    var isQuiet: Bool { suspect?.isQuiet ?? true && parallel?.isQuiet ?? true }

    /// Counts a parallel duplicate.
    mutating func countDuplicate(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        open.duplicates += 1
        if parallel == nil {
            beginSums()
            parallel = ParallelDuplicates()
        }
        parallel?.count(event, block, file: file, hour: hour)
    }

    /// The suspect, made at the first excess.
    mutating func suspectForExcess() -> Uncounted<RepeatedFetchSuspect> {
        if let suspect { return Uncounted(suspect) }
        let made = RepeatedFetchSuspect()
        beginSums()
        suspect = made
        return Uncounted(made)
    }

    /// Makes the sums those of the 24 hours before the present one, unless somebody keeps them already.
    private mutating func beginSums() {
        guard suspect == nil, parallel == nil else { return }
        (fetches, duplicates, tolerated) = (0, 0, 0)
        for past in hour - 24..<hour {
            let cell = cells[past.ringIndex(Self.ring)]
            fetches += Int64(cell.fetches)
            duplicates += Int64(cell.duplicates)
            tolerated += Int64(cell.tolerated)
        }
    }

    /// Has every hour judged, also those without excess.
    mutating func judgeEveryHour() { _ = suspectForExcess() }

    /// Closes the hours before `next`.
    mutating func advance(
        to next: Int64, _ rule: RepeatedFetchRule, _ duplicatesRule: ParallelDuplicatesRule,
        into findings: inout FindingSink
    ) {
        guard suspect != nil || parallel != nil else { return skip(to: next) }
        while hour < next {
            close(rule, duplicatesRule, into: &findings)
            hour += 1
            if fetches == 0, isQuiet { hour = next }
        }
    }

    /// Without excess and duplicates nothing is judged, so hours are only put away; the sums are made when a suspect needs them.
    private mutating func skip(to next: Int64) {
        guard hour < next else { return }
        var place = hour.ringIndex(Self.ring)
        cells[place] = open
        open = Cell()
        for _ in 0..<min(Int64(Self.ring), next - hour) {
            place = place + 1 == Self.ring ? 0 : place + 1
            cells[place] = Cell()
        }
        hour = next
    }

    private mutating func close(
        _ rule: RepeatedFetchRule, _ duplicatesRule: ParallelDuplicatesRule, into findings: inout FindingSink
    ) {
        slide()
        cells[(hour + 1).ringIndex(Self.ring)] = Cell()
        cells[hour.ringIndex(Self.ring)] = open
        open = Cell()
        if let parallel, !parallel.close(hour, fetches: fetches, duplicatesRule, label, into: &findings) {
            self.parallel = nil
        }
        guard let suspect else { return }
        suspect.closeHour(hour)
        suspect.evaluate(evaluation(end: Grid.hours.end(hour), rule), rule, label, into: &findings)
        suspect.openHour(hour + 1)
    }

    /// Makes the sums those of the 24 hours that end with the present one.
    private mutating func slide() {
        let oldest = cells[(hour + 1).ringIndex(Self.ring)]
        fetches += Int64(open.fetches) - Int64(oldest.fetches)
        duplicates += Int64(open.duplicates) - Int64(oldest.duplicates)
        tolerated += Int64(open.tolerated) - Int64(oldest.tolerated)
    }

    private mutating func evaluation(end: Int64, _ rule: RepeatedFetchRule) -> RepeatedFetchSuspect.Evaluation {
        RepeatedFetchSuspect.Evaluation(
            hour: hour, end: end, fetches: fetches, duplicates: duplicates, tolerated: tolerated,
            pushes: rule.hasPushLog ? pushes : nil, isSizeFixed: sizes.isFixed(), isSingleSize: sizes.isSingleSize)
    }

    /// Deliveries in the 24 hours that end with the present one.
    private var pushes: Int64 {
        (hour - 23...hour).reduce(Int64(open.pushes)) { $0 + Int64(cells[$1.ringIndex(Self.ring)].pushes) }
    }

    /// Ends with the log: evaluates the unfinished hour, where only an observation may start, and hands out what is open.
    mutating func finish(
        at lastTime: Int64, _ rule: RepeatedFetchRule, _ duplicatesRule: ParallelDuplicatesRule,
        into findings: inout FindingSink
    ) {
        advance(to: Grid.hours.index(lastTime), rule, duplicatesRule, into: &findings)
        guard suspect != nil || parallel != nil else { return }
        slide()
        parallel?.finish(hour, at: lastTime, fetches: fetches, duplicatesRule, label, into: &findings)
        guard let suspect else { return }
        suspect.finish(evaluation(end: lastTime, rule), rule, label, into: &findings)
    }
}

extension RepeatedFetchWindow: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&hour)
        coder.code(&open)
        coder.code(&suspect)
        coder.code(&sizes)
        EpisodeLabel.code(&label, &coder)
        coder.code(&fetches)
        coder.code(&duplicates)
        coder.code(&tolerated)
        coder.code(&parallel)
        for place in cells.indices { coder.code(&cells[place]) }
    }
}

extension RepeatedFetchWindow.Cell: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading, fetches | duplicates | tolerated | pushes == 0 {
            _ = coder.passZeros(4)
            return
        }
        coder.code(&fetches)
        coder.code(&duplicates)
        coder.code(&tolerated)
        coder.code(&pushes)
    }
}
