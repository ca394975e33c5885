public import AccessLog

/// Turns requests in canonical order into findings: state in, findings out, no clock but the lines' own.
///
///     event ─┬─ write? ────────────► Touches
///            ├─ no key? ───────────► UnidentifiedSources
///            └─ GET, HEAD of a key ┬► RepeatedFetchWindow   (key, route)     rule A
///                                  └► PollingTarget         (key, target)    rule B, round the clock
///
/// Windows are closed when their next line comes, so the work follows the lines, not the hours that pass.
public struct Detector: ~Copyable {
    let options: DetectionOptions
    let fetchRule: RepeatedFetchRule
    let pollingRule: PollingRule
    let roundTheClockRule: RoundTheClockRule
    /// Grids of rule B: the default one, then one for each of the policy's routes.
    let grids: [Grid]
    private let longestBlock: Int64

    var url: CanonicalURL
    var days: LocalDays
    var touches = Touches()
    var keys: [KeyState] = []
    var keyPlaces = FlatTable<NumberedHash>()
    var routes: [KeyRoute] = []
    var routePlaces = FlatTable<NumberedHash>()
    var resources = FlatTable<ResourceEntry>(minimumCapacity: 4096)
    var targets: [HotTarget?] = []
    var freeTargets: [Int32] = []
    var nextSweep = Int64.min
    var sink: FindingSink
    var unidentified = UnidentifiedSources()
    var extent = LogExtent()

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
    public init(_ options: DetectionOptions, zone: TimeZoneRules) {
        self.options = options
        fetchRule = RepeatedFetchRule(options.repeatedFetch)
        pollingRule = PollingRule(options: options.polling)
        roundTheClockRule = RoundTheClockRule(options: options.roundTheClock)
        let usual = options.polling.minIntervalSeconds
        grids = [Grid(slotSeconds: usual)] + options.routes.map { Grid(slotSeconds: $0.minIntervalSeconds ?? usual) }
        longestBlock = grids.map(\.block).max() ?? 0
        url = CanonicalURL(options.url)
        days = LocalDays(zone)
        sink = FindingSink(observationsOnly: options.observationsOnly)
    }

    /// Takes the next request in canonical order.
    ///
    /// - Parameters:
    ///   - event: a request.
    ///   - block: the bytes that its texts lie in.
    ///   - file: the input's place in the list of names, for examples.
    public mutating func consume(_ event: RequestEvent, in block: Span<UInt8>, file: Int32) {
        if !event.flags.contains(.isLate) { extent.add(event.time, &days) }
        if event.flags.contains(.isStampOnly) { return }
        if event.order == .write { write(event, block) }
        guard event.key != 0 else {
            unidentified.count(block.extracting(event.address.range))
            return
        }
        let key = countKey(event, block)
        guard !event.flags.contains(.isLate), !event.flags.isDisjoint(with: [.isGet, .isHead]) else { return }
        watch(event, block, file: file, key: key)
    }

    private mutating func write(_ event: RequestEvent, _ block: Span<UInt8>) {
        guard url.read(block.extracting(event.requestTarget.range)) else { return }
        touches.write(url, isCreate: event.flags.contains(.isPost), end: end(event), now: event.time)
    }

    private mutating func countKey(_ event: RequestEvent, _ block: Span<UInt8>) -> Int {
        keyPlaces.makeRoom { _ in true }
        let (slot, isNew) = keyPlaces.findOrInsert(event.key)
        if isNew {
            keyPlaces[slot].value = Int64(keys.count)
            keys.append(KeyState(key: partnerKey(event, block)))
        }
        let key = Int(keyPlaces[slot].value)
        keys[key].requests += 1
        keys[key].bytes += max(0, event.bytes)
        keys[key].milliseconds += max(0, event.duration)
        return key
    }

    private mutating func partnerKey(_ event: RequestEvent, _ block: Span<UInt8>) -> PartnerKey {
        var login = Text.string(block, event.login.range)
        if !event.secondLogin.isEmpty { login += " " + Text.string(block, event.secondLogin.range) }
        guard event.flags.contains(.hasInstallation), url.read(block.extracting(event.requestTarget.range)),
            url.segmentCount > 0
        else { return PartnerKey(login: login, installation: nil) }
        return PartnerKey(login: login, installation: Text.string(url.bytes.span, url.segments[1].range))
    }

