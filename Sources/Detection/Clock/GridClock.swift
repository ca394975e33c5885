/// A grid and the block that the last line lay in: lines come in the order of time, so the next one mostly lies there too.
struct GridClock {
    let grid: Grid
    private var index: Int64 = 0
    private var start: Int64 = 0
    private var end: Int64 = 0

    init(_ grid: Grid) {
        self.grid = grid
    }

    /// The block that an instant lies in.
    @inline(__always)
    mutating func index(_ time: Int64) -> Int64 {
        if time >= start, time < end { return index }
        index = grid.index(time)
        start = grid.start(index)
        end = grid.end(index)
        return index
    }
}
