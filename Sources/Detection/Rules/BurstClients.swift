internal import AccessLog

/// Requests by client of one burst: sixteen clients told apart, the others in one sum.
///
/// Hardly any burst becomes a fan-out, so addresses and agents are kept as bytes, and made into texts only for those that do.
struct BurstClients {
    private struct Client {
        var hash: UInt64
        var requests: UInt32
        /// Where its address begins, and the lengths of address and agent, which stands behind it.
        var start: UInt32
        var address: UInt32
        var agent: UInt32
    }

    private var clients: [Client] = []
    /// How many of them are of this burst; the storage of the others is used again.
    private var known = 0
    /// The client that came last.
    private var last = 0
    private var others: UInt32 = 0
    private var bytes: [UInt8] = []
    private var end = 0

    /// Counts one request.
    mutating func count(_ event: RequestEvent, _ block: Span<UInt8>) {
        let hash = event.client(in: block)
        if last < known, clients[last].hash == hash {
            clients[last].requests += 1
            return
        }
        for index in 0..<known where clients[index].hash == hash {
            last = index
            clients[index].requests += 1
            return
        }
        add(hash, 1, block.extracting(event.address.range), block.extracting(event.agent.range))
    }

    private mutating func add(
        _ hash: UInt64, _ requests: UInt32, _ address: Span<UInt8>, _ agent: Span<UInt8>
    ) {
        guard known < ClientTally.most else {
            others += requests
            return
        }
        let client = Client(
            hash: hash, requests: requests, start: UInt32(end), address: UInt32(address.count),
            agent: UInt32(agent.count))
        if known < clients.count { clients[known] = client } else { clients.append(client) }
        last = known
        known += 1
        bytes.makeRoom(upTo: end + address.count + agent.count)
        bytes.write(address, agent, at: end)
        end += address.count + agent.count
    }

    /// Forgets the burst, but keeps its storage.
    mutating func removeAll() { (known, last, others, end) = (0, 0, 0, 0) }

    /// Hands out each client, and the requests of the others without a hash.
    func forEach(
        _ body: (_ hash: UInt64?, _ requests: UInt32, _ text: () -> (address: String, agent: String?)) -> Void
    ) {
        for client in clients.prefix(known) {
            body(client.hash, client.requests) {
                let start = Int(client.start)
                let agent = start + Int(client.address)..<start + Int(client.address) + Int(client.agent)
                return (
                    Text.string(bytes.span, start..<agent.lowerBound),
                    agent.isEmpty ? nil : Text.string(bytes.span, agent)
                )
            }
        }
        if others > 0 { body(nil, others) { ("", nil) } }
    }
}

extension BurstClients: Stateful {
    /// Writes them as a tally over one hour, or takes them from one.
    mutating func code(_ coder: inout StateCoder) {
        var tally = ClientTally(hours: 1)
        if !coder.isReading { tally.add(self, at: 0) }
        coder.code(&tally)
        guard coder.isReading, !coder.isBroken else { return }
        removeAll()
        tally.forEach { hash, requests, address, agent in
            guard let hash else {
                others += requests
                return
            }
            let (addressBytes, agentBytes) = (Array(address.utf8), Array((agent ?? "").utf8))
            add(hash, requests, addressBytes.span, agentBytes.span)
        }
    }
}
