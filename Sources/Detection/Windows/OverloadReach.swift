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

    /// What the open minutes from `first` on hold so far.
    func forEach(from first: Int64, through last: Int64, _ body: (Int64, Int64) -> Void) {
        guard first <= last else { return }
        var level = level
        for minute in first...last {
            level += Int64(steps[Self.place(minute)])
            body(minute, parts[Self.place(minute)] + level * OverloadRule.minute)
        }
    }
}

/// The server time of one key in other minutes than that of the stamp.
final class OverloadKeyReach {
    let key: Int32
    var reach = OverloadReach()
    /// What the minute that was closed last held.
    private(set) var closed: Int64 = 0
    /// The minute in which the key was looked at together with its requests.
    var seenIn = Int64.min

    init(key: Int) { self.key = Int32(key) }

    func close(_ minute: Int64) { closed = reach.close(minute) }
}
