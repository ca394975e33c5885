/// What is known of one key beside its totals and windows.
struct KeyState {
    let hash: UInt64
    let key: PartnerKey
    var trie = RouteTrie()
    /// Numbers of the key's routes by their text.
    var routes: [String: Int] = [:]

    init(hash: UInt64, key: PartnerKey) {
        self.hash = hash
        self.key = key
    }
}

/// One route of one key.
struct KeyRoute {
    var fetches: RepeatedFetchWindow
    var label: EpisodeLabel { fetches.label }
}
