internal import AccessLog

/// The minutes that lines still add to: the present one line by line, those behind it (or, where stamps are starts, before
/// it) by what requests reach over its border.
///
///     closed │ open, at most `reach` minutes │ present        stamps are ends
///            │ only those that may turn out  │ a cell for
///            │ overloaded keep their cells   │ each key
///
/// A line finds the cell of its key by a number that the key keeps; the number holds if the cell there is the key's.
struct OverloadMinutes: ~Copyable {
    /// Keys of a past minute that are kept, those with the most server time first.
    static let most = 4096
    /// Requests of a key in one minute that are worth an example.
    private static let exampleRequests: UInt32 = 60

    /// A past minute that may turn out overloaded, or one whose sums are all that is left.
    struct Past {
        var minute = Int64.min
        var totals = OverloadTotals()
        var cells: [OverloadCell] = []
        var seconds: [OverloadSeconds] = []
        var examples: [Example] = []
        /// The cells of the minute before it, for peaks over the border.
        var cellsBefore: [OverloadCell] = []
        var secondsBefore: [OverloadSeconds] = []
    }

    let rule: OverloadRule
    /// The sums of the whole log, where only a group of it is counted here.
    var whole: WholeLog?
    /// The present minute, and where it starts and ends.
    private(set) var minute = Int64.min
    private var start = Int64.min
    private(set) var end = Int64.min
    private(set) var totals = OverloadTotals()
    /// What the present line adds to the present minute, and whether its request reaches over the border.
    private var inside: Int64 = 0
    private(set) var isBeyond = false
    private var cells = Slab<OverloadCell>()
    private(set) var used = 0
    private var before = Slab<OverloadCell>()
    private var usedBefore = 0
    private var seconds = Slab<OverloadSeconds>()
    private var usedSeconds = 0
    private var secondsBefore = Slab<OverloadSeconds>()
    private var usedSecondsBefore = 0
    private var examples: [Example] = []
    /// Server time of a key in one minute that is worth an example, milliseconds.
    private let exampleBusy: Int64
    private var past = [Past](repeating: Past(), count: OverloadReach.size)
    /// The last minute that was closed with its cells.
    private var lastClosed = Past()
    /// The first minute that is not closed.
    var nextToClose = Int64.max
    var reach = OverloadReach()
    var keyReaches = OverloadKeyReaches()
    private(set) var pushes = OverloadPushes()
    var history = OverloadHistory()
    /// Lines without a key.
    var others = Waste()
    var overloaded: Int64 = 0
    /// Clients are told apart up to this minute: as long as one that was near an overload may be open.
    private var alarmedUntil = Int64.min
    private(set) var isAlarmed = false
    /// Keys that have counts of clients.
    var talliedKeys: [Int32] = []

    init(_ rule: OverloadRule) {
        self.rule = rule
        exampleBusy = rule.busyLimit < .max ? max(1, Int64(rule.options.sharePercent) * rule.busyLimit / 800) : .max
    }

    // MARK: - Lines

    /// Counts a line of the present minute for all keys.
    @inline(__always)
    mutating func count(_ event: RequestEvent) {
        totals.requests += 1
        if event.status >= 500, event.status < 600 { totals.errors += 1 }
        let duration = min(Int64(event.duration), rule.longest)
        guard duration >= 0 else {
            totals.untimed += 1
            inside = 0
            isBeyond = false
            return
        }
        inside = min(duration, rule.isEndLogged ? event.time - start : end - event.time)
        totals.busy += inside
        isBeyond = duration > inside
    }

    /// Counts the same line for its key, in a cell.
    ///
    /// - Returns: whether a key that has no example of this minute is to get one: an overload is near, or the key alone does much. What
    ///   other keys do in the same minute has no part in it.
    @inline(__always)
    mutating func count(_ event: RequestEvent, in number: Int) -> Bool {
        let second = Int(truncatingIfNeeded: event.time - start) / 1000
        // Safe: cells stay where they are, and none goes away meanwhile.
        let cell = unsafe cells.address(number)
        if unsafe cell.pointee.count(second: second, busy: inside, bytes: max(0, event.bytes)) {
            countSecond(second, number)
        }
        guard unsafe cell.pointee.example < 0 else { return false }
        return unsafe isAlarmed || cell.pointee.requests >= Self.exampleRequests || cell.pointee.busy >= exampleBusy
    }

