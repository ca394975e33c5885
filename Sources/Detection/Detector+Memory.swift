internal import CMemory

extension Detector {
    /// Forgets what is over the limits.
    mutating func keepLimits(_ now: Int64) {
        // State is asked for at random, so most of the time goes into finding out where its pages lie.
        if limits.hasHugePages { heapEnd = abuse_scan_huge_heap(heapEnd) }
        if let shards { return shards.keepLimits(now) }
        touches.shrink(to: limits.touches, now: now)
        forgetWalks(over: limits.walks)
        pushes?.shrink(to: limits.touches, now: now)
        if keys.count > limits.keys { forgetKeys(now, leaving: limits.keysLeft) }
        if resources.count > limits.entries { forgetEntries(now) }
    }

    /// How long entries are worth their place.
    func life(_ now: Int64) -> EntryLife { EntryLife(oldest: now - Self.retention, busySince: now - longestBlock) }

    /// The number of the key that an entry belongs to.
    private func owner(_ entry: ResourceEntry) -> Int {
        entry.route >= 0 ? Int(routes[Int(entry.route)].state) : -1 - Int(entry.route)
    }

    // MARK: - Resources

    /// An entry that may be forgotten, and when its turn comes.
    private struct Candidate {
        let rank: UInt64
        let hash: UInt64
        let owner: Int
    }

    /// Forgets resources: first those of keys over their own limit that were never repeated, the ones seen first before
    /// the others; if that is not enough the ones of any key that were not asked for longest, repeated ones last.
    private mutating func forgetEntries(_ now: Int64) {
        dropOldEntries(now)
        guard resources.count > limits.entries else { return }
        forgetEntriesOfLargeKeys()
        if resources.count > limits.manyEntries { forgetOldestEntries(leaving: limits.entriesLeft) }
    }

    /// Lets go of resources that are of no use any more.
    mutating func dropOldEntries(_ now: Int64) {
        let life = life(now)
        resources.rebuild { life.holds($0) }
    }

    /// Forgets resources of keys over their own limit that were never repeated, the ones seen first before the others.
    mutating func forgetEntriesOfLargeKeys() {
        var counts = [Int](repeating: 0, count: states.count)
        resources.forEach { counts[owner($0)] += 1 }
        for state in counts.indices where counts[state] > limits.entriesPerKey { markCapped(state) }
        let candidates = self.candidates {
            $0.run == 0 && counts[owner($0)] > limits.entriesPerKey
        } rank: {
            UInt64($0.first) << 32
        }
        for candidate in candidates where counts[candidate.owner] > limits.entriesPerKey {
            counts[candidate.owner] -= 1
            forget(candidate)
        }
        resources.rebuild { !$0.isForgotten }
    }

    /// Forgets the resources of any key that were not asked for longest, repeated ones last.
    mutating func forgetOldestEntries(leaving count: Int) {
        let candidates = self.candidates { _ in
            true
        } rank: {
            ($0.run > 0 ? 1 << 63 : 0) | UInt64($0.seen) << 31
        }
        for candidate in candidates.prefix(max(0, resources.count - count)) { forget(candidate) }
        resources.rebuild { !$0.isForgotten }
    }

