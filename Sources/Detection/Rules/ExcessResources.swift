/// The resources of one route that were fetched beyond the tolerance, the first so many of them.
struct ExcessResources {
    /// Resources told apart; those that come later still count in every sum.
    static let most = 256

    private var hashes: [UInt64] = []
    private var resources: [RepeatedFetchEvidence.Resource] = []

    /// Notes one excess fetch of a resource.
    mutating func note(_ entry: inout ResourceEntry, _ event: RequestEvent, target: () -> String) {
        var place = Int(entry.listed)
        if place >= hashes.count || hashes[place] != entry.hash {
            guard hashes.count < Self.most else { return }
            place = hashes.count
            entry.listed = UInt16(place)
            hashes.append(entry.hash)
            resources.append(
                RepeatedFetchEvidence.Resource(
                    target: target(), fetches: 0, excess: 0, bytes: 0, isUnchanged: true,
                    first: Int64(entry.first) * 1000, last: 0))
        }
        resources[place].excess += 1
        update(place, entry, event)
    }

    /// Notes another delivery of a resource that is known here.
    mutating func see(_ entry: ResourceEntry, _ event: RequestEvent) {
        let place = Int(entry.listed)
        if place < hashes.count, hashes[place] == entry.hash { update(place, entry, event) }
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
