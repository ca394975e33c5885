/// The counted polls of a watch, and those of them that brought new content, by block.
struct PollsByBlock {
    var all: [Int64: [Poll]]
    var changes: [Int64: [Poll]]
    /// Deliveries of what is polled, once polls are counted.
    var pushes: (Int64) -> Int

    init(of watch: PollWatch, pushes: @escaping (Int64) -> Int) {
        self.pushes = { $0 > watch.admission ? pushes($0) : 0 }
        all = Dictionary(grouping: watch.polls) { watch.grid.block(of: $0.time) }
        changes = Dictionary(grouping: watch.changes()) { watch.grid.block(of: $0.time) }
    }
}

/// Rule B's figures at one block end.
struct PollWindow {
    /// The m blocks that the evaluation looks at.
    ///
    /// Ruling 34 speaks of 24 blocks, which is the default of m; for another m the evidence takes the rule's own window.
    var blocks: ClosedRange<Int64>
    /// Blocks that are regular by D1 (`r1`) and by D2 (`cov`).
    var alone: Set<Int64>
    var covered: Set<Int64>
    /// The counted polls of all blocks.
    var polls: Int
    var changes: Int
    var pushes: Int
    var notModified: Int
    var regularPolls: Int

    var regular: Set<Int64> { alone.union(covered) }

    /// Looks at the m blocks up to and with `last`, knowing nothing of later blocks.
    init(of polls: PollsByBlock, _ regular: RegularBlocks, last: Int64, length: Int64) {
        blocks = last - length + 1...last
        alone = Set(blocks.filter { regular.alone.contains($0) })
        covered = Set(
            blocks.filter { block in
                regular.withPrevious.contains(block) || (block < last && regular.withPrevious.contains(block + 1))
            })
        self.polls = blocks.map { polls.all[$0, default: []].count }.reduce(0, +)
        changes = blocks.map { polls.changes[$0, default: []].count }.reduce(0, +)
        pushes = blocks.map(polls.pushes).reduce(0, +)
        notModified = blocks.map { polls.all[$0, default: []].count { $0.status == 304 } }.reduce(0, +)
        regularPolls = alone.union(covered).map { polls.all[$0, default: []].count }.reduce(0, +)
    }
}

/// The trigger of B.3 and ruling 23: that of a finding, or the observation's at the first regular block.
struct PollTrigger {
    /// What D1 and D2 need.
    var alone: Int
    var covered: Int

    static func finding(_ options: ModelOptions) -> PollTrigger {
        PollTrigger(alone: Int(options.sustained), covered: Int(options.sustained) + 1)
    }

    static let observation = PollTrigger(alone: 1, covered: 1)

    func firesAlone(_ window: PollWindow) -> Bool { window.alone.count >= alone }

    func fires(_ window: PollWindow) -> Bool { firesAlone(window) || window.covered.count >= covered }

    func isQuiet(_ window: PollWindow) -> Bool {
        2 * window.alone.count < alone && 2 * window.covered.count < covered
    }
}
