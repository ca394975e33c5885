/// The walks of one key, by route and query: a bounded number, of which the oldest give way.
final class KeyWalks {
    static let most = 4096

    private var table = FlatTable<Walk>(minimumCapacity: 16)

    /// Walks that are known.
    var count: Int { table.count }

    /// Takes a request for a page; one that says nothing of pages only ends a walk that is known.
    func take(_ page: PageRequest, route: Int, url: UInt64, time: Int64, gap: Int64) -> Walk.Step {
        let hash = StableHash.join(UInt64(route) + 1, page.query) | 1
        if let known = table.find(hash) { return table[known].take(page, url: url, time: time, gap: gap) }
        guard page.isPaged else { return Walk.Step() }
        let oldest = time - Walk.longestRest
        if table.count >= Self.most { forget(downTo: Self.most / 4 * 3, oldest: oldest) }
        table.makeRoom { $0.time >= oldest }
        let slot = table.findOrInsert(hash).slot
        return table[slot].take(page, url: url, time: time, gap: gap)
    }

    /// When the walks were last gone on with.
    func times(into times: inout [Int64]) { table.forEach { times.append($0.time) } }

    /// Forgets walks from before a time.
    func forget(before time: Int64) { table.rebuild { $0.time >= time } }

    /// Forgets those that are over, and if more than `rest` stay the oldest of them.
    private func forget(downTo rest: Int, oldest: Int64) {
        forget(before: oldest)
        guard table.count > rest else { return }
        var ranks: [(time: Int64, hash: UInt64)] = []
        table.forEach { ranks.append(($0.time, $0.hash)) }
        ranks.sort { $0.time != $1.time ? $0.time > $1.time : $0.hash > $1.hash }
        let border = ranks[rest]
        table.rebuild { $0.time != border.time ? $0.time > border.time : $0.hash > border.hash }
    }
}

extension KeyWalks: StateElement {
    static var blank: KeyWalks { KeyWalks() }

    func code(_ coder: inout StateCoder) {
        let oldest = coder.reference - Walk.longestRest
        table.code(&coder, keeping: { $0.time >= oldest }) { $0.code(&$1) }
    }
}
