/// Server time in other minutes than that of the stamp: the parts of requests that cross a border.
///
///     14:03            14:04            14:05            14:06 (stamp)
///     ├─────┬──────────┼────────────────┼────────────────┼────┤
///           └ parts    └ steps +1       ┊                └ steps -1, and the rest in the cell of 14:06
///
/// A request of an hour costs no more than one of a minute: whole minutes are steps, which sum up when minutes close in
/// their order.
struct OverloadReach {
    /// Minutes in the ring: more than the longest request reaches.
    static let size = 64

    private var parts = InlineArray<64, Int64>(repeating: 0)
    private var steps = InlineArray<64, Int32>(repeating: 0)
    private var level: Int64 = 0
    /// The last minute that something was added to.
    private(set) var last = Int64.min

    static func place(_ minute: Int64) -> Int { Int(truncatingIfNeeded: minute) & (size - 1) }

    /// Adds `[start, end)`, which is not empty.
    mutating func add(from start: Int64, to end: Int64) {
        let (first, final) = (OverloadRule.index(start), OverloadRule.index(end - 1))
        last = max(last, final)
        if first == final {
            parts[Self.place(first)] += end - start
            return
        }
        parts[Self.place(first)] += (first + 1) * OverloadRule.minute - start
        parts[Self.place(final)] += end - final * OverloadRule.minute
        guard final - first > 1 else { return }
        steps[Self.place(first + 1)] += 1
        steps[Self.place(final)] -= 1
    }

    /// The milliseconds of the first minute that is not closed, which is closed by this.
    mutating func close(_ minute: Int64) -> Int64 {
        let place = Self.place(minute)
        level += Int64(steps[place])
        let sum = parts[place] + level * OverloadRule.minute
        parts[place] = 0
        steps[place] = 0
        return sum
    }
}

/// The server time of keys in other minutes than those of the stamps.
///
/// A key has a number here from the first request that crosses a border until the last minute that it reaches is closed.
struct OverloadKeyReaches: ~Copyable {
    struct Entry {
        /// The number of the key's state, and the key.
        fileprivate(set) var key: Int32
        fileprivate(set) var hash: UInt64
        var reach = OverloadReach()
        /// The minute that was closed last with something in it, and how much.
        var closedIn = Int64.min
        var closed: Int64 = 0
        /// The minute in which the key was looked at together with its requests.
        var seenIn = Int64.min

        /// The milliseconds of a minute that was just closed.
        func busy(_ minute: Int64) -> Int64 { closedIn == minute ? closed : 0 }
    }

    private var entries = Slab<Entry>()
    /// The first minute that each entry reaches, `.max` for one that waits for another key.
    private var firsts: [Int64] = []
    private var free: [Int32] = []

    /// The numbers in use or waiting.
    var indices: Range<Int32> { 0..<Int32(firsts.count) }

    subscript(number: Int32) -> Entry {
        get { entries[Int(number)] }
        set { entries[Int(number)] = newValue }
    }

    /// Adds to a key, whose number may be that of another meanwhile; returns the number that it has now.
    mutating func add(_ known: Int32, key: Int, hash: UInt64, _ range: Range<Int64>) -> Int32 {
        let number = isOf(known, hash) ? known : make(key: key, hash: hash)
        firsts[Int(number)] = min(firsts[Int(number)], OverloadRule.index(range.lowerBound))
        entries[Int(number)].reach.add(from: range.lowerBound, to: range.upperBound)
        return number
    }

    private mutating func make(key: Int, hash: UInt64) -> Int32 {
        let entry = Entry(key: Int32(key), hash: hash)
        if let number = free.popLast() {
            entries[Int(number)] = entry
            return number
        }
        entries.append(entry)
        firsts.append(.max)
        return Int32(firsts.count - 1)
    }

    /// Whether an entry is a key's.
    func isOf(_ number: Int32, _ hash: UInt64) -> Bool {
        number >= 0 && firsts[Int(number)] < .max && entries[Int(number)].hash == hash
    }

    /// Closes a minute for all keys.
    mutating func close(_ minute: Int64) {
        for number in firsts.indices where firsts[number] <= minute {
            entries[number].closed = entries[number].reach.close(minute)
            entries[number].closedIn = minute
        }
    }

    /// Lets go of keys that reach no minute behind one that was closed.
    mutating func release(after minute: Int64) {
        for number in firsts.indices where firsts[number] <= minute && entries[number].reach.last <= minute {
            firsts[number] = .max
            free.append(Int32(number))
        }
    }
}

extension OverloadReach: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        for place in parts.indices { coder.code(&parts[place]) }
        for place in steps.indices { coder.code(&steps[place]) }
        coder.code(&level)
        coder.code(&last)
    }
}

extension OverloadKeyReaches {
    /// Writes every entry, or fills none.
    mutating func code(_ coder: inout StateCoder) {
        entries.code(&coder, count: entries.count, blank: { Entry(key: 0, hash: 0) }) { entry, coder in
            coder.code(&entry.key)
            coder.codeHash(&entry.hash)
            coder.code(&entry.reach)
            coder.code(&entry.closedIn)
            coder.code(&entry.closed)
            coder.code(&entry.seenIn)
        }
        coder.code(&firsts)
        coder.code(&free)
        if firsts.count != entries.count { coder.fail() }
    }
}
