/// What is known of one key beside its totals and windows.
struct KeyState {
    let hash: UInt64
    let key: PartnerKey
    var trie = RouteTrie()
    /// Numbers of the key's routes by their text.
    var routes: [String: Int] = [:]
    var traffic: KeyTraffic

    init(hash: UInt64, key: PartnerKey, traffic: KeyTraffic) {
        self.hash = hash
        self.key = key
        self.traffic = traffic
    }
}

/// One route of one key.
struct KeyRoute {
    var fetches: RepeatedFetchWindow
    var traffic: RouteTraffic
    /// Whether the route is among the first so many of its key, which the rules on traffic count.
    let isCounted: Bool
    var label: EpisodeLabel { fetches.label }
}
