/// What is known of one key beside its windows.
struct KeyState {
    let key: PartnerKey
    var requests: Int64 = 0
    var bytes: Int64 = 0
    var milliseconds: Int64 = 0
    var trie = RouteTrie()
    /// Places of the key's routes by their text.
    var routes: [String: Int] = [:]

    init(key: PartnerKey) {
        self.key = key
    }
}

/// One route of one key.
struct KeyRoute {
    let label: EpisodeLabel
    var fetches: RepeatedFetchWindow
}
