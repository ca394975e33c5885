/// The requests of a batch by the shard that has their installation.
struct ShardRequests {
    /// Bits of an installation's hash that tell its shard.
    private static let bits: UInt64 = 3
    /// How many shards there are.
    static let count = 1 << Int(bits)

    /// What each is given next.
    var requests = [[EventBatch.Reference]](repeating: [], count: count)

    /// Sorts the shards' numbers: those with most to do first.
    func sort(_ order: inout [Int]) {
        order.sort { (requests[$0].count, $1) > (requests[$1].count, $0) }
    }

    /// Gives a request to the shard of its installation.
    @inline(__always)
    mutating func add(_ request: EventBatch.Reference) {
        let number = Self.shard(of: request.event)
        requests[number].append(request)
        if request.event.order == .write { touch(request, but: number) }
    }

    /// The shard of an installation; requests without one are in the first, as what one login writes there forgives another.
    @inline(__always)
    private static func shard(of event: borrowing RequestEvent) -> Int {
        event.flags.contains(.hasInstallation) ? Int(truncatingIfNeeded: event.base >> (64 - bits)) : 0
    }

    /// Tells the other shards of a write: whatever is written lies under the root, which is in the first, and everything lies under
    /// a root that is written itself.
    @inline(never)
    private mutating func touch(_ request: EventBatch.Reference, but own: Int) {
        if own != 0 { requests[0].append(request.with(.touchRoot)) }
        guard request.event.depth == 0, !request.event.flags.contains(.isPost) else { return }
        for number in requests.indices where number != own { requests[number].append(request.with(.touchAll)) }
    }
}
