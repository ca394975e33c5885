import Detection

/// The clients of a finding as outputs show them: those that fall together after masking are one.
struct MaskedClient: Equatable {
    /// `192.0.2.0/24`, or `other` for all clients beyond those that are told apart.
    var network: String
    var agent: String?
    var requests: Int64
    /// The start of the first hour (or block) that holds one.
    var since: Int64

    /// Whether it is told apart.
    var isKnown: Bool { network != Self.others }
    private static let others = "other"

    /// Most requests first, then by network and agent.
    static func merged(_ shares: [ClientShare], showIP: Bool) -> [MaskedClient] {
        var merged: [MaskedClient] = []
        for share in shares {
            let client = MaskedClient(share, showIP: showIP)
            if let index = merged.firstIndex(where: { $0.network == client.network && $0.agent == client.agent }) {
                merged[index].requests += client.requests
                merged[index].since = min(merged[index].since, client.since)
            } else {
                merged.append(client)
            }
        }
        return merged.sorted(by: precedes)
    }

    private init(_ share: ClientShare, showIP: Bool) {
        network = share.address.map { showIP ? $0 : SourceNetwork.masked($0) } ?? Self.others
        agent = share.agent.map(Redaction.agent)
        requests = share.requests
        since = share.since
    }

    private static func precedes(_ left: MaskedClient, _ right: MaskedClient) -> Bool {
        if left.requests != right.requests { return left.requests > right.requests }
        if left.network != right.network { return ByteOrder.precedes(left.network, right.network) }
        return ByteOrder.precedes(left.agent, right.agent)
    }
}

/// The order of text in outputs: nothing before text, text by its bytes.
enum ByteOrder {
    static func precedes(_ left: String?, _ right: String?) -> Bool {
        guard let right else { return false }
        guard let left else { return true }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    static func precedes(_ left: PartnerKey, _ right: PartnerKey) -> Bool {
        left.login == right.login
            ? precedes(left.installation, right.installation) : precedes(left.login, right.login)
    }
}
