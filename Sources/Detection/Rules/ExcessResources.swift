internal import CMemory

/// The resources of one route that were fetched beyond the tolerance, the first so many of them.
struct ExcessResources {
    /// Resources told apart; those that come later still count in every sum.
    static let most = 256

    /// A resource and the hash of its entry, side by side, since every excess fetch asks for both.
    private struct Listed {
        var hash: UInt64
        var resource: RepeatedFetchEvidence.Resource
    }

    private var listed: [Listed] = []

    /// Asks for a place of the list whose storage begins at an address.
    @inline(__always)
    static func prefetch(_ list: UnsafeRawPointer, _ place: Int) {
        let first = unsafe list + 32 + place * MemoryLayout<Listed>.stride
        // Safe: prefetching reads nothing.
        unsafe abuse_scan_prefetch(first)
        unsafe abuse_scan_prefetch(first + MemoryLayout<Listed>.stride - 8)
    }

    /// The place of a resource that is listed.
    func place(of entry: ResourceEntry) -> Int? {
        let place = Int(entry.listed)
        return place < listed.count && listed[place].hash == entry.hash ? place : nil
    }

    /// Whether another resource can be listed.
    var hasRoom: Bool { listed.count < Self.most }

    /// Lists a resource; there must be room.
    mutating func list(_ entry: inout ResourceEntry, target: String) {
        entry.listed = UInt16(listed.count)
        let resource = RepeatedFetchEvidence.Resource(
            target: target, fetches: 0, excess: 0, bytes: 0, isUnchanged: true, first: Int64(entry.first) * 1000,
            last: 0)
        listed.append(Listed(hash: entry.hash, resource: resource))
    }

    /// Notes one excess fetch of a resource.
    mutating func note(_ entry: ResourceEntry, _ event: borrowing RequestEvent) {
        guard let place = place(of: entry) else { return }
        listed[place].resource.excess += 1
        listed[place].resource.take(entry, event)
    }

    /// Notes another delivery of a resource that is known here.
    mutating func see(_ entry: ResourceEntry, _ event: borrowing RequestEvent) {
        if let place = place(of: entry) { listed[place].resource.take(entry, event) }
    }

    /// The eight with the most excess.
    var worst: [RepeatedFetchEvidence.Resource] {
        let sorted = listed.map(\.resource).sorted { left, right in
            left.excess != right.excess ? left.excess > right.excess : left.target < right.target
        }
        return Array(sorted.prefix(8))
    }
}

extension RepeatedFetchEvidence.Resource {
    /// Takes what its latest delivery says.
    fileprivate mutating func take(_ entry: ResourceEntry, _ event: borrowing RequestEvent) {
        fetches = Int64(entry.fetches)
        bytes = event.bytes
        isUnchanged = !entry.hasChanged
        last = event.time
    }
}

extension ExcessResources: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        var (hashes, resources) = (listed.map(\.hash), listed.map(\.resource))
        coder.code(&hashes, blank: { 0 }) { $1.codeHash(&$0) }
        coder.code(&resources)
        guard coder.isReading else { return }
        if hashes.count != resources.count { coder.fail() }
        listed = zip(hashes, resources).map { Listed(hash: $0, resource: $1) }
    }
}
