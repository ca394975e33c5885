/// One key's way through the pages of one list: the requests that differ in nothing but the page.
///
/// Lines of one stamp are simultaneous, so what they say is put together and compared with what was before the stamp: it
/// does not matter in which order they come.
struct Walk: FlatEntry {
    /// What a request did.
    struct Step {
        /// It turned to a further page.
        var isTurn = false
        /// Pages of the walk that it ended by going back to the start; 0 where it did not.
        var completed: Int64 = 0
    }

    /// Milliseconds in which the next walk must begin for the one before to count.
    static let longestRest: Int64 = 86_400_000

    /// Route and query.
    var hash: UInt64
    /// The present stamp.
    private(set) var time = LatestTimes.never
    /// The last URL of the stamp; equal ones come one after the other.
    private var url: UInt64 = 0
    /// The only URL of the stamp before, 0 for several.
    private var only: UInt64 = 0
    /// Where the walk began, and how far it got, before the stamp; `first` is -1 where there is none.
    private var first: Int32 = -1
    private var last: Int32 = -1
    /// The least and the most of the stamp.
    private var least = Int32.max
    private var most: Int32 = -1
    /// Pages before the stamp.
    private var pages: Int32 = 0
    /// Different pages of the stamp, and those that lie behind all before it.
    private var urls: Int32 = 0
    private var turns: Int32 = 0
    /// Whether the stamp came too late to go on, or to end a walk; whether it went back to the start.
    private var isLate = false
    private var isStale = false
    private var isRestart = false

    init(hash: UInt64) { self.hash = hash }

    /// Takes a request for a page.
    mutating func take(_ page: PageRequest, url: UInt64, time: Int64, gap: Int64) -> Step {
        if time != self.time { begin(time, gap) }
        if !page.isPaged { return restart() }
        if urls > 0, url == self.url { return Step() }
        self.url = url
        urls += 1
        let position = page.isCursor ? Int32.max : Int32(clamping: min(page.position, Int64(Int32.max) - 1))
        (least, most) = (min(least, position), max(most, position))
        var step = !page.isCursor && position <= first ? restart() : Step()
        step.isTurn = first >= 0 && !isLate && (page.isCursor ? url != only : position > last)
        if step.isTurn { turns += 1 }
        return step
    }

    /// Goes back to the start.
    private mutating func restart() -> Step {
        guard first >= 0, !isRestart else { return Step() }
        isRestart = true
        return Step(completed: isStale ? 0 : Int64(pages))
    }

    /// Moves on to another stamp.
    private mutating func begin(_ time: Int64, _ gap: Int64) {
        if urls == 0 {
            if isRestart { (first, last, pages, only) = (-1, -1, 0, 0) }
        } else {
            if isRestart || isLate || first < 0 {
                (first, last, pages) = (least, most, urls)
            } else {
                (last, pages) = (max(last, most), pages + turns)
            }
            only = urls == 1 ? url : 0
        }
        isLate = time - self.time > gap
        isStale = time - self.time > Self.longestRest
        self.time = time
        (url, urls, turns, isRestart) = (0, 0, 0, false)
        (least, most) = (.max, -1)
    }
}

extension Walk: Stateful {
    /// All but the hash.
    mutating func code(_ coder: inout StateCoder) {
        coder.codeTime(&time)
        coder.codeHash(&url)
        coder.codeHash(&only)
        coder.code(&first)
        coder.code(&last)
        coder.code(&least)
        coder.code(&most)
        coder.code(&pages)
        coder.code(&urls)
        coder.code(&turns)
        coder.code(&isLate)
        coder.code(&isStale)
        coder.code(&isRestart)
    }
}
