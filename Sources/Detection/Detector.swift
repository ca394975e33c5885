public import AccessLog

/// Turns requests in canonical order into findings: state in, findings out, no clock but the lines' own.
///
///     event ─┬─ write? ────────────► Touches
///            ├─ counted by quotas? ► QuotaCount            (quota, scope)    rule D
///            ├─ every one ─────────► OverloadMinutes       (minute, key)     rule C1
///            ├─ no key? ───────────► UnidentifiedSources
///            ├─ of a key ──────────► RouteTraffic          (key, route)      rule C2
///            └─ GET, HEAD of a key ┬► RepeatedFetchWindow   (key, route)     rule A
///                                  └► PollingTarget         (key, target)    rule B, round the clock
///
/// Windows are closed when their next line comes, so the work follows the lines, not the hours that pass.
public struct Detector: ~Copyable {
    let options: DetectionOptions
    let fetchRule: RepeatedFetchRule
    let pollingRule: PollingRule
    let roundTheClockRule: RoundTheClockRule
    let closedDoorRule: ClosedDoorRule
    let ignoredBackoffRule: IgnoredBackoffRule
    let fanOutRule: FanOutRule
    let walkRule: WastefulScanRule
    let pageReader: PageReader
    let duplicatesRule: ParallelDuplicatesRule
    /// Rule A's hours.
    var hours = GridClock(.hours)
    /// Rule B's blocks: the usual ones first, then those of routes with a shortest interval of their own.
    var blocks: [GridClock]
    /// Which of them a route of the policy has; the first stands for unlisted routes.
    let blocksOfRoute: [Int]
    private let isEndLogged: Bool
    /// What of keys must not be shown.
    let secrets: KeySecrets
    let longestBlock: Int64
    /// What the rules ask of a route; the first stands for unlisted routes.
    let attributes: [Attributes]
    /// What the policy says of pages; the first stands for unlisted routes.
    let pagesOfRoute: [RoutePages]
    let idNames: ParameterNames
    let filterNames: ParameterNames
    /// By the policy's routes that have a bulk alternative: items in one answer of it, 0 where that is not known.
    let bulkPages: [String: Int64]

    struct Attributes {
        let watch: Bool
        let comparesContent: Bool
        let push: PushState

        init(_ rule: RouteRule) {
            watch = rule.watch
            comparesContent = rule.fingerprint == .auto
            push = rule.push
        }
    }

    var url: CanonicalURL
    var days: LocalDays
    var touches = Touches()
    var keys = FlatTable<KeyTotal>(minimumCapacity: 1024)
    var states = Slab<KeyState>()
    var freeStates: [Int32] = []
    var routes = Slab<KeyRoute>()
    var freeRoutes: [Int32] = []
    var bursts = Slab<FanOutBurst>()
    var freeBursts: [Int32] = []
    /// The lists of routes by their text.
    var listRoutes: [String: ListRoute?] = [:]
    /// What the bursts that are followed are counted in, by their numbers.
    var fanOuts: [FanOutCounts?] = []
    /// Those that nothing is counted in at present.
    var spareFanOuts: [FanOutCounts] = []
    /// Where the cache lines of a route begin that each line touches, and where it names its suspect and the bursts of its items.
    let routeLines = KeyRoute.linesOffset
    let fetchesOffset = MemoryLayout<KeyRoute>.offset(of: \.fetches) ?? 0
    let suspectOffset = MemoryLayout<KeyRoute>.offset(of: \.fetches.suspect) ?? 0
    let itemsOffset = MemoryLayout<KeyRoute>.offset(of: \.scans.items) ?? 0
    var routePlaces = FlatTable<NumberedHash>(minimumCapacity: 1024)
    var resources = FlatTable<ResourceEntry>(minimumCapacity: 4096)
    var targets: [HotTarget?] = []
    var freeTargets: [Int32] = []
    /// How many of them there may be.
    var mostTargets: Int
    /// Whether some key has more resources than are followed.
    var hasCapped = false
    var nextSweep = Int64.min
    var sink: FindingSink
    var unidentified = UnidentifiedSources()
    var quotas: QuotaCounts
    var faults = FaultyHours()
    var overload: OverloadMinutes
    /// Deliveries by push, where there is a log of them.
    let pushes: PushBook?
    var extent = LogExtent()
    /// What is known of the whole log, where only a group of it is seen here.
    var whole: WholeLog?
    /// Sums for reports; `nil` where nobody keeps them.
    let rollUps: RollUpTally?
    let limits: MemoryLimits
    var report = MemoryReport()
    var linesUntilLook: Int
    /// Lines until shards are looked at.
    var linesUntilDivision: Int
    /// What is judged here, and who judges the rest.
    let part: Part
    let shards: DetectorShards?
    /// What they are given next.
    var shardRequests = ShardRequests()
    /// The minutes that the shards have to pass, and which of them is next.
    var passes = MinutePasses()
    var nextPass = 0
    /// Where the heap ended at the last look.
    var heapEnd = 0
    /// What the next events were found to need.
    var upcoming = Expected.nothing
    /// Where among them the present event is.
    var present = Expected.unexpected
    /// Bytes of the snapshot that it came from; the next one will be about as long.
    var snapshotSize = 0

