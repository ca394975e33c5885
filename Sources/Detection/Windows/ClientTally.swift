/// Requests by client over the last hours (or blocks): sixteen clients told apart, the others in one sum.
///
/// Clients take a place as they come in canonical order, so the result is a function of the lines alone.
struct ClientTally {
    static let most = 16

    fileprivate struct Client {
        var hash: UInt64
        var address: String
        var agent: String?
    }

    private var clients: [Client] = []
    /// Requests by client and hour, `hours` numbers a client.
    private var counts: [UInt32] = []
    private var others: [UInt32]
    private let hours: Int
    /// The clients that came last, with their requests in `openHour` that are not in `counts` yet.
    private var recent = RecentClients()
    private var openHour = 0
    /// The hours, 64 of them told apart, for which `counts` and `others` may hold anything but zeros.
    private var written: UInt64 = 0

    /// A tally over a ring of so many hours.
    init(hours: Int) {
        self.hours = hours
        others = [UInt32](repeating: 0, count: hours)
    }

    /// Counts one request in the ring's place `hour`.
    @inline(__always)
    mutating func count(_ hash: UInt64, at hour: Int, text: () -> (address: String, agent: String?)) {
        if hour != openHour { open(hour) }
        if !recent.count(hash) { countOther(hash, text) }
    }

    @inline(never)
    private mutating func countOther(_ hash: UInt64, _ text: () -> (address: String, agent: String?)) {
        guard let place = place(hash, text) else {
            others[openHour] += 1
            mark(openHour)
            return
        }
        let gone = recent.add(hash, at: place)
        if gone.requests > 0 { put(gone.requests, at: gone.place) }
    }

    @inline(never)
    private mutating func open(_ hour: Int) {
        settle()
        openHour = hour
    }

    /// Puts the requests of the clients that came last into `counts`.
    private mutating func settle() {
        var settled = recent
        settled.settle { put($1, at: $0) }
        recent = settled
    }

    private mutating func put(_ requests: UInt32, at place: Int) {
        counts[place * hours + openHour] += requests
        mark(openHour)
    }

    private mutating func mark(_ hour: Int) { written |= 1 << UInt64(hour & 63) }

    private mutating func place(_ hash: UInt64, _ text: () -> (address: String, agent: String?)) -> Int? {
        for index in clients.indices where clients[index].hash == hash { return index }
        let (address, agent) = text()
        let client = Client(hash: hash, address: address, agent: agent)
        if clients.count < Self.most {
            clients.append(client)
            counts.append(contentsOf: repeatElement(0, count: hours))
            return clients.count - 1
        }
        guard let idle = clients.indices.first(where: { isIdle($0) }) else { return nil }
        clients[idle] = client
        recent.leave(idle)
        return idle
    }

    /// Counts in the ring's place `hour` what a burst holds.
    mutating func add(_ burst: borrowing BurstClients, at hour: Int) {
        mark(hour)
        burst.forEach { hash, requests, text in
            if let hash, let place = place(hash, text) {
                counts[place * hours + hour] += requests
            } else {
                others[hour] += requests
            }
        }
    }

    /// Hands out what a tally over one hour holds: each client that has requests, and those of the others without a hash.
    func forEach(_ body: (_ hash: UInt64?, _ requests: UInt32, _ address: String, _ agent: String?) -> Void) {
        for index in clients.indices where requests(index, at: 0) > 0 {
            body(clients[index].hash, requests(index, at: 0), clients[index].address, clients[index].agent)
        }
        if others[0] > 0 { body(nil, others[0], "", nil) }
    }

    /// Requests of a client in the ring's place `hour`.
    private func requests(_ client: Int, at hour: Int) -> UInt32 {
        counts[client * hours + hour] + (hour == openHour ? recent.requests(client) : 0)
    }

    private func isIdle(_ client: Int) -> Bool { !(0..<hours).contains { requests(client, at: $0) > 0 } }

    /// Empties the ring's place `hour` for a new hour.
    mutating func clear(_ hour: Int) {
        if hour == openHour { recent.drop() }
        guard written & 1 << UInt64(hour & 63) != 0 else { return }
        if hours <= 64 { written &= ~(1 << UInt64(hour & 63)) }
        for client in clients.indices { counts[client * hours + hour] = 0 }
        others[hour] = 0
    }

    /// Adds one hour of the ring, which begins at `start`, to a sum over an episode.
    func add(_ hour: Int, from start: Int64, to sum: inout ClientSum) {
        for (index, client) in clients.enumerated() {
            let requests = requests(index, at: hour)
            guard requests > 0 else { continue }
            sum.add(client.hash, Int64(requests), from: start, address: client.address, agent: client.agent)
        }
        if others[hour] > 0 { sum.add(0, Int64(others[hour]), from: start, address: nil, agent: nil) }
    }
}

/// Requests by client over an episode.
struct ClientSum {
    private var shares: [(hash: UInt64, share: ClientShare)] = []

    mutating func add(_ hash: UInt64, _ requests: Int64, from start: Int64, address: String?, agent: String?) {
        if let known = shares.firstIndex(where: { $0.hash == hash }) {
            shares[known].share.requests += requests
            shares[known].share.since = min(shares[known].share.since, start)
        } else if shares.count < 4 * ClientTally.most || hash == 0 {
            shares.append((hash, ClientShare(address: address, agent: agent, requests: requests, since: start)))
        } else {
            add(0, requests, from: start, address: nil, agent: nil)
        }
    }

    /// Adds another sum.
    mutating func add(_ other: ClientSum) {
        for (hash, share) in other.shares {
            add(hash, share.requests, from: share.since, address: share.address, agent: share.agent)
        }
    }

    /// Most requests first, then by text; at most sixteen, and the rest in one.
    var sorted: [ClientShare] {
        let known = shares.filter { $0.hash != 0 }.map(\.share).sorted { left, right in
            if left.requests != right.requests { return left.requests > right.requests }
            if left.address != right.address { return (left.address ?? "") < (right.address ?? "") }
            return (left.agent ?? "") < (right.agent ?? "")
        }
        let beyond = known.dropFirst(ClientTally.most) + shares.filter { $0.hash == 0 }.map(\.share)
        let named = Array(known.prefix(ClientTally.most))
        guard let since = beyond.map(\.since).min() else { return named }
        let rest = beyond.reduce(0) { $0 + $1.requests }
        return named + [ClientShare(address: nil, agent: nil, requests: rest, since: since)]
    }
}

extension ClientTally: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        settle()
        coder.code(&clients)
        coder.code(&counts)
        coder.codeRing(&others)
        written = .max
        // Where the client that came last once stood.
        var (last, lastHash): (Int, UInt64) = (0, 0)
        coder.code(&last)
        coder.codeHash(&lastHash)
        let isLastThere = lastHash == 0 || clients.indices.contains(last)
        if coder.isReading, counts.count != clients.count * hours || !isLastThere { coder.fail() }
    }
}

extension ClientTally.Client: StateElement {
    static var blank: Self { ClientTally.Client(hash: 0, address: "", agent: nil) }

    mutating func code(_ coder: inout StateCoder) {
        coder.codeHash(&hash)
        coder.code(&address)
        coder.code(&agent)
    }
}

extension ClientSum: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&shares, blank: { (0, ClientShare.blank) }) { entry, coder in
            coder.codeHash(&entry.hash)
            coder.code(&entry.share)
        }
    }
}
