internal import Detection

/// Merges sorted runs into one canonical order: a binary heap of the runs by their next events.
struct EventMerge {
    /// Files in the order of their names.
    private var ranks: [Int]
    private var heap: [EventRun] = []

    init(ranks: [Int]) { self.ranks = ranks }

    /// Takes the order of more files; those that were known keep theirs among each other.
    mutating func order(by ranks: [Int]) { self.ranks = ranks }

    /// Runs that still hold events.
    var count: Int { heap.count }

    /// The time of the first event, `nil` where there is none.
    var nextTime: Int64? { heap.first?.nextTime }

    /// Every event that was not handed out, run by run; they stay.
    func forEach(_ body: (RequestEvent, [UInt8], Int32) -> Void) {
        for run in heap {
            for place in run.content.places[run.cursor...] {
                body(run.content.events[Int(place.index)], run.content.bytes, run.input)
            }
        }
    }

    /// Adds a run that is not empty.
    mutating func add(_ run: EventRun) {
        heap.append(run)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].precedes(heap[parent], ranks) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Hands out, in canonical order, every event ordered before `watermark`, by run and places in its
    /// order; `done` takes runs that are used up.
    mutating func release(before watermark: Int64, _ take: (EventRun, Range<Int>) -> Void, done: (EventRun) -> Void) {
        while let first = heap.first, first.nextTime < watermark {
            let rival = rivalOfFirst
            take(first, first.advance(before: watermark, rival, ranks))
            if first.isEmpty {
                done(first)
                let last = heap.removeLast()
                if !heap.isEmpty { heap[0] = last }
            }
            sink()
        }
    }

    /// The run that comes next after the first.
    private var rivalOfFirst: EventRun? {
        guard heap.count > 2 else { return heap.count == 2 ? heap[1] : nil }
        return heap[1].precedes(heap[2], ranks) ? heap[1] : heap[2]
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child], ranks) { child += 1 }
            guard heap[child].precedes(heap[parent], ranks) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