    /// A poll target that is counted, and the entry that it belongs to.
    struct HotTarget {
        let hash: UInt64
        let target: PollingTarget
    }

    /// Makes a detector without any past.
    ///
    /// - Parameters:
    ///   - options: the policy's thresholds and routes.
    ///   - zone: the contract's zone, for local days.
    ///   - limits: how much state is kept.
    ///   - trace: the key to explain; findings do not depend on it.
    ///   - isSharded: whether installations may be judged side by side, if nothing of them is asked for before the end. It is
    ///     without effect where sums are kept, deliveries are known, or a key is explained.
    public init(
        _ options: DetectionOptions, zone: TimeZoneRules, limits: MemoryLimits = .usual, trace: TraceRequest? = nil,
        isSharded: Bool = false
    ) {
        let isSharded = isSharded && trace == nil && !options.hasPushLog && !options.keepsRollUps
        self.init(options, zone, limits, trace, isSharded ? .common : .whole)
    }

    init(
        _ options: DetectionOptions, _ zone: TimeZoneRules, _ limits: MemoryLimits, _ trace: TraceRequest?, _ part: Part
    ) {
        self.options = options
        self.limits = limits
        self.part = part
        shards = part == .common ? DetectorShards(options, zone, limits) : nil
        linesUntilLook = limits.linesBetweenLooks
        linesUntilDivision = limits.division
        mostTargets = limits.targets
        fetchRule = RepeatedFetchRule(options.repeatedFetch, hasPushLog: options.hasPushLog)
        isEndLogged = options.logTime == .end
        secrets = options.keySecrets
        pollingRule = PollingRule(options: options.polling)
        roundTheClockRule = RoundTheClockRule(options: options.roundTheClock)
        closedDoorRule = ClosedDoorRule(options: options.closedDoor)
        ignoredBackoffRule = IgnoredBackoffRule(options: options.ignoredBackoff)
        overload = OverloadMinutes(
            OverloadRule(options.overload, options.capacity, isEndLogged: options.logTime == .end))
        fanOutRule = FanOutRule(options: options.fanOut)
        walkRule = WastefulScanRule(options.wastefulScan)
        pageReader = PageReader(options.wastefulScan)
        duplicatesRule = ParallelDuplicatesRule(options: options.parallelDuplicates)
        let usual = Grid(slotSeconds: options.polling.minIntervalSeconds)
        let own = options.routes.map { $0.minIntervalSeconds.map { Grid(slotSeconds: $0) } }
        blocks = [GridClock(usual)] + own.compactMap(\.self).map { GridClock($0) }
        var next = 0
        blocksOfRoute =
            [0]
            + own.map { grid in
                next += grid == nil ? 0 : 1
                return grid == nil ? 0 : next
            }
        longestBlock = blocks.map(\.grid.block).max() ?? 0
        attributes = ([RouteRule(match: "")] + options.routes).map { Attributes($0) }
        pagesOfRoute = ([RouteRule(match: "")] + options.routes).map { RoutePages($0) }
        idNames = ParameterNames(options.fanOut.idParameters, ignoringBrackets: true)
        filterNames = ParameterNames(ParameterNames.filters)
        bulkPages = Self.bulkPages(options.routes)
        url = CanonicalURL(options.resourceURL, marking: options.markedParameters)
        days = LocalDays(zone)
        pushes = options.hasPushLog ? PushBook() : nil
        rollUps = options.keepsRollUps ? RollUpTally() : nil
        quotas = QuotaCounts(options.quotas, zone: zone, secrets)
        sink = FindingSink(
            observationsOnly: options.observationsOnly, days: days,
            recorder: trace.map { TraceRecorder($0, LocalDays(zone)) }, secrets: secrets)
    }

