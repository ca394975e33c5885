/// What one key did in one minute.
struct OverloadCell {
    /// Requests whose seconds fit into the cell.
    static let few: UInt32 = 8

    /// The key, and the number of its state.
    private(set) var hash: UInt64
    private(set) var key: Int32
    private(set) var requests: UInt32 = 0
    /// Milliseconds within the minute.
    private(set) var busy: Int64 = 0
    private(set) var bytes: Int64 = 0
    /// The seconds of the first few requests, a byte each.
    private var first: UInt64 = 0
    /// The place of the counts by second, once there are more.
    private(set) var seconds: Int32 = -1
    /// The place of the example, once the key has had the share that matters.
    var example: Int32 = -1

    init(hash: UInt64, key: Int) {
        self.hash = hash
        self.key = Int32(key)
    }

    /// Begins anew for another key, field by field: a whole cell would be read again before it is written.
    @inline(__always)
    mutating func begin(hash: UInt64, key: Int) {
        self.hash = hash
        self.key = Int32(key)
        (requests, busy, bytes, first) = (0, 0, 0, 0)
        (seconds, example) = (-1, -1)
    }

    /// Counts a request; says whether its second must be counted elsewhere.
    @inline(__always)
    mutating func count(second: Int, busy: Int64, bytes: Int64) -> Bool {
        self.busy += busy
        self.bytes += bytes
        let isMany = requests >= Self.few
        if !isMany { first |= UInt64(truncatingIfNeeded: second) << UInt64(8 * requests) }
        requests += 1
        return isMany
    }

    /// Moves the seconds so far to a place of their own.
    mutating func move(to place: Int, _ counts: inout OverloadSeconds) {
        seconds = Int32(place)
        counts = OverloadSeconds()
        for index in 0..<UInt64(Self.few) { counts.add(Int(first >> (8 * index) & 255)) }
    }

    /// Requests by second.
    func counts(_ places: [OverloadSeconds]) -> [Int64] {
        if seconds >= 0 { return places[Int(seconds)].counts }
        var counts = OverloadSeconds()
        for index in 0..<UInt64(min(requests, Self.few)) { counts.add(Int(first >> (8 * index) & 255)) }
        return counts.counts
    }
}

/// Requests of one key by second of a minute; 65,535 a second stand for more.
struct OverloadSeconds {
    private var seconds = InlineArray<60, UInt16>(repeating: 0)

    @inline(__always)
    mutating func add(_ second: Int) {
        if seconds[second] < .max { seconds[second] += 1 }
    }

    var counts: [Int64] { (0..<60).map { Int64(seconds[$0]) } }
}

/// The most requests in so many consecutive seconds that end in one minute.
struct OverloadPeaks: Equatable {
    var one: Int64 = 0
    var ten: Int64 = 0
    var sixty: Int64 = 0

    init() {}

    /// Of a minute and the one before it, 60 seconds each.
    init(_ before: [Int64], _ now: [Int64]) {
        let all = before + now
        one = now.max() ?? 0
        ten = Self.most(all, 10)
        sixty = Self.most(all, 60)
    }

    private static func most(_ seconds: [Int64], _ length: Int) -> Int64 {
        (60..<seconds.count).reduce(0) { most, end in
            max(most, seconds[(end - length + 1)...end].reduce(0, +))
        }
    }

    mutating func raise(to other: OverloadPeaks) {
        (one, ten, sixty) = (max(one, other.one), max(ten, other.ten), max(sixty, other.sixty))
    }
}

extension OverloadCell: StateElement {
    static var blank: Self { OverloadCell(hash: 0, key: 0) }

    mutating func code(_ coder: inout StateCoder) {
        coder.codeHash(&hash)
        coder.code(&key)
        coder.code(&requests)
        coder.code(&busy)
        coder.code(&bytes)
        coder.codeHash(&first)
        coder.code(&seconds)
        coder.code(&example)
    }
}

extension OverloadSeconds: StateElement {
    static var blank: Self { OverloadSeconds() }

    mutating func code(_ coder: inout StateCoder) {
        for index in seconds.indices { coder.code(&seconds[index]) }
    }
}

extension OverloadPeaks: StateElement {
    static var blank: Self { OverloadPeaks() }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&one)
        coder.code(&ten)
        coder.code(&sixty)
    }
}