    private func candidates(
        _ isOne: (ResourceEntry) -> Bool, rank: (ResourceEntry) -> UInt64
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        resources.forEach { entry in
            guard entry.polling < 0, isOne(entry) else { return }
            candidates.append(Candidate(rank: rank(entry), hash: entry.hash, owner: owner(entry)))
        }
        return candidates.sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.hash < $1.hash }
    }

    private mutating func forget(_ candidate: Candidate) {
        guard let slot = resources.find(candidate.hash) else { return }
        resources[slot].isForgotten = true
        states[candidate.owner].hasForgotten = true
        report.forgottenResources += 1
    }

    /// From now on the key's resources are counted roughly as well.
    private mutating func markCapped(_ state: Int) {
        guard states[state].distinct == nil else { return }
        var distinct = HyperLogLog()
        resources.forEach { if owner($0) == state { distinct.add($0.hash) } }
        states[state].distinct = distinct
        hasCapped = true
    }

    // MARK: - Keys

    /// Forgets keys without anything that could become a finding, the ones that were silent longest first, until so many are
    /// left; those whose resources repeat come last, those under suspicion never.
    mutating func forgetKeys(_ now: Int64, leaving count: Int) {
        let life = life(now)
        resources.rebuild { life.holds($0) }
        var levels = [UInt64](repeating: 0, count: states.count)
        resources.forEach { entry in
            let level: UInt64 = entry.polling >= 0 ? 2 : entry.run > 0 ? 1 : 0
            levels[owner(entry)] = max(levels[owner(entry)], level)
        }
        for route in routes.indices where routes[route].isSuspect { levels[Int(routes[route].state)] = 2 }
        for state in states.indices {
            let isSuspect = states[state].traffic.isSuspect || states[state].overload.suspect != nil
            if isSuspect || hasOpenFanOut(state) { levels[state] = 2 }
        }
        var candidates: [Candidate] = []
        keys.forEach { total in
            let level = levels[Int(total.state)]
            guard level < 2 else { return }
            candidates.append(
                Candidate(rank: level << 62 | UInt64(total.seen) << 16, hash: total.hash, owner: Int(total.state)))
        }
        candidates.sort { $0.rank != $1.rank ? $0.rank < $1.rank : $0.hash < $1.hash }
        for candidate in candidates.prefix(max(0, keys.count - count)) { forgetKey(candidate) }
        keys.rebuild { $0.state >= 0 }
        let hasKey = routes.indices.map { routes[$0].state >= 0 }
        let isFree = states.indices.map { states[$0].isFree }
        routePlaces.rebuild { hasKey[Int($0.value)] }
        resources.rebuild { $0.route >= 0 ? hasKey[Int($0.route)] : !isFree[-1 - Int($0.route)] }
    }

    /// Forgets keys by their numbers, whatever is open there; it is a wish, not a want of memory.
    mutating func forgetOwners(_ numbers: Set<Int>) {
        guard !numbers.isEmpty else { return }
        keys.rebuild { !numbers.contains(Int($0.state)) }
        for number in numbers {
            for route in states[number].routes.values {
                forgetBurst(routes[route].scans.burst)
                routes[route].clear()
                freeRoutes.append(Int32(route))
            }
            states[number].clear()
            freeStates.append(Int32(number))
        }
        overload.forgetExamples()
        let hasKey = routes.indices.map { routes[$0].state >= 0 }
        let isFree = states.indices.map { states[$0].isFree }
        routePlaces.rebuild { hasKey[Int($0.value)] }
        resources.rebuild { $0.route >= 0 ? hasKey[Int($0.route)] : !isFree[-1 - Int($0.route)] }
    }

    private mutating func forgetKey(_ candidate: Candidate) {
        guard let slot = keys.find(candidate.hash) else { return }
        report.forgottenKeys += 1
        report.forgottenKeyRequests += keys[slot].requests
        report.forgottenKeyBytes += keys[slot].bytes
        keys[slot].state = -1
        for route in states[candidate.owner].routes.values {
            forgetBurst(routes[route].scans.burst)
            routes[route].clear()
            freeRoutes.append(Int32(route))
        }
        states[candidate.owner].clear()
        freeStates.append(Int32(candidate.owner))
    }

    // MARK: - Poll targets

    /// Poll targets that are counted slot by slot.
    var followedTargets: Int { targets.count - freeTargets.count }

    /// Makes room for one more poll target: the one with the fewest requests that nothing speaks against gives way.
    mutating func makeRoomForTarget() {
        guard followedTargets >= mostTargets else { return }
        var least: (polls: Int64, hash: UInt64, place: Int)?
        for place in targets.indices {
            guard let hot = targets[place], !hot.target.isOpen else { continue }
            let polls = hot.target.windowPolls
            if least.map({ (polls, hot.hash) < ($0.polls, $0.hash) }) ?? true { least = (polls, hot.hash, place) }
        }
        guard let least else { return }
        targets[least.place] = nil
        freeTargets.append(Int32(least.place))
        report.forgottenTargets += 1
    }
}