    /// Takes the next requests, whose texts lie in `sources`.
    mutating func consume(_ requests: Span<EventBatch.Reference>, _ sources: Span<EventBatch.Source>) {
        if sink.recorder != nil { return consumeTraced(requests, sources) }
        for place in requests.indices {
            expect(requests, behind: place)
            present = Expected.place(place)
            let source = sources[Int(requests[place].source)]
            if requests[place].role != .judge {
                touch(requests[place].event, requests[place].role)
                continue
            }
            // Safe: the batch holds the text.
            unsafe consume(requests[place].event, source.text.span, file: source.file)
        }
        present = Expected.unexpected
    }

    /// Takes the next request in canonical order, as the batch form does.
    public mutating func consume(_ event: RequestEvent, in block: Span<UInt8>, file: Int32) {
        precondition(shards == nil, "requests are divided a batch at a time")
        consume(event, block, file: file)
        if sink.recorder != nil { look(at: event, block) }
    }

    @inline(__always)
    private mutating func consume(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        if event.order == .push { return push(event, block) }
        if part == .shard {
            if !event.flags.contains(.isLate) { countMinute(event) }
        } else {
            if whole == nil, !event.flags.contains(.isLate) { extent.add(event.time, &days) }
            linesUntilLook -= 1
            if linesUntilLook == 0 {
                linesUntilLook = limits.linesBetweenLooks
                keepLimits(event.time)
            }
            if event.flags.contains(.isStampOnly) { return }
            countTraffic(event, block, file: file)
            rollUps?.count(event)
        }
        if event.order == .write { write(event, block) }
        guard event.key != 0 else {
            if part == .whole { unidentified.count(block.extracting(event.address.range)) }
            return
        }
        let key = countKey(event, block)
        countRoute(event, block, file: file, key: key)
        if let rollUps { rollUp(event, rollUps, key: key) }
        guard !event.flags.contains(.isLate), !event.flags.isDisjoint(with: [.isGet, .isHead]) else { return }
        watch(event, block, file: file, key: key)
    }

    private mutating func write(_ event: RequestEvent, _ block: Span<UInt8>) {
        guard url.read(block.extracting(event.requestTarget.range)) else { return }
        touches.write(url, isCreate: event.flags.contains(.isPost), end: end(event), now: event.time)
    }

    private mutating func countKey(_ event: RequestEvent, _ block: Span<UInt8>) -> Int {
        let expected = upcoming[present].keySlot
        let slot = keys.holds(event.key, at: expected) ? expected : keySlot(event, block)
        // Safe: nothing is put into the table meanwhile.
        let total = unsafe keys.address(slot)
        unsafe total.pointee.count(event)
        return unsafe Int(total.pointee.state)
    }

    /// The slot of a key, which is made if there is none.
    @inline(never)
    private mutating func keySlot(_ event: RequestEvent, _ block: Span<UInt8>) -> Int {
        keys.makeRoom { _ in true }
        let (slot, isNew) = keys.findOrInsert(event.key)
        if isNew {
            keys[slot].state = addState(newState(event, block))
            if limits.isOverrun(keys: keys.count) { linesUntilLook = 1 }
        }
        return slot
    }

    private mutating func newState(_ event: RequestEvent, _ block: Span<UInt8>) -> KeyState {
        let traffic = KeyTraffic(hour: Grid.hours.index(event.time), window: keyTrafficWindow)
        var state = KeyState(key: PartnerKey(event, block, &url, secrets), traffic: traffic)
        state.firstTime = event.time
        state.overload = OverloadKey(hash: event.key, born: OverloadRule.index(event.time))
        return state
    }

    private mutating func addState(_ state: KeyState) -> Int32 {
        if let free = freeStates.popLast() {
            states[Int(free)] = state
            return free
        }
        states.append(state)
        return Int32(states.count - 1)
    }