    @inline(never)
    private mutating func countSecond(_ second: Int, _ cell: Int) {
        if cells[cell].seconds < 0 {
            if usedSeconds == seconds.count { seconds.append(OverloadSeconds()) }
            cells[cell].move(to: usedSeconds, &seconds[usedSeconds])
            usedSeconds += 1
        }
        seconds[Int(cells[cell].seconds)].add(second)
    }

    /// The cell of a key: the one of that number if it is the key's, else a new one.
    @inline(__always)
    mutating func cell(_ number: UInt32, of hash: UInt64, key: Int) -> Int {
        if Int(number) < used, cells[Int(number)].hash == hash { return Int(number) }
        if used < cells.count {
            cells[used].begin(hash: hash, key: key)
        } else {
            cells.append(OverloadCell(hash: hash, key: key))
        }
        used += 1
        return used - 1
    }

    /// Asks for the memory of the cell of a number.
    @inline(__always)
    func prefetch(_ number: UInt32) {
        if Int(number) < used { cells.prefetch(Int(number), lines: 1) }
    }

    mutating func keep(_ example: Example, in cell: Int) {
        cells[cell].example = Int32(examples.count)
        examples.append(example)
    }

    /// What the request of a line holds of other minutes: `[start, end)`, nothing before the log.
    func beyond(_ event: RequestEvent) -> Range<Int64>? {
        let duration = min(Int64(event.duration), rule.longest)
        let (from, to) = rule.isEndLogged ? (event.time - duration, start) : (end, event.time + duration)
        let first = max(from, nextToClose * OverloadRule.minute)
        return first < to ? first..<to : nil
    }

    /// Takes a delivery to a key.
    mutating func invite(_ event: RequestEvent) {
        let needed = nextToClose == .max ? .min : nextToClose - OverloadRule.invitation
        pushes.add(event.key, minute: OverloadRule.index(event.time), needed: needed)
    }

    /// Forgets the lines of the open minutes that were kept as examples.
    mutating func forgetExamples() {
        for place in examples.indices { examples[place].target = "" }
        for minute in past.indices {
            for place in past[minute].examples.indices { past[minute].examples[place].target = "" }
        }
        for place in lastClosed.examples.indices { lastClosed.examples[place].target = "" }
    }

    // MARK: - Minutes

    /// Takes the sums of the present minute over all keys, of which only some are counted here.
    mutating func take(_ totals: OverloadTotals) { self.totals = totals }

    /// Opens the minutes of a log that starts then, if that is not done.
    mutating func open(from first: Int64) {
        if nextToClose == .max { nextToClose = OverloadRule.index(first) }
    }

    /// Ends the present minute: what is known now tells whether it may turn out overloaded.
    mutating func pass() {
        guard minute > .min else { return }
        let place = OverloadReach.place(minute)
        past[place].minute = minute
        past[place].totals = totals
        if used > 0 {
            history.begin(minute, keys: used)
            if history.isOpen {
                for index in 0..<used { history.add(key: cells[index].key, requests: cells[index].requests) }
            }
        }
        if rule.busyLimit < .max || mayBeStressed(minute) { keepCells(place) }
        if rule.isNear(totals) { alarmedUntil = minute + Int64(OverloadReach.size) }
        swap(&cells, &before)
        swap(&seconds, &secondsBefore)
        (usedBefore, usedSecondsBefore) = (used, usedSeconds)
        (used, usedSeconds) = (0, 0)
        examples.removeAll(keepingCapacity: true)
    }

    /// Whether a minute's cells, or those before the next one's, are needed by what is known now.
    private func mayBeStressed(_ minute: Int64) -> Bool {
        guard let whole else { return !rule.stress(totals, busy: totals.busy).isEmpty }
        // The next minute may have no line here that would bring the cells before it along.
        return [minute, minute + 1].contains { minute in
            let known = whole.minute(minute)
            return !rule.stress(known.totals, busy: known.totals.busy + known.beyond).isEmpty
        }
    }

