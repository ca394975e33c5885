internal import Detection

/// Hands merged events to a detector, a batch at a time, and keeps their runs until they were judged.
struct BatchFeed: ~Copyable {
    private var batch: EventBatch
    /// Runs whose events were all taken, of which the last ones may still wait, and bytes that these keep.
    private var spent: [EventRun] = []
    private var spentBytes = 0
    /// Runs that are used up and judged.
    private var judged: [EventRun] = []
    /// Bytes from which on a batch does not wait to be full: blocks may hold few events.
    private static let mostSpent = 4 << 20

    /// Who judges shards beside this thread.
    private let crew: ReadingCrew?

    init(capacity: Int, crew: ReadingCrew? = nil) {
        batch = EventBatch(capacity: capacity)
        self.crew = crew
    }

    /// Takes the next events, which are all of one run.
    mutating func take(_ run: EventRun, _ range: Range<Int>, for detector: inout Detector) {
        var range = range
        while !range.isEmpty {
            range = range.dropFirst(run.add(range, to: &batch))
            if batch.isFull { judge(by: &detector) }
        }
    }

    /// Nothing more comes of a run.
    mutating func end(_ run: EventRun, for detector: inout Detector) {
        spent.append(run)
        spentBytes += run.content.size
        if spentBytes > Self.mostSpent { judge(by: &detector) }
    }

    /// Has everything judged that waits.
    mutating func judge(by detector: inout Detector) {
        if batch.count > 0 {
            if let crew { detector.consume(batch) { crew.judge($0) } } else { detector.consume(batch) }
        }
        batch.clear()
        judged += spent
        spent.removeAll(keepingCapacity: true)
        spentBytes = 0
    }

    /// Hands out the runs that are used up and judged.
    mutating func release(_ body: (EventRun) -> Void) {
        for run in judged { body(run) }
        judged.removeAll(keepingCapacity: true)
    }
}
