import ReferenceModel
import Testing

/// Rule B in the model, against figures computed by hand.
@Suite struct ReferenceModelTestsPolling {
    private func cron(_ seconds: Int64, hours: Int64 = 12, status: Int = 200) -> [ModelLine] {
        let count = hours * 3_600 / seconds
        return (0..<count).map {
            ModelLine(
                time: ModelGrid.hour(0) + $0 * seconds * ModelGrid.second, duration: 10, bytes: 500, status: status,
                target: "/MSDEMO/Estates")
        }
    }

    private func polling(_ lines: [ModelLine], _ options: ModelOptions = .push(.available)) -> [ModelFinding] {
        ReferenceModel.findings(lines: lines, options: options).filter { $0.rule == "polling" }
    }

    /// Hour 0 admits; hours 1 to 6 are the six regular ones; the observation begins with hour 1.
    @Test func `A 60-second cron is found at the end of its seventh hour`() {
        let found = polling(cron(60) + [.tick(ModelGrid.hour(12))])
        #expect(
            found.map(\.description) == [
                "finding polling [alfa MSDEMO] GET /{installation}/Estates /MSDEMO/Estates "
                    + "started \(ModelGrid.hour(7)) ended null seen \(ModelGrid.hour(2)) 6/6 regular_blocks "
                    + "{polls=660 regular_blocks=11 regular_polls=660 mean_interval_seconds=60 detector=D1 "
                    + "avoidable=659 changes=0 not_modified=0 "
                    + "window_start=\(ModelGrid.hour(-12)) window_end=\(ModelGrid.hour(12))} waste 659 329500 B 6590 ms"
            ])
    }

    @Test(
        arguments: [
            // Period in seconds, hour end at which the finding starts, observed, detector.
            (10, 7, 6, "D1"), (120, 7, 6, "D1"), (150, 7, 6, "D1"), (160, 8, 7, "D2"), (240, 8, 7, "D2"),
            (300, 8, 7, "D2"),
        ] as [(Int64, Int64, Int64, String)])
    func `Crons up to five minutes are found`(seconds: Int64, ends: Int64, observed: Int64, detector: String) {
        let found = polling(cron(seconds) + [.tick(ModelGrid.hour(12))])
        #expect(found.map(\.started) == [ModelGrid.hour(ends)])
        #expect(found.map(\.observed) == [observed] && found.map(\.threshold) == [detector == "D1" ? 6 : 7])
        #expect(found.first?.text("detector") == detector)
    }

    @Test func `A 330-second cron is allowed, and five hours of any cron`() {
        #expect(polling(cron(330, hours: 60) + [.tick(ModelGrid.hour(60))]).isEmpty)
        let fiveHours = polling(cron(60, hours: 6) + [.tick(ModelGrid.hour(40))])
        #expect(fiveHours.map(\.kind) == [.observation])
        #expect(fiveHours.map(\.threshold) == [1] && fiveHours.map(\.observed) == [1])
    }

    @Test func `Where push is impossible nobody is blamed, where it is unknown polling is only seen`() {
        let lines = cron(60) + [.tick(ModelGrid.hour(12))]
        #expect(
            ReferenceModel.findings(lines: lines, options: .push(.none)).filter { $0.rule != "repeated_fetch" } == [])
        #expect(polling(lines, ModelOptions()).map(\.kind) == [.observation])
        #expect(polling(lines, .push(.active)).map(\.kind) == [.finding])
    }

    @Test(arguments: 1...5) func `People are not regular`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let lines = (0..<48 * 60).map { _ in
            ModelLine(
                time: Int64.random(in: ModelGrid.hour(0)..<ModelGrid.hour(48), using: &random),
                target: "/MSDEMO/Estates")
        }
        let found = polling(lines + [.tick(ModelGrid.hour(48))])
        #expect(found.allSatisfy { $0.kind == .observation }, "seed \(seed)")
    }

    @Test(arguments: [(429, 0), (503, 0), (404, 0), (304, 1), (206, 1)])
    func `Hours of refusals and errors are not evaluated`(status: Int, count: Int) {
        #expect(polling(cron(60, status: status) + [.tick(ModelGrid.hour(12))]).count == count)
    }

    @Test(arguments: [(0, 1), (1, 0)]) func `An hour needs answers to half of its polls`(more: Int, count: Int) {
        var lines = cron(60)
        for index in stride(from: 0, to: lines.count, by: 2) { lines[index].status = 404 }
        for hour in Int64(0)..<12 where more == 1 {
            lines.append(ModelLine(time: ModelGrid.hour(hour) + 1, status: 404, target: "/MSDEMO/Estates"))
        }
        #expect(polling(lines + [.tick(ModelGrid.hour(12))]).count == count)
    }

    /// N = 96 with S = 790 is 4·(12·790 − 96²) = 11·96; one pair of slots further apart is not regular.
    @Test(arguments: [
        ([11, 5, 9, 7, 9, 7, 8, 8, 8, 8, 8, 8], 1), ([11, 5, 9, 7, 9, 7, 9, 7, 8, 8, 8, 8], 0),
        ([2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 1), ([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 0),
    ])
    func `A block is regular up to a quarter of a Poisson stream's variance`(slots: [Int64], count: Int) {
        // Odd hours only, so that no two blocks are regular together.
        var lines: [ModelLine] = []
        for (hour, index) in stride(from: Int64(1), to: 13, by: 2).flatMap({ hour in slots.indices.map { (hour, $0) } })
        {
            let slot = ModelGrid.hour(hour) + Int64(index) * 5 * ModelGrid.minute
            lines += (0..<slots[index]).map {
                ModelLine(time: slot + $0 * ModelGrid.second, target: "/MSDEMO/Estates")
            }
        }
        let admission = (0..<12).map { ModelLine(time: ModelGrid.hour(0) + $0, target: "/MSDEMO/Estates") }
        let found = polling(admission + lines + [.tick(ModelGrid.hour(13))])
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.kind == .finding && $0.started == ModelGrid.hour(12) && $0.observed == 6 })
    }

    @Test func `Lines outside the period do not exist`() {
        var options = ModelOptions.push(.available)
        options.since = ModelGrid.hour(1)
        let lines = cron(60) + [.tick(ModelGrid.hour(12))]
        #expect(polling(lines, options).map(\.started) == [ModelGrid.hour(8)])
        options.until = ModelGrid.hour(8)
        #expect(
            polling(lines, options).map(\.kind) == [.observation], "the end of the period's last hour is not reached")
        options.until = ModelGrid.hour(8) + 1
        #expect(polling(lines, options).map(\.kind) == [.finding])
    }

    @Test func `A 401 is nobody's poll, and one refusal in a hundred is bearable`() {
        #expect(polling(cron(60, status: 401) + [.tick(ModelGrid.hour(12))]).isEmpty)
        var lines = cron(30)
        for index in stride(from: 60, to: lines.count, by: 120) { lines[index].status = 429 }
        #expect(polling(lines + [.tick(ModelGrid.hour(12))]).count == 1)
        for index in stride(from: 61, to: lines.count, by: 120) { lines[index].status = 429 }
        #expect(polling(lines + [.tick(ModelGrid.hour(12))]).isEmpty)
    }

    /// Blocks of twelve minutes: the first admits, the next two are regular; ruling 23.
    @Test func `A short interval scales everything, and an episode clears below half`() {
        var options = ModelOptions.push(.available)
        options.minIntervalSeconds = 60
        options.sustained = 2
        options.sustainedWindow = 6
        // The grid's offset is 27 s here; block 0 of the test starts 110 s before the hour, less a block.
        let block = 12 * ModelGrid.minute
        let start = ModelGrid.hour(0) - 110 * ModelGrid.second
        let lines = (0..<120).map { ModelLine(time: start + $0 * 30 * ModelGrid.second, target: "/MSDEMO/Estates") }
        let found = polling(lines + [.tick(start + 40 * block)], options)
        #expect(found.map(\.kind) == [.finding])
        #expect(found.map(\.firstSeen) == [start + 2 * block] && found.map(\.started) == [start + 3 * block])
        // Polls in blocks 0 to 4, regular ones in 1 to 4. One regular block is half of two and keeps the episode open:
        // the last evaluation that sees block 4 is that of block 9.
        #expect(found.map(\.ended) == [start + 11 * block])
    }

    @Test func `After a silence of 24 blocks a poller is admitted anew`() {
        var options = ModelOptions.push(.available)
        options.minIntervalSeconds = 60
        options.sustained = 2
        options.sustainedWindow = 6
        let block = 12 * ModelGrid.minute
        let start = ModelGrid.hour(0) - 110 * ModelGrid.second
        func seen(silence: Int64) -> Int64? {
            let first = (0..<72).map { ModelLine(time: start + $0 * 30 * ModelGrid.second, target: "/MSDEMO/Estates") }
            let again = start + (3 + silence) * block
            let second = (0..<120).map {
                ModelLine(time: again + $0 * 30 * ModelGrid.second, target: "/MSDEMO/Estates")
            }
            let found = polling(first + second + [.tick(again + 9 * block)], options)
            return found.last?.firstSeen.map { ($0 - again) / block }
        }
        #expect(seen(silence: 23) == 1)
        #expect(seen(silence: 24) == 2)
    }

    @Test func `Content changes are not avoidable`() {
        var lines = cron(60)
        for index in lines.indices { lines[index].bytes = Int64(index / 120) }
        let found = polling(lines + [.tick(ModelGrid.hour(12))])
        // The change at the start of hours 2, 4, 6, 8 and 10.
        #expect(found.first?.integer("changes") == 5)
        #expect(found.first?.integer("avoidable") == 654)
    }
}
