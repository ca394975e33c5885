import Detection

/// The smallest part of a finding's clients that explains at least nine tenths of what was counted.
struct ClientSlice: Equatable {
    /// `nil` where several networks share it.
    var network: String?
    /// `nil` where several user agents share it.
    var agent: String?
    var requests: Int64
    /// Its share of the counted requests, rounded down.
    var sharePercent: Int64
    /// The start of the first hour (or block) of the episode in which it was counted, milliseconds since 1970 UTC.
    var since: Int64

    /// Looks for one network with one agent, then for one network or one agent; the one with fewer requests of the last two.
    ///
    /// - Returns: `nil` where no such part reaches nine tenths, or where clients beyond those that are told apart may.
    static func smallest(of shares: [ClientShare], showIP: Bool) -> ClientSlice? {
        let clients = MaskedClient.merged(shares, showIP: showIP)
        let all = clients.reduce(0) { $0 + $1.requests }
        func slice(_ isOne: (MaskedClient) -> Bool) -> [MaskedClient]? {
            let part = clients.filter { $0.isKnown && isOne($0) }
            return 10 * part.reduce(0) { $0 + $1.requests } >= 9 * all ? part : nil
        }
        guard all > 0, let largest = clients.first(where: \.isKnown) else { return nil }
        if let both = slice({ $0 == largest }) {
            return ClientSlice(both, network: largest.network, agent: largest.agent, of: all)
        }
        let networks = Set(clients.map(\.network)).sorted(by: ByteOrder.precedes).compactMap { network in
            slice { $0.network == network }.map { ClientSlice($0, network: network, agent: nil, of: all) }
        }
        let agents = Set(clients.compactMap(\.agent)).sorted(by: ByteOrder.precedes).compactMap { agent in
            slice { $0.agent == agent }.map { ClientSlice($0, network: nil, agent: agent, of: all) }
        }
        return (networks + agents).min { $0.requests < $1.requests }
    }

    private init(_ part: [MaskedClient], network: String?, agent: String?, of all: Int64) {
        self.network = network
        self.agent = agent
        requests = part.reduce(0) { $0 + $1.requests }
        sharePercent = 100 * requests / all
        since = part.map(\.since).min() ?? 0
    }
}
