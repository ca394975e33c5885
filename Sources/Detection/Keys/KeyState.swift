/// What is known of one key beside its totals and windows.
struct KeyState {
    /// Numbers of the bursts that are followed, or came to something in the last hours. What every line asks for lies within the first
    /// two cache lines, which are asked for ahead.
    var fanOuts: [Int32] = []
    var traffic: KeyTraffic
    var overload = OverloadKey()
    private(set) var key: PartnerKey
    var trie = RouteTrie()
    /// The key's first line, milliseconds since 1970 UTC.
    var firstTime = Int64.min
    /// Numbers of the key's routes by their text.
    var routes: [String: Int] = [:]
    /// Numbers of the bursts of item routes whose list was not asked for yet, by its text.
    var itemsWithoutList: [String: [Int32]] = [:]
    /// Its walks through the pages of lists, `nil` before the first.
    var walks: KeyWalks?
    /// Resources of a key that has more than are followed.
    var distinct: HyperLogLog?
    /// Whether repeats of some resources may have been missed.
    var hasForgotten = false
    /// Whether the number waits for another key.
    private(set) var isFree = false

    init(key: PartnerKey, traffic: KeyTraffic) {
        self.key = key
        self.traffic = traffic
    }

    /// Forgets the key; its number may be given to another.
    mutating func clear() {
        self = KeyState(
            key: PartnerKey(login: nil, installation: nil), traffic: KeyTraffic(hour: traffic.hour, window: 1))
        isFree = true
    }
}

/// One route of one key.
struct KeyRoute {
    /// What every line asks for is the end of this, the begin of `fetches`, and all between: three cache lines.
    var traffic: RouteTraffic
    /// The number of the key; -1 for a route that waits for another.
    private(set) var state: Int32
    /// Whether the route is among the first so many of its key, which the rules on traffic count.
    private(set) var isCounted: Bool
    var scans = RouteScans()
    var fetches: RepeatedFetchWindow
    /// Where these cache lines begin.
    static let linesOffset = (MemoryLayout<KeyRoute>.offset(of: \.state) ?? 0) & ~63
    var label: EpisodeLabel { fetches.label }

    init(traffic: RouteTraffic, fetches: RepeatedFetchWindow, state: Int, isCounted: Bool) {
        self.traffic = traffic
        self.fetches = fetches
        self.isCounted = isCounted
        self.state = Int32(state)
    }

    /// Whether something is open here, or could become so.
    var isSuspect: Bool { state >= 0 && !(traffic.isQuiet && fetches.isQuiet) }

    /// Forgets the route; its number may be given to another.
    mutating func clear() {
        scans = RouteScans()
        traffic = RouteTraffic(hour: 0, window: 1)
        fetches = RepeatedFetchWindow(label: Self.nobody, hour: 0)
        isCounted = false
        state = -1
    }

    private static let nobody = EpisodeLabel(key: PartnerKey(login: nil, installation: nil), route: "")
}

extension KeyState {
    /// Anything, to be filled; `window` is that of the key's traffic.
    static func blank(window: Int) -> KeyState {
        KeyState(key: .blank, traffic: KeyTraffic(hour: 0, window: window))
    }

    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder, _ rule: IgnoredBackoffRule) {
        coder.code(&isFree)
        // What waits for another key has windows of no length.
        if isFree {
            if coder.isReading { clear() }
            return
        }
        coder.code(&key)
        coder.code(&firstTime)
        coder.code(&trie)
        coder.code(&routes, blank: { ("", 0) }) { route, number, coder in
            coder.code(&route)
            coder.code(&number)
        }
        traffic.code(&coder, rule)
        coder.code(&overload)
        coder.code(&fanOuts)
        coder.code(&itemsWithoutList, blank: { ("", []) }) { list, bursts, coder in
            coder.code(&list)
            coder.code(&bursts)
        }
        coder.code(&walks)
        coder.code(&distinct)
        coder.code(&hasForgotten)
    }
}

extension KeyRoute {
    /// Anything, to be filled; `window` is that of the route's traffic.
    static func blank(window: Int) -> KeyRoute {
        KeyRoute(
            traffic: RouteTraffic(hour: 0, window: window), fetches: RepeatedFetchWindow(label: .blank, hour: 0),
            state: 0, isCounted: false)
    }

    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder, _ closedDoor: ClosedDoorRule, _ walks: WastefulScanRule) {
        coder.code(&state)
        if state < 0 {
            if coder.isReading { clear() }
            return
        }
        coder.code(&scans)
        traffic.code(&coder, closedDoor, walks)
        coder.code(&fetches)
        coder.code(&isCounted)
    }
}
