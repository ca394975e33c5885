/// One stay of a poll target in B's state, from its admission until it is dropped.
struct PollWatch {
    /// The block in which the twelfth request admitted the target; counting starts after it.
    var admission: Int64
    /// The block at whose end the state was dropped, `nil` if it was not.
    var dropped: Int64?
    var grid: BlockGrid
    /// The requests of the blocks after the admission, in canonical order.
    var polls: [Poll] = []
}

extension ReferenceModel {
    /// Ruling 22: admission in the block of the twelfth request, removal at the end of 24 blocks without one.
    static func watches(of target: PolledTarget, span: LogSpan) -> [PollWatch] {
        let grid = target.grid
        let polls = Dictionary(grouping: target.polls) { grid.block(of: $0.time) }
        var finished: [PollWatch] = []
        var current: PollWatch?
        var silent = 0
        for block in grid.block(of: span.first)...grid.block(of: span.last) {
            let ofBlock = polls[block, default: []]
            silent = ofBlock.isEmpty ? silent + 1 : 0
            guard var watch = current else {
                if ofBlock.count >= 12 { current = PollWatch(admission: block, grid: grid) }
                continue
            }
            current = nil
            watch.polls += ofBlock
            // The block of max τ has no end yet.
            if silent == 24, block < grid.block(of: span.last) {
                watch.dropped = block
                finished.append(watch)
            } else {
                current = watch
            }
        }
        return finished + [current].compactMap(\.self)
    }
}

extension PollWatch {
    /// Ruling 25: polls whose content differs from that of the last one before them that had content.
    ///
    /// Only what was counted has a predecessor: the first content after the admission is no change.
    func changes() -> [Poll] {
        let contents = polls.filter { $0.token != nil }
        return zip(contents, contents.dropFirst()).filter { $0.token != $1.token }.map(\.1)
    }
}

/// The regular blocks of a watch, each judged by itself (B.1, B.3).
struct RegularBlocks {
    /// Blocks that pass D1.
    private(set) var alone: Set<Int64> = []
    /// Blocks that pass D2 together with the block before them.
    private(set) var withPrevious: Set<Int64> = []

    private let admission: Int64
    private let statuses: [Int64: [Int]]
    private let slots: [Int64: Int]

    private let isBroken: (Int64) -> Bool

    init(of watch: PollWatch, in blocks: Range<Int64>, isBroken: @escaping (Int64) -> Bool) {
        self.isBroken = isBroken
        admission = watch.admission
        statuses = Dictionary(grouping: watch.polls) { watch.grid.block(of: $0.time) }.mapValues { $0.map(\.status) }
        slots = Dictionary(grouping: watch.polls) { watch.grid.slot(of: $0.time) }.mapValues(\.count)
        for block in blocks where isEvaluable(block) {
            if isRegular(firstSlot: 12 * block, width: 1) { alone.insert(block) }
            guard isEvaluable(block - 1), isRegular(firstSlot: 12 * (block - 1), width: 2) else { continue }
            withPrevious.insert(block)
        }
    }

    /// Ruling 4; the admission block and what was before it are not `ok` (ruling 22).
    private func isEvaluable(_ block: Int64) -> Bool {
        let all = statuses[block, default: []]
        let rejected = all.count { [429, 503].contains($0) }
        let served = all.count { [200, 203, 206, 304].contains($0) }
        return block > admission && 100 * rejected <= all.count && 2 * served >= all.count
            && !isBroken(block)
    }

    /// B.1 over twelve slots, or twelve double slots: N ≥ 24 and 4·(12·S − N²) ≤ 11·N.
    private func isRegular(firstSlot: Int64, width: Int64) -> Bool {
        let counts = (0..<12).map { index in
            (0..<width).map { slots[firstSlot + index * width + $0, default: 0] }.reduce(0, +)
        }
        let n = counts.reduce(0, +)
        let squares = counts.map { $0 * $0 }.reduce(0, +)
        return n >= 24 && 4 * (12 * squares - n * n) <= 11 * n
    }
}
