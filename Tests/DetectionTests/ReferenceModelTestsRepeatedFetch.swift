import ReferenceModel
import Testing

/// Rule A in the model, against figures computed by hand.
@Suite struct ReferenceModelTestsRepeatedFetch {
    /// A log of hour 0 whose hour 0 is evaluated.
    private func evaluated(_ lines: [ModelLine], _ options: ModelOptions = ModelOptions()) -> [ModelFinding] {
        ReferenceModel.findings(lines: lines + [.tick(ModelGrid.hour(1))], options: options)
    }

    /// Ten fetches: one delivery, one first repetition that size evidence does not count, three free ones, five excess.
    @Test func `Three repetitions a day are free, and size needs two predecessors`() {
        var options = ModelOptions()
        options.excess = 5
        let lines = ModelLine.repeated(
            10, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/MSDEMO/Estates/17")
        let found = evaluated(lines, options)
        #expect(
            found.map(\.description) == [
                "finding repeated_fetch [alfa MSDEMO] GET /{installation}/Estates/{id} null "
                    + "started \(ModelGrid.hour(1)) ended null seen \(ModelGrid.hour(1)) 5/5 excess_per_24h "
                    + "{fetches=10 excess=5 tolerated=3 excess_bytes=5000 duplicates=0 share_percent=50 "
                    + "fingerprint=size window_start=\(ModelGrid.hour(-23)) window_end=\(ModelGrid.hour(1))} "
                    + "waste 5 5000 B 100 ms"
            ])
    }

    @Test(
        arguments: [
            // What is sent, excess, tolerated, duplicates of 10 fetches.
            (5 * ModelGrid.second, "\"v1\"", 6, 3, 0),
            (5 * ModelGrid.second, nil, 5, 3, 0),
            // A start lies 20 ms before its stamp, so 2 s after a delivery is still a duplicate, 3 s is not.
            (1 * ModelGrid.second, nil, 0, 2, 6),
            (0, nil, 0, 0, 9),
            // One free fetch is earned back each eight hours.
            (8 * ModelGrid.hourLength, "\"v1\"", 0, 9, 0),
            (26 * ModelGrid.hourLength, "\"v1\"", 0, 9, 0),
            (26 * ModelGrid.hourLength + 1, "\"v1\"", 0, 0, 0),
        ] as [(Int64, String?, Int64, Int64, Int64)])
    func `Evidence, tolerance and duplicates are counted apart`(
        step: Int64, etag: String?, excess: Int64, tolerated: Int64, duplicates: Int64
    ) {
        // A long tail of excess on another resource of the route opens the observation that shows the figures.
        var options = ModelOptions()
        options.excess = 1
        options.sharePercent = 0
        let start = ModelGrid.hour(0)
        var lines = ModelLine.repeated(10, from: start, every: step, target: "/MSDEMO/Estates/17", etag: etag)
        let others = ModelLine.repeated(6, from: start, every: 5 * ModelGrid.second, target: "/MSDEMO/Estates/18")
        lines += others + [.tick(ModelGrid.hour(1 + 24 * 11))]
        let finding = ReferenceModel.findings(lines: lines, options: options).first
        let within = step < ModelGrid.hourLength
        #expect(finding?.integer("excess") == 1 + excess)
        #expect(finding?.integer("duplicates") == duplicates)
        #expect(finding?.integer("tolerated") == (within ? 3 + tolerated : 3))
        #expect(finding?.waste.requests == 1 + excess)
    }

