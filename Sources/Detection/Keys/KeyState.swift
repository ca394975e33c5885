/// What is known of one key beside its totals and windows.
struct KeyState {
    private(set) var key: PartnerKey
    var trie = RouteTrie()
    /// Numbers of the key's routes by their text.
    var routes: [String: Int] = [:]
    /// Resources of a key that has more than are followed.
    var distinct: HyperLogLog?
    /// Whether repeats of some resources may have been missed.
    var hasForgotten = false
    /// Whether the number waits for another key.
    private(set) var isFree = false

    init(key: PartnerKey) {
        self.key = key
    }

    /// Forgets the key; its number may be given to another.
    mutating func clear() {
        self = KeyState(key: PartnerKey(login: nil, installation: nil))
        isFree = true
    }
}

/// One route of one key.
struct KeyRoute {
    var fetches: RepeatedFetchWindow
    /// The number of the key; -1 for a route that waits for another.
    private(set) var state: Int32
    var label: EpisodeLabel { fetches.label }

    init(fetches: RepeatedFetchWindow, state: Int) {
        self.fetches = fetches
        self.state = Int32(state)
    }

    /// Whether something is open here, or could become so.
    var isSuspect: Bool { state >= 0 && !(fetches.suspect?.isQuiet ?? true) }

    /// Forgets the route; its number may be given to another.
    mutating func clear() {
        fetches = RepeatedFetchWindow(label: Self.nobody, hour: 0)
        state = -1
    }

    private static let nobody = EpisodeLabel(key: PartnerKey(login: nil, installation: nil), route: "")
}