    /// Counts a GET or HEAD of a key for the rules.
    private mutating func watch(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int) {
        let rule = Int(event.route) + 1
        guard attributes[rule].watch else { return }
        let isFetch = event.flags.contains(.isGet) && attributes[rule].comparesContent
        let push = attributes[rule].push
        let isPoll = push != .none
        let expected = (resource: upcoming[present].resourceSlot, target: upcoming[present].targetSlot)
        if isFetch {
            // Safe: nothing is put into the table until the next entry is asked for. A copy would wait for itself to be written.
            let entry = unsafe resources.address(entry(event.key, event.resource, event.time, key, expected.resource))
            unsafe fetch(event, block, file: file, key: key, &entry.pointee)
            if isPoll, event.target == event.resource {
                unsafe poll(event, block, file: file, key: key, push, &entry.pointee)
            }
        }
        if isPoll, !isFetch || event.target != event.resource {
            // Safe: as above.
            let entry = unsafe resources.address(entry(event.key, event.target, event.time, key, expected.target))
            unsafe poll(event, block, file: file, key: key, push, &entry.pointee)
        }
        if event.time >= nextSweep { sweep(event.time) }
    }

    /// The slot of a key's URL, perhaps the expected one, made if there is none; it holds until the next one is asked for.
    @inline(__always)
    private mutating func entry(_ key: UInt64, _ url: UInt64, _ now: Int64, _ state: Int, _ expected: Int) -> Int {
        let hash = StableHash.join(key, url) | 1
        let slot = resources.holds(hash, at: expected) ? expected : entrySlot(hash, now, state)
        resources[slot].seen = UInt32(truncatingIfNeeded: now / 1000)
        return slot
    }

    @inline(never)
    private mutating func entrySlot(_ hash: UInt64, _ now: Int64, _ state: Int) -> Int {
        let life = life(now)
        resources.makeRoom { life.holds($0) }
        let (slot, isNew) = resources.findOrInsert(hash)
        if isNew {
            resources[slot].route = Int32(-1 - state)
            if hasCapped { states[state].distinct?.add(hash) }
        }
        return slot
    }

    /// How long a delivery is remembered, milliseconds.
    static let retention: Int64 = 26 * 3_600_000

    /// When a request began, as far as the log tells.
    func start(_ event: RequestEvent) -> Int64 {
        isEndLogged ? event.time - max(0, Int64(event.duration)) : event.time
    }

    /// When a request ended, as far as the log tells.
    func end(_ event: RequestEvent) -> Int64 {
        !isEndLogged ? event.time + max(0, Int64(event.duration)) : event.time
    }

    /// The place of a key's route, which is made if there is none.
    @inline(__always)
    mutating func route(_ event: RequestEvent, _ block: Span<UInt8>, key: Int) -> Int {
        let hash = StableHash.join(event.key, event.template) | 1
        let expected = upcoming[present].routeSlot
        if routePlaces.holds(hash, at: expected) { return Int(routePlaces[expected].value) }
        return findRoute(hash, event, block, key: key)
    }

    @inline(never)
    private mutating func findRoute(_ hash: UInt64, _ event: RequestEvent, _ block: Span<UInt8>, key: Int) -> Int {
        routePlaces.makeRoom { _ in true }
        let (slot, isNew) = routePlaces.findOrInsert(hash)
        if !isNew { return Int(routePlaces[slot].value) }
        let text = routeText(event, block, key: key)
        if let known = states[key].routes[text] {
            routePlaces[slot].value = Int64(known)
            return known
        }
        let label = EpisodeLabel(key: states[key].key, route: text)
        let hour = Grid.hours.index(event.time)
        var fetches = RepeatedFetchWindow(label: label, hour: hour)
        if let recorder = sink.recorder, recorder.wants(.repeatedFetch, label.key) { fetches.judgeEveryHour() }
        let number = addRoute(
            KeyRoute(
                traffic: RouteTraffic(hour: hour, window: options.closedDoor.window),
                fetches: fetches, state: key,
                isCounted: states[key].routes.count < RouteTraffic.most))
        routePlaces[slot].value = Int64(number)
        if routes[number].isCounted { classify(number, text, key: key, rule: Int(event.route) + 1) }
        states[key].routes[text] = number
        return number
    }

    private mutating func addRoute(_ route: KeyRoute) -> Int {
        if let free = freeRoutes.popLast() {
            routes[Int(free)] = route
            return Int(free)
        }
        routes.append(route)
        return routes.count - 1
    }

    /// The text of a route: the policy's pattern, or the template.
    private mutating func routeText(_ event: RequestEvent, _ block: Span<UInt8>, key: Int) -> String {
        if event.route >= 0 { return options.routes[Int(event.route)].match }
        guard url.read(block.extracting(event.requestTarget.range)) else { return "" }
        return states[key].trie.route(of: event, block, url)
    }
}
