internal import Detection

/// Merges sorted runs into one canonical order: a list of the runs' next places, the first one first.
///
/// Where files overlap, hardly more than one event is taken of a run at a time. Its next place then goes back into the list from the
/// front, which costs as many steps as runs come before it, but only one of them is not foreseen by the processor; each level of a
/// heap costs one or two such. Places are compared by value, and runs are looked at only where these are equal.
@safe struct EventMerge {
    /// The next event of a run.
    private struct Head {
        /// What it is ordered by.
        let key: UInt128
        let time: Int64
        /// The run's place among those that are merged.
        let slot: Int

        @inline(__always)
        init(_ place: SortedEvents.Place, slot: Int) { (key, time, self.slot) = (place.key, place.time, slot) }
    }

    /// Files in the order of their names.
    private var ranks: [Int]
    private var heads: [Head] = []
    /// The runs by their slots, and the same without being counted: where files overlap, the next event mostly is another run's.
    private var owned: [EventRun?] = []
    private var runs: [Unmanaged<EventRun>?] = unsafe []
    private var freeSlots: [Int] = []

    init(ranks: [Int]) { self.ranks = ranks }

    /// Takes the order of more files; those that were known keep theirs among each other.
    mutating func order(by ranks: [Int]) { self.ranks = ranks }

    /// Runs that are merged.
    var count: Int { heads.count }

    /// The time of the first event, `nil` where there is none.
    var nextTime: Int64? { heads.first?.time }

    /// Every event that was not handed out, run by run; they stay.
    func forEach(_ body: (RequestEvent, [UInt8], Int32) -> Void) {
        for head in heads {
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
        let head = Head(run.next, slot: slot)
        var place = heads.count
        heads.append(head)
        while place > 0, precedes(head, heads[place - 1]) {
            heads[place] = heads[place - 1]
            place -= 1
        }
        heads[place] = head
    }

    /// Hands out, in canonical order, every event ordered before `watermark`, by run and places in its
    /// order; `done` takes runs that are used up.
    mutating func release(before watermark: Int64, _ take: (EventRun, Range<Int>) -> Void, done: (EventRun) -> Void) {
        while let first = heads.first, first.time < watermark {
            guard let run = unsafe runs[first.slot] else { return }
            // Safe: the run is owned.
            let next = unsafe run._withUnsafeGuaranteedRef { run in
                take(run, advance(run, before: watermark))
                // Where files take turns, the run's next turn but one is some way off.
                run.content.prefetch(run.cursor + 2)
                return run.isEmpty ? nil : run.next
            }
            if let next { putBack(Head(next, slot: first.slot)) } else { end(first.slot, done) }
        }
    }

    /// Lets go of the first run, which is used up.
    private mutating func end(_ slot: Int, _ done: (EventRun) -> Void) {
        let run = owned[slot].take()
        unsafe runs[slot] = nil
        freeSlots.append(slot)
        if let run { done(run) }
        heads.removeFirst()
    }

    /// Takes the next event of the first run, and all behind it that come before `watermark` and before the next event of
    /// any other run.
    ///
    /// - Returns: the places in order that were taken.
    private func advance(_ run: EventRun, before watermark: Int64) -> Range<Int> {
        let start = run.cursor
        run.cursor += 1
        let rival = heads.count > 1 ? heads[1] : nil
        while !run.isEmpty {
            let next = run.next
            guard next.time < watermark else { break }
            if let rival {
                let key = next.key
                guard key == rival.key ? breaksTie(run, rival.slot) : key < rival.key else { break }
            }
            run.cursor += 1
        }
        return start..<run.cursor
    }

    /// Puts the next place of the first run where it belongs.
    @inline(__always)
    private mutating func putBack(_ head: Head) {
        var place = 0
        while place + 1 < heads.count, precedes(heads[place + 1], head) {
            heads[place] = heads[place + 1]
            place += 1
        }
        heads[place] = head
    }

    @inline(__always)
    private func precedes(_ left: Head, _ right: Head) -> Bool {
        left.key == right.key ? breaksTie(owned[left.slot], right.slot) : left.key < right.key
    }

    @inline(never)
    private func breaksTie(_ left: EventRun?, _ right: Int) -> Bool {
        guard let left, let right = owned[right] else { return false }
        return left.precedes(right, ranks)
    }
}