    /// Counts a GET or HEAD of a key for the rules.
    private mutating func watch(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, key: Int) {
        let rule = event.route >= 0 ? options.routes[Int(event.route)] : Self.unlisted
        guard rule.watch else { return }
        let now = event.time
        let oldest = now - Self.retention
        let busySince = now - longestBlock
        if resources.isFull {
            resources.makeRoom {
                $0.delivered >= oldest || $0.polling >= 0 || Int64($0.seen) * 1000 >= busySince
            }
        }
        let isFetch = event.flags.contains(.isGet) && rule.fingerprint == .auto
        let isPoll = rule.push != .none
        if isFetch {
            var entry = entry(event.key, event.resource, now)
            fetch(event, block, file: file, key: key, &entry.value)
            if isPoll, event.target == event.resource {
                poll(event, block, file: file, key: key, rule, &entry.value)
            }
            resources[entry.slot] = entry.value
        }
        if isPoll, !isFetch || event.target != event.resource {
            resources.makeRoom { $0.delivered >= oldest || $0.polling >= 0 || Int64($0.seen) * 1000 >= busySince }
            var entry = entry(event.key, event.target, now)
            poll(event, block, file: file, key: key, rule, &entry.value)
            resources[entry.slot] = entry.value
        }
        if now >= nextSweep { sweep(now) }
    }

    private mutating func entry(_ key: UInt64, _ url: UInt64, _ now: Int64) -> (slot: Int, value: ResourceEntry) {
        let slot = resources.findOrInsert(StableHash.join(key, url) | 1).slot
        var value = resources[slot]
        value.seen = UInt32(truncatingIfNeeded: now / 1000)
        return (slot, value)
    }

    /// How long a delivery is remembered, milliseconds.
    static let retention: Int64 = 26 * 3_600_000
    private static let unlisted = RouteRule(match: "")

    /// When a request began, as far as the log tells.
    func start(_ event: RequestEvent) -> Int64 {
        options.logTime == .end ? event.time - max(0, event.duration) : event.time
    }

    /// When a request ended, as far as the log tells.
    func end(_ event: RequestEvent) -> Int64 {
        options.logTime == .start ? event.time + max(0, event.duration) : event.time
    }

    /// The place of a key's route, which is made if there is none.
    mutating func route(_ event: RequestEvent, _ block: Span<UInt8>, key: Int) -> Int {
        routePlaces.makeRoom { _ in true }
        let (slot, isNew) = routePlaces.findOrInsert(StableHash.join(event.key, event.template) | 1)
        if !isNew { return Int(routePlaces[slot].value) }
        let text = routeText(event, block, key: key)
        if let known = keys[key].routes[text] {
            routePlaces[slot].value = Int64(known)
            return known
        }
        let label = EpisodeLabel(key: keys[key].key, route: text)
        routePlaces[slot].value = Int64(routes.count)
        keys[key].routes[text] = routes.count
        routes.append(
            KeyRoute(label: label, fetches: RepeatedFetchWindow(label: label, hour: Grid.hours.index(event.time))))
        return routes.count - 1
    }

    /// The text of a route: the policy's pattern, or the template.
    private mutating func routeText(_ event: RequestEvent, _ block: Span<UInt8>, key: Int) -> String {
        if event.route >= 0 { return options.routes[Int(event.route)].match }
        guard url.read(block.extracting(event.requestTarget.range)) else { return "" }
        let method = event.flags.contains(.isHead) ? "GET" : Text.string(block, event.method.range)
        let hasInstallation = event.flags.contains(.hasInstallation)
        let path = keys[key].trie.template(of: url, from: hasInstallation ? 2 : 1)
        if hasInstallation { return "\(method) /{installation}\(path)" }
        return "\(method) \(path.isEmpty ? "/" : path)"
    }
}
