/// The resources of one route that were fetched beyond the tolerance, the first so many of them.
struct ExcessResources {
    /// Resources told apart; those that come later still count in every sum.
    static let most = 256

    private var hashes: [UInt64] = []
    private var resources: [RepeatedFetchEvidence.Resource] = []

    /// The place of a resource that is listed.
    func place(of entry: ResourceEntry) -> Int? {
        let place = Int(entry.listed)
        return place < hashes.count && hashes[place] == entry.hash ? place : nil
    }

    /// Whether another resource can be listed.
    var hasRoom: Bool { hashes.count < Self.most }

    /// Lists a resource; there must be room.
    mutating func list(_ entry: inout ResourceEntry, target: String) {
        entry.listed = UInt16(hashes.count)
        hashes.append(entry.hash)
        resources.append(
            RepeatedFetchEvidence.Resource(
                target: target, fetches: 0, excess: 0, bytes: 0, isUnchanged: true,
                first: Int64(entry.first) * 1000, last: 0))
    }

    /// Notes one excess fetch of a resource.
    mutating func note(_ entry: ResourceEntry, _ event: RequestEvent) {
        guard let place = place(of: entry) else { return }
        resources[place].excess += 1
        update(place, entry, event)
    }

    /// Notes another delivery of a resource that is known here.
    mutating func see(_ entry: ResourceEntry, _ event: RequestEvent) {
        if let place = place(of: entry) { update(place, entry, event) }
    }

    private mutating func update(_ place: Int, _ entry: ResourceEntry, _ event: RequestEvent) {
        resources[place].fetches = Int64(entry.fetches)
        resources[place].bytes = event.bytes
        resources[place].isUnchanged = !entry.hasChanged
        resources[place].last = event.time
    }

    /// The eight with the most excess.
    var worst: [RepeatedFetchEvidence.Resource] {
        let sorted = resources.sorted { left, right in
            left.excess != right.excess ? left.excess > right.excess : left.target < right.target
        }
        return Array(sorted.prefix(8))
    }
}

extension ExcessResources: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&hashes, blank: { 0 }) { $1.codeHash(&$0) }
        coder.code(&resources)
        if hashes.count != resources.count { coder.fail() }
    }
}
