/// The four clients of a ``ClientTally`` that came last, and their requests in its open hour that it has not counted yet.
///
/// Most lines are of one of them. It is no state: what is found here would be found in the tally as well.
struct RecentClients {
    private static let most = 4

    /// 0 for nobody.
    private var hashes = SIMD4<UInt64>()
    private var places = SIMD4<UInt32>()
    private var open = SIMD4<UInt32>()
    /// Whose place is taken next.
    private var turn = 0

    /// Counts one request of a client that is here.
    @inline(__always)
    mutating func count(_ hash: UInt64) -> Bool {
        if hash == 0 { return false }
        if hashes[0] == hash {
            open[0] &+= 1
        } else if hashes[1] == hash {
            open[1] &+= 1
        } else if hashes[2] == hash {
            open[2] &+= 1
        } else if hashes[3] == hash {
            open[3] &+= 1
        } else {
            return false
        }
        return true
    }

    /// Counts one request of a client that is not here.
    ///
    /// - Returns: the requests that the client had which gave way, and its place in the tally.
    mutating func add(_ hash: UInt64, at place: Int) -> (place: Int, requests: UInt32) {
        let gone = (Int(places[turn]), open[turn])
        hashes[turn] = hash
        places[turn] = UInt32(truncatingIfNeeded: place)
        open[turn] = 1
        turn = (turn + 1) % Self.most
        return gone
    }

    /// Hands out what was counted, and begins anew with the same clients.
    mutating func settle(_ take: (_ place: Int, _ requests: UInt32) -> Void) {
        for index in 0..<Self.most where open[index] > 0 { take(Int(places[index]), open[index]) }
        drop()
    }

    /// Forgets what was counted, but not the clients.
    mutating func drop() { open = .zero }

    /// What was counted of the client at a place of the tally.
    func requests(_ place: Int) -> UInt32 {
        var sum: UInt32 = 0
        for index in 0..<Self.most where Int(places[index]) == place { sum += open[index] }
        return sum
    }

    /// Forgets the client at a place, which another takes.
    mutating func leave(_ place: Int) {
        for index in 0..<Self.most where Int(places[index]) == place { hashes[index] = 0 }
    }
}
