internal import Detection

/// Tells whether two inputs hold the same lines for a while: a log and a part of it, or a copy that grew.
///
/// Lines that two inputs share come one after the other in canonical order, so they are seen where the merge changes from
/// one input to the other. A pair is counted from its first shared line to its last one; the lines of nobody are left out.
struct OverlapWatch {
    /// Lines from which on an overlap is believed.
    static let least: Int64 = 1000

    /// Two inputs by their places in the list of names, the lower first.
    private struct Pair: Hashable {
        let first: Int32
        let second: Int32
    }

    private struct Shared {
        var lines: Int64 = 0
        /// How many lines of each had come at the first and at the last shared line.
        var began: (Int64, Int64)
        var ended: (Int64, Int64)
        var from: Int64
        var to: Int64
    }

    /// Two inputs of which one repeats the other.
    struct Overlap: Equatable {
        let first: Int32
        let second: Int32
        /// Shared lines, and the lines of the shorter one in that time.
        let shared: Int64
        let lines: Int64
        /// Milliseconds since 1970 UTC.
        let from: Int64
        let to: Int64
    }

    private var counts: [Int64]
    private var pairs: [Pair: Shared] = [:]
    /// The last line that was taken.
    private var last: (run: EventRun, place: SortedEvents.Place)?

    init(inputs: Int) { counts = [Int64](repeating: 0, count: inputs) }

    /// Makes room for inputs that came later.
    mutating func makeRoom(inputs: Int) {
        if inputs > counts.count { counts += [Int64](repeating: 0, count: inputs - counts.count) }
    }

    /// Takes the next lines in canonical order, which are all of one run.
    mutating func take(_ run: EventRun, _ range: Range<Int>) {
        let first = run.content.places[range.lowerBound]
        if let last, last.place.resource == first.resource, last.run.input != run.input {
            compare(last.run, Int(last.place.index), run, Int(first.index))
        }
        counts[Int(run.input)] += Int64(range.count)
        last = (run, run.content.places[range.upperBound - 1])
    }

    private mutating func compare(_ lastRun: EventRun, _ lastIndex: Int, _ run: EventRun, _ index: Int) {
        let (last, event) = (lastRun.content.events[lastIndex], run.content.events[index])
        guard last.time == event.time, event.key != 0, last.key == event.key, event.order != .push else { return }
        let (left, right) = (lastRun.content.bytes, run.content.bytes)
        guard !CanonicalOrder.precedes(last, left.span, event, right.span),
            !CanonicalOrder.precedes(event, right.span, last, left.span)
        else { return }
        share(min(lastRun.input, run.input), max(lastRun.input, run.input), at: event.time)
    }

    private mutating func share(_ first: Int32, _ second: Int32, at time: Int64) {
        let now = (counts[Int(first)], counts[Int(second)])
        var shared = pairs[Pair(first: first, second: second)] ?? Shared(began: now, ended: now, from: time, to: time)
        shared.lines += 1
        shared.ended = now
        shared.to = time
        pairs[Pair(first: first, second: second)] = shared
    }

    /// Lets go of a run whose storage is used again.
    mutating func forget(_ run: EventRun) {
        if last?.run === run { last = nil }
    }

    /// Pairs that share more than half of at least ``least`` lines, by their places.
    var overlaps: [Overlap] {
        let found = pairs.compactMap { pair, shared -> Overlap? in
            let lines = min(shared.ended.0 - shared.began.0, shared.ended.1 - shared.began.1) + 1
            guard lines >= Self.least, 2 * shared.lines > lines else { return nil }
            return Overlap(
                first: pair.first, second: pair.second, shared: shared.lines, lines: lines, from: shared.from,
                to: shared.to)
        }
        return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }
}
