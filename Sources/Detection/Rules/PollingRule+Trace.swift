extension PollingRule {
    /// What the end of a block showed.
    func evaluation(
        _ blocks: PollingBlocks, _ block: Int64, _ grid: Grid, _ push: PushState, polls: Int64, regularPolls: Int64
    ) -> Evaluation {
        var evaluation = Evaluation(
            moment: grid.start(block),
            window: grid.start(block - Int64(blocks.window) + 1)..<grid.end(block), ways: ways(blocks, grid))
        evaluation.hour = hour(blocks, block, grid)
        if blocks.canPair, blocks.paired.isRegular { evaluation.liftsHourBefore = Self.inPair }
        let regular = Int64(blocks.regular.nonzeroBitCount)
        evaluation.figures = [
            Evaluation.Figure(name: "polls", label: "requests", value: polls),
            Evaluation.Figure(name: "regular_blocks", label: "regular by either test", value: regular),
            Evaluation.Figure(name: "regular_polls", label: "requests in regular hours", value: regularPolls),
        ]
        evaluation.size = (regular, polls)
        if push == .unknown {
            evaluation.obstacle = "it is not known whether push exists for the route, so it is only observed"
            evaluation.remedy = "push: available"
        }
        return evaluation
    }

    private static let alone = "regular"
    private static let inPair = "regular with a neighbour"

    private func ways(_ blocks: PollingBlocks, _ grid: Grid) -> [Evaluation.Way] {
        let unit = Self.unit(grid)
        return [
            Evaluation.Way(
                name: "D1",
                conditions: [
                    .count(
                        "regular_alone", "regular \(unit.one)", "regular \(unit.many)", Int64(blocks.firstCount),
                        atLeast: Int64(options.sustained))
                ]),
            Evaluation.Way(
                name: "D2",
                conditions: [
                    .count(
                        "regular_in_pairs", "\(unit.one) in regular pairs", "\(unit.many) in regular pairs",
                        Int64(blocks.secondCount), atLeast: Int64(options.sustained) + 1)
                ]),
        ]
    }

    /// Hours where blocks are hours.
    static func unit(_ grid: Grid) -> (one: String, many: String) {
        grid.block == Grid.hours.block ? ("hour", "hours") : ("block", "blocks")
    }

    private func hour(_ blocks: PollingBlocks, _ block: Int64, _ grid: Grid) -> Evaluation.Hour {
        let cell = blocks[block]
        let (kind, reason) = judge(blocks, cell)
        let isPaired = blocks.alone.requests < 24 && blocks.canPair && cell.polls > 0
        let spread = isPaired ? blocks.paired : blocks.alone
        let prefix = isPaired ? "pair_" : ""
        return Evaluation.Hour(
            start: grid.start(block), end: grid.end(block), kind: kind, reason: reason,
            conditions: [
                .count(prefix + "requests", "request", "requests", spread.requests, atLeast: 24),
                .atMost(
                    prefix + "dispersion", "variance over mean",
                    12 * spread.squares - spread.requests * spread.requests,
                    over: 11 * max(1, spread.requests), hundredths: 25),
            ])
    }

    private func judge(_ blocks: PollingBlocks, _ cell: PollingBlocks.Cell) -> (Evaluation.Hour.Kind, String) {
        if blocks.first & 1 != 0 { return (.counts, Self.alone) }
        if blocks.second & 1 != 0 { return (.counts, Self.inPair) }
        if cell.polls == 0 { return (.misses, "without a request") }
        if 100 * cell.refused > cell.polls { return (.notEvaluable, "with over 1 % of 429 and 503") }
        if cell.isSilent { return (.notEvaluable, "in which no delivery was logged against its rate") }
        if !cell.isPushWorking { return (.notEvaluable, "with over 5 % of deliveries failed") }
        if 2 * cell.good < cell.polls { return (.notEvaluable, "with mostly errors") }
        return blocks.alone.requests < 24
            ? (.misses, "with fewer than 24 requests") : (.misses, "with requests too uneven for a clock")
    }
}
