internal import Detection

/// Sorted events on their way through the merge.
final class EventRun {
    let content: SortedEvents
    /// The input's place in the list of names.
    let input: Int32
    /// Which of the events in order comes next.
    var cursor = 0
    /// The batch that events of it were added to last, and the run's number there.
    private var batch = -1
    private var source = 0

    /// Makes a run of events, at least one.
    init(_ content: SortedEvents, input: Int32) {
        self.content = content
        self.input = input
    }

    /// The last time by which an event is ordered.
    var lastTime: Int64? { content.places.last?.time }
    /// Whether every event was taken.
    var isEmpty: Bool { cursor == content.places.count }
    /// What the next event is ordered by.
    var next: SortedEvents.Place { content.places[cursor] }

    /// Adds events to a batch by their places in order, as far as there is room.
    ///
    /// - Returns: how many were taken.
    func add(_ range: Range<Int>, to batch: inout EventBatch) -> Int {
        if self.batch != batch.number {
            source = batch.addSource(content.events, order: content.order, content.bytes, file: input)
            self.batch = batch.number
        }
        return batch.add(range, of: source)
    }

    /// Whether this run's next event comes before the other's that has the same place; `ranks` orders files by name.
    func precedes(_ other: EventRun, _ ranks: [Int]) -> Bool {
        let (mine, its) = (content.events[Int(next.index)], other.content.events[Int(other.next.index)])
        let (myBytes, itsBytes) = (content.bytes, other.content.bytes)
        if CanonicalOrder.precedes(mine, myBytes.span, its, itsBytes.span) { return true }
        if CanonicalOrder.precedes(its, itsBytes.span, mine, myBytes.span) { return false }
        let (rank, otherRank) = (ranks[Int(input)], ranks[Int(other.input)])
        return rank != otherRank ? rank < otherRank : mine.line < its.line
    }
}
