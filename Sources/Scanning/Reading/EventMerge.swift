internal import Detection

/// Merges sorted runs into one canonical order: a binary heap of the runs' next places.
///
/// Where files overlap, hardly more than one event is taken of a run at a time, so that places are compared by value and runs are
/// looked at only where these are equal.
@safe struct EventMerge {
    /// The next event of a run.
    private struct Head {
        var place: SortedEvents.Place
        /// The run's place among those that are merged.
        let slot: Int
    }

    /// Files in the order of their names.
    private var ranks: [Int]
    private var heap: [Head] = []
    /// The runs by their slots, and the same without being counted: where files overlap, the next event mostly is another run's.
    private var owned: [EventRun?] = []
    private var runs: [Unmanaged<EventRun>?] = unsafe []
    private var freeSlots: [Int] = []

    init(ranks: [Int]) { self.ranks = ranks }

    /// Takes the order of more files; those that were known keep theirs among each other.
    mutating func order(by ranks: [Int]) { self.ranks = ranks }

    /// The time of the first event, `nil` where there is none.
    var nextTime: Int64? { heap.first?.place.time }

    /// Every event that was not handed out, run by run; they stay.
    func forEach(_ body: (RequestEvent, [UInt8], Int32) -> Void) {
        for head in heap {
            guard let run = owned[head.slot] else { continue }
            for place in run.content.places[run.cursor...] {
                body(run.content.events[Int(place.index)], run.content.bytes, run.input)
            }
        }
    }

    /// Adds a run that is not empty.
    mutating func add(_ run: EventRun) {
        let slot = freeSlots.popLast() ?? owned.count
        if slot == owned.count {
            owned.append(run)
            unsafe runs.append(nil)
        } else {
            owned[slot] = run
        }
        // Safe: here and wherever it is used, the run is owned until its slot is free.
        unsafe runs[slot] = Unmanaged.passUnretained(run)
        heap.append(Head(place: run.next, slot: slot))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Hands out, in canonical order, every event ordered before `watermark`, by run and places in its
    /// order; `done` takes runs that are used up.
    mutating func release(before watermark: Int64, _ take: (EventRun, Range<Int>) -> Void, done: (EventRun) -> Void) {
        while let first = heap.first, first.place.time < watermark {
            guard let run = unsafe runs[first.slot] else { return }
            // Safe: the run is owned.
            let next = unsafe run._withUnsafeGuaranteedRef { run in
                take(run, advance(run, before: watermark))
                return run.isEmpty ? nil : run.next
            }
            if let next { heap[0].place = next } else { end(first.slot, done) }
            sink()
        }
    }

    /// Lets go of the first run, which is used up.
    private mutating func end(_ slot: Int, _ done: (EventRun) -> Void) {
        let run = owned[slot].take()
        unsafe runs[slot] = nil
        freeSlots.append(slot)
        if let run { done(run) }
        let last = heap.removeLast()
        if !heap.isEmpty { heap[0] = last }
    }

    /// Takes the next event of the first run, and all behind it that come before `watermark` and before the next event of
    /// any other run.
    ///
    /// - Returns: the places in order that were taken.
    private func advance(_ run: EventRun, before watermark: Int64) -> Range<Int> {
        let start = run.cursor
        run.cursor += 1
        let rival = rivalOfFirst
        while !run.isEmpty {
            let next = run.next
            guard next.time < watermark else { break }
            if let rival, !(next.isBefore(rival.place) ?? breaksTie(run, rival.slot)) { break }
            run.cursor += 1
        }
        return start..<run.cursor
    }

    /// The next event of another run after the first.
    private var rivalOfFirst: Head? {
        guard heap.count > 2 else { return heap.count == 2 ? heap[1] : nil }
        return precedes(heap[1], heap[2]) ? heap[1] : heap[2]
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
            guard precedes(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }

    @inline(__always)
    private func precedes(_ left: Head, _ right: Head) -> Bool {
        left.place.isBefore(right.place) ?? breaksTie(owned[left.slot], right.slot)
    }

    @inline(never)
    private func breaksTie(_ left: EventRun?, _ right: Int) -> Bool {
        guard let left, let right = owned[right] else { return false }
        return left.precedes(right, ranks)
    }
}
