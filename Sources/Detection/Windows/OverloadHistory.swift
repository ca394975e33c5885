/// How many requests each key sent in each minute of the last day, by powers of two: what is usual for it.
///
/// A number a key and minute, appended when the minute is over, and read only where an overload shows by errors alone.
struct OverloadHistory {
    /// Keys of a minute that are kept; of a minute with more nothing is, and what is usual is then not known.
    static let most = 8192
    /// Minutes that are kept: a day before the oldest one that is still open.
    private static let kept = OverloadRule.day + Int64(OverloadReach.size)

    fileprivate struct Minute {
        var minute: Int64
        /// Where its numbers begin and end, counted from the start of the log.
        var range: Range<Int>
        var isWhole: Bool
    }

    private var numbers: [UInt32] = []
    /// Numbers that were dropped before those in the array.
    private var dropped = 0
    private var minutes: [Minute] = []
    private var head = 0

    /// Begins a minute, later than all others, with so many keys.
    mutating func begin(_ minute: Int64, keys: Int) {
        let end = dropped + numbers.count
        let isWhole = keys <= Self.most
        minutes.append(Minute(minute: minute, range: end..<end + (isWhole ? keys : 0), isWhole: isWhole))
        while minutes[head].minute < minute - Self.kept { head += 1 }
        if head > 64, 2 * head > minutes.count { drop() }
    }

    /// Lets go of the minutes before the first that is kept, and of their numbers.
    private mutating func drop() {
        minutes.removeFirst(head)
        head = 0
        let start = minutes.first?.range.lowerBound ?? dropped + numbers.count
        numbers.removeFirst(start - dropped)
        dropped = start
    }

    /// Whether the keys of the minute just begun are to be added.
    var isOpen: Bool { minutes.last?.isWhole ?? false }

    /// Adds a key of the minute just begun.
    @inline(__always)
    mutating func add(key: Int32, requests: UInt32) {
        numbers.append(UInt32(truncatingIfNeeded: key) << 5 | UInt32(31 - max(1, requests).leadingZeroBitCount))
    }

    /// The median of the requests in those minutes of the day before `minute` in which the key sent some, as the upper
    /// end of its power of two; `nil` where there was none, or not all is known. Minutes before `born` are another's.
    func median(key: Int32, born: Int64, before minute: Int64) -> Int64? {
        var buckets = [Int](repeating: 0, count: 32)
        let wanted = UInt32(truncatingIfNeeded: key)
        for entry in minutes[head...] where entry.minute < minute && entry.minute >= minute - OverloadRule.day {
            guard entry.isWhole else { return nil }
            guard entry.minute >= born else { continue }
            for place in entry.range where numbers[place - dropped] >> 5 == wanted {
                buckets[Int(numbers[place - dropped] & 31)] += 1
            }
        }
        return Self.median(buckets)
    }

    /// The upper median, at the upper end of its bucket: an error speaks for the key.
    static func median(_ buckets: [Int]) -> Int64? {
        let all = buckets.reduce(0, +)
        guard all > 0 else { return nil }
        var below = 0
        for (bucket, count) in buckets.enumerated() {
            below += count
            if below > all / 2 { return 2 << Int64(bucket) - 1 }
        }
        return nil
    }
}

extension OverloadHistory: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading { drop() }
        coder.codeWords(&numbers)
        coder.code(&dropped)
        coder.code(&minutes)
    }
}

extension OverloadHistory.Minute: StateElement {
    static var blank: Self { OverloadHistory.Minute(minute: 0, range: 0..<0, isWhole: false) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&minute)
        var (start, count) = (range.lowerBound, range.count)
        coder.code(&start)
        coder.code(&count)
        if coder.isReading { range = start..<max(start, start + count) }
        coder.code(&isWhole)
    }
}