    /// A resource fetched n times has n − 5 of them in E. Fetches of each resource, then 304s beside them.
    @Test(arguments: [
        (Array(repeating: 11, count: 16) + [9], 0, ["finding"]),
        (Array(repeating: 11, count: 16) + [8], 0, ["observation"]),
        (Array(repeating: 10, count: 20), 0, ["finding"]),
        (Array(repeating: 10, count: 20), 1, []),
        (Array(repeating: 10, count: 4), 0, ["observation"]),
        (Array(repeating: 11, count: 3) + [6], 0, []),
    ])
    func `A hundred excess fetches that are half of all fire`(fetches: [Int], unchanged: Int, kinds: [String]) {
        let lines = fetches.enumerated().flatMap { number, count in
            ModelLine.repeated(
                count, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/MSDEMO/Estates/\(number)")
        }
        let others = (0..<unchanged).map { _ in
            ModelLine(time: ModelGrid.hour(0), status: 304, target: "/MSDEMO/Estates/99")
        }
        #expect(evaluated(lines + others).map(\.kind.rawValue) == kinds)
    }

    @Test func `A fetch after a write is forgiven, also after somebody else's and under the path`() {
        var options = ModelOptions()
        options.excess = 1
        options.freePerDay = 0
        let reads = ModelLine.repeated(
            20, from: ModelGrid.hour(0), every: ModelGrid.minute, target: "/MSDEMO/Estates/17")
        func writes(_ method: String, _ path: String, status: Int = 204, user: String = "-") -> [ModelLine] {
            reads.map { ModelLine(time: $0.time - 21, status: status, method: method, target: path, user: user) }
        }
        func excess(_ writes: [ModelLine]) -> Int64 { evaluated(reads + writes, options).first?.waste.requests ?? 0 }
        #expect(excess([]) == 18)
        #expect(excess(writes("PUT", "/MSDEMO/Estates/17")) == 0)
        #expect(excess(writes("PATCH", "/MSDEMO/Estates/17/Contacts/2", user: "beta")) == 0)
        #expect(excess(writes("DELETE", "/MSDEMO/Estates")) == 0)
        #expect(excess(writes("POST", "/MSDEMO/Estates/17/Documents", status: 201)) == 0)
        // A POST on the list creates something beside the object; a write beside it is no touch either.
        #expect(excess(writes("POST", "/MSDEMO/Estates", status: 201)) == 18)
        #expect(excess(writes("PUT", "/MSDEMO/Estates/18")) == 18)
        #expect(excess(writes("PUT", "/MSNORD/Estates/17")) == 18)
        #expect(excess(writes("PUT", "/MSDEMO/Estates/17", status: 409)) == 18)
        options.routes = [ModelRoute("POST /{installation}/*", isSafePost: true)]
        #expect(excess(writes("POST", "/MSDEMO/Estates/17/Documents", status: 201)) == 18)
    }

    /// One write, then a read each ten seconds: the reads of the thirty seconds after it start anew.
    @Test func `The settle time after a write is thirty seconds`() {
        var options = ModelOptions()
        options.excess = 1
        options.freePerDay = 0
        let read = ModelLine.repeated(
            10, from: ModelGrid.hour(0) + 10_020, every: 10 * ModelGrid.second, target: "/M/a", etag: "1")
        let write = ModelLine(time: ModelGrid.hour(0), status: 200, method: "PUT", target: "/M/a")
        // The first inserts, the second and third start at most 30 s after the write, seven are excess.
        #expect(evaluated(read + [write], options).first?.waste.requests == 7)
    }

    @Test func `Another key's sight of new content forgives once`() {
        var options = ModelOptions()
        options.excess = 1
        options.freePerDay = 0
        let mine = ModelLine.repeated(6, from: ModelGrid.hour(0), every: ModelGrid.minute, target: "/M/a", etag: "1")
        let theirs = [(30, "1"), (150, "2"), (151, "2")].map { second, etag in
            ModelLine(time: ModelGrid.hour(0) + second * ModelGrid.second, target: "/M/a", user: "beta", etag: etag)
        }
        #expect(evaluated(mine, options).first?.waste.requests == 5)
        let both = evaluated(mine + theirs, options)
        #expect(both.map(\.login) == ["alfa"])
        #expect(both.first?.waste.requests == 4)
    }

    @Test func `Partial answers and 304 are fetches but no deliveries, other statuses are nothing`() {
        var options = ModelOptions()
        options.excess = 1
        options.sharePercent = 0
        let lines = ModelLine.repeated(6, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/M/a")
        let others = [200, 203, 206, 304, 301, 401, 403, 404, 499, 500].map {
            ModelLine(time: ModelGrid.hour(0) + 10 * ModelGrid.minute, bytes: nil, status: $0, target: "/M/a")
        }
        let head = ModelLine(
            time: ModelGrid.hour(0) + 10 * ModelGrid.minute, status: 200, method: "HEAD", target: "/M/a")
        #expect(evaluated(lines + others + [head], options).first?.integer("fetches") == 10)
    }

    /// The excess lies in hour 0, so the sums of 24 hours hold it until the end of hour 23.
    @Test func `An episode clears at the 24th quiet hour end, and only then another begins`() {
        var options = ModelOptions()
        options.excess = 5
        var lines = ModelLine.repeated(10, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/M/a")
        func episodes() -> [[Int64?]] {
            ReferenceModel.findings(lines: lines + [.tick(ModelGrid.hour(150))], options: options)
                .filter { $0.kind == .finding }.map { [$0.started, $0.ended] }
        }
        #expect(episodes() == [[ModelGrid.hour(1), ModelGrid.hour(48)]])
        // A second burst at hour 46 stops the count at 22 quiet hour ends.
        lines += ModelLine.repeated(10, from: ModelGrid.hour(46), every: 5 * ModelGrid.second, target: "/M/a")
        #expect(episodes() == [[ModelGrid.hour(1), ModelGrid.hour(46 + 48)]])
        lines = Array(lines.prefix(10))
        lines += ModelLine.repeated(10, from: ModelGrid.hour(48), every: 5 * ModelGrid.second, target: "/M/a")
        #expect(episodes() == [[ModelGrid.hour(1), ModelGrid.hour(48)], [ModelGrid.hour(49), ModelGrid.hour(96)]])
    }

    @Test func `The unfinished hour at the end can only start an observation`() {
        var options = ModelOptions()
        options.excess = 5
        let lines = ModelLine.repeated(10, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/M/a")
        let found = ReferenceModel.findings(lines: lines, options: options)
        let end = ModelGrid.hour(0) + 45 * ModelGrid.second
        #expect(found.map(\.kind) == [.observation])
        #expect(found.map(\.started) == [end] && found.map(\.observed) == [5] && found.map(\.threshold) == [1])
        #expect(
            found.first?.integer("window_start") == ModelGrid.hour(-23) && found.first?.integer("window_end") == end)
    }

    @Test func `A finding tells when its observation began, and the observation is not printed`() {
        var options = ModelOptions()
        options.excess = 10
        var lines = ModelLine.repeated(
            7, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/M/a", etag: "1")
        lines += ModelLine.repeated(9, from: ModelGrid.hour(3), every: 5 * ModelGrid.second, target: "/M/a", etag: "1")
        let found = ReferenceModel.findings(lines: lines + [.tick(ModelGrid.hour(4))], options: options)
        #expect(found.map(\.kind) == [.finding])
        #expect(found.map(\.firstSeen) == [ModelGrid.hour(1)] && found.map(\.started) == [ModelGrid.hour(4)])
        #expect(found.first?.waste.requests == 12)
    }

    /// 120 resources with ten fetches each; the histogram has 256 buckets.
    @Test(
        arguments: [
            // Different sizes, bytes between them, whether one resource leaves its bucket, entity tag, excess.
            (1, 1, false, nil, 0), (1, 1, false, "\"v1\"", 720), (120, 1, false, nil, 600), (120, 256, false, nil, 0),
            // Twenty buckets of six: 20·20·36 = 120², just not above it; then one bucket of seven and one of five.
            (20, 1, false, nil, 600), (20, 1, true, nil, 0),
        ] as [(Int64, Int64, Bool, String?, Int64)])
    func `A route whose resources share their sizes is not measurable by size`(
        sizes: Int64, apart: Int64, isTilted: Bool, etag: String?, excess: Int64
    ) {
        var lines: [ModelLine] = []
        for number in 0..<Int64(120) {
            let size = isTilted && number == 0 ? 1 : number % sizes
            lines += ModelLine.repeated(
                10, from: ModelGrid.hour(0), every: 5 * ModelGrid.second, target: "/M/Pictures/\(number)",
                bytes: 1_000 + apart * size, etag: etag)
        }
        #expect(evaluated(lines).first?.waste.requests ?? 0 == excess)
    }

    @Test func `Heavy excess fires at a fifth of the fetches`() {
        var options = ModelOptions()
        options.heavyExcess = 200
        var lines = ModelLine.repeated(205, from: ModelGrid.hour(0), every: 3 * ModelGrid.second, target: "/M/a")
        lines += (0..<795).map { ModelLine(time: ModelGrid.hour(0) + Int64($0), status: 304, target: "/M/a") }
        #expect(evaluated(lines, options).map(\.threshold) == [200])
        lines.append(ModelLine(time: ModelGrid.hour(0), status: 304, target: "/M/a"))
        #expect(evaluated(lines, options).isEmpty)
    }
}
