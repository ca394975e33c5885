internal import Detection

/// Sorted events on their way through the merge.
final class EventRun {
    let content: SortedEvents
    /// The input's place in the list of names.
    let input: Int32
    /// Which of the events in order comes next.
    private(set) var cursor = 0

    /// Makes a run of events, at least one.
    init(_ content: SortedEvents, input: Int32) {
        self.content = content
        self.input = input
    }

    /// The last time by which an event is ordered.
    var lastTime: Int64? { content.places.last?.time }
    /// Whether every event was taken.
    var isEmpty: Bool { cursor == content.places.count }
    /// The time by which the next event is ordered.
    var nextTime: Int64 { content.places[cursor].time }
    private var next: RequestEvent { content.events[Int(content.places[cursor].index)] }

    /// Takes the next event, and all behind it that come before `watermark` and before the next event of `rival`.
    ///
    /// - Returns: the places in order that were taken.
    func advance(before watermark: Int64, _ rival: EventRun?, _ ranks: [Int]) -> Range<Int> {
        let start = cursor
        let limit = rival.map { $0.content.places[$0.cursor] }
        cursor += 1
        while cursor < content.places.count, content.places[cursor].time < watermark {
            if let rival, let limit, !(content.places[cursor].isBefore(limit) ?? precedes(rival, ranks)) { break }
            cursor += 1
        }
        return start..<cursor
    }

    /// Whether this run's next event comes before the other's; `ranks` orders files by name.
    func precedes(_ other: EventRun, _ ranks: [Int]) -> Bool {
        if let isBefore = content.places[cursor].isBefore(other.content.places[other.cursor]) { return isBefore }
        let (mine, its) = (next, other.next)
        let (myBytes, itsBytes) = (content.bytes, other.content.bytes)
        if CanonicalOrder.precedes(mine, myBytes.span, its, itsBytes.span) { return true }
        if CanonicalOrder.precedes(its, itsBytes.span, mine, myBytes.span) { return false }
        let (rank, otherRank) = (ranks[Int(input)], ranks[Int(other.input)])
        return rank != otherRank ? rank < otherRank : mine.line < its.line
    }
}