    private mutating func keepCells(_ place: Int) {
        past[place].cells = Self.copy(cells, used)
        past[place].seconds = Self.copy(seconds, usedSeconds)
        past[place].examples = examples
        let previous = OverloadReach.place(minute - 1)
        if past[previous].minute == minute - 1, !past[previous].cells.isEmpty {
            past[place].cellsBefore = past[previous].cells
            past[place].secondsBefore = past[previous].seconds
        } else {
            past[place].cellsBefore = Self.copy(before, usedBefore)
            past[place].secondsBefore = Self.copy(secondsBefore, usedSecondsBefore)
        }
    }

    /// The cells with the most server time, then requests, where there are too many.
    private static func copy(_ cells: borrowing Slab<OverloadCell>, _ count: Int) -> [OverloadCell] {
        var copy: [OverloadCell] = []
        copy.reserveCapacity(count)
        for index in 0..<count { copy.append(cells[index]) }
        guard count > most else { return copy }
        copy.sort { ($0.busy, $0.requests, $0.hash) > ($1.busy, $1.requests, $1.hash) }
        return Array(copy.prefix(most))
    }

    private static func copy(_ seconds: borrowing Slab<OverloadSeconds>, _ count: Int) -> [OverloadSeconds] {
        var copy: [OverloadSeconds] = []
        copy.reserveCapacity(count)
        for index in 0..<count { copy.append(seconds[index]) }
        return copy
    }

    /// Closes a minute: what is left of it, which is nothing for one without lines.
    mutating func takePast(_ minute: Int64) -> Past {
        let place = OverloadReach.place(minute)
        guard past[place].minute == minute else {
            var empty = Past()
            if lastClosed.minute == minute - 1 {
                (empty.cellsBefore, empty.secondsBefore) = (lastClosed.cells, lastClosed.seconds)
            }
            return empty
        }
        let taken = past[place]
        past[place] = Past()
        if !taken.cells.isEmpty || !lastClosed.cells.isEmpty { lastClosed = taken }
        return taken
    }

    /// Begins the minute of an instant.
    mutating func begin(_ time: Int64) {
        let next = OverloadRule.index(time)
        if next != minute + 1 { (usedBefore, usedSecondsBefore) = (0, 0) }
        minute = next
        start = next * OverloadRule.minute
        end = start + OverloadRule.minute
        totals = OverloadTotals()
        isAlarmed = whole?.isAlarmed(next) ?? (next <= alarmedUntil)
    }
}

extension OverloadMinutes {
    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&minute)
        coder.code(&start)
        coder.code(&end)
        coder.code(&totals)
        coder.code(&inside)
        coder.code(&isBeyond)
        cells.code(&coder, count: used, blank: { .blank }) { $0.code(&$1) }
        before.code(&coder, count: usedBefore, blank: { .blank }) { $0.code(&$1) }
        seconds.code(&coder, count: usedSeconds, blank: { .blank }) { $0.code(&$1) }
        secondsBefore.code(&coder, count: usedSecondsBefore, blank: { .blank }) { $0.code(&$1) }
        if coder.isReading {
            (used, usedBefore, usedSeconds, usedSecondsBefore) = (
                cells.count, before.count, seconds.count, secondsBefore.count
            )
        }
        coder.code(&examples)
        coder.codeRing(&past)
        coder.code(&lastClosed)
        coder.code(&nextToClose)
        coder.code(&reach)
        keyReaches.code(&coder)
        coder.code(&pushes)
        coder.code(&history)
        coder.code(&others)
        coder.code(&overloaded)
        coder.code(&alarmedUntil)
        coder.code(&isAlarmed)
        coder.code(&talliedKeys)
    }
}

extension OverloadMinutes.Past: StateElement {
    static var blank: Self { OverloadMinutes.Past() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&minute)
        coder.code(&totals)
        coder.code(&cells)
        coder.code(&seconds)
        coder.code(&examples)
        coder.code(&cellsBefore)
        coder.code(&secondsBefore)
    }
}

extension OverloadTotals: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&requests)
        coder.code(&errors)
        coder.code(&untimed)
        coder.code(&busy)
    }
}
