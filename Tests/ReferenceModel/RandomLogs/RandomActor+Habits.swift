// What the actors do with their share of the lines.
extension RandomActor {
    /// Beats of a clock with jitter, missed beats, pauses of minutes to days and stretches of bad answers.
    mutating func pollerLines() -> [ModelLine] {
        let resource = resource()
        let interval = world.options.minIntervalSeconds * 1_000
        let fastest = random.chance(40) ? interval / 12 : interval * 4 / 10
        let period = max(1_000, random.number(fastest...interval * (random.chance(70) ? 10 : 13) / 10))
        let jitter = random.one(of: [0, 0, 20, 50, 100])
        let missed = Int(random.one(of: [0, 0, 10, 30]))
        let query = Int(random.number(0...5))
        let notModified = Int(random.one(of: [0, 0, 50, 90]))
        let heads = Int(random.one(of: [0, 0, 0, 20, 100]))
        let trouble = Trouble(&random)
        var lines: [ModelLine] = []
        var time = world.start + random.number(0...(world.end - world.start) / 4)
        while time < world.end, lines.count < budget {
            let beats = random.number(10...400)
            for _ in 0..<beats where time < world.end && lines.count < budget {
                time += period
                if random.chance(missed) { continue }
                let moment = time + random.number(-jitter...jitter) * period / 200
                guard moment < world.end else { continue }
                let status =
                    trouble.status(at: moment, isEven: lines.count % 2 == 0, &random)
                    ?? (random.chance(notModified) ? 304 : nil)
                let method = random.chance(heads) ? "HEAD" : "GET"
                lines.append(
                    line(at: moment, resource, query: pollQuery(query, at: moment), method: method, status: status))
            }
            time += pause(block: 12 * interval)
        }
        return lines
    }

    /// A slow clock that never stops, or only by night, over the whole log: enough for local days.
    mutating func nightOwlLines() -> [ModelLine] {
        let resource = resource()
        let most = world.options.minIntervalSeconds * 950
        let period = min(most, max(most / 3, (world.end - world.start) / Int64(max(budget, 600))))
        let sleeps = random.chance(40)
        let query = Int(random.number(0...5))
        var lines: [ModelLine] = []
        for time in stride(from: world.start, to: world.end, by: Int(period)) where lines.count < max(budget, 900) {
            // Every other day there is a night.
            if sleeps, time / 86_400_000 % 2 == 0, time % 86_400_000 < 18_000_000, random.chance(80) { continue }
            let moment = min(world.end, time + random.number(0...period / 4))
            lines.append(line(at: moment, resource, query: pollQuery(query, at: moment)))
        }
        return lines
    }

    /// The same few resources round and round, with every distance that the rules have a border at.
    mutating func refetcherLines() -> [ModelLine] {
        let resources = (0..<random.number(1...6)).map { _ in resource() }
        let steps: [Int64] = [
            700, 1_990, 2_000, 2_001, 5_000, 20_000, 60_000, 600_000, 3_600_000, 28_800_000, 93_600_000, 93_600_001,
        ]
        let step = random.one(of: steps)
        let doubles = Int(random.one(of: [0, 0, 10, 40]))
        let query = random.one(of: ["", "", "departmentId=3", "b=2&a=1"])
        var lines: [ModelLine] = []
        var time = world.start + random.number(0...(world.end - world.start) / 3)
        while time < world.end, lines.count < budget {
            for _ in 0..<random.number(5...60) where time < world.end && lines.count < budget {
                for resource in resources {
                    lines.append(line(at: time, resource, query: query))
                    if random.chance(doubles) {
                        lines.append(line(at: time + random.number(0...2_500), resource, query: query))
                    }
                }
                time += random.chance(5) ? random.one(of: steps) : step
            }
            // The pause begins with the last round, so one of 26 hours is a distance of just that.
            time += max(0, pause(block: 3_600_000) - step)
        }
        return lines
    }

    /// Bursts on a route of its own with about the two days between them that an episode of A needs to clear.
    mutating func relapserLines() -> [ModelLine] {
        let resource = RandomWorld.Resource(
            path: "/\(random.one(of: world.installations))/Relapses/1", sizes: .one, hasEtag: random.chance(50),
            changesEvery: .max)
        var lines: [ModelLine] = []
        var time = world.start + random.number(0...3_600_000)
        while time < world.end, lines.count < max(budget, 400) {
            for _ in 0..<random.number(10...90) {
                time += 5_000
                lines.append(line(at: min(world.end, time), resource))
            }
            time += random.chance(30) ? 93_595_000 + random.number(0...1) : random.number(46...50) * 3_600_000
        }
        return lines
    }

    /// Many resources of one route, a few times each.
    mutating func sweeperLines() -> [ModelLine] {
        let installation = random.one(of: world.installations)
        let count = random.number(90...160)
        let sizes = RandomWorld.Resource.Sizes.allCases.randomElement(using: &random) ?? .one
        let hasEtag = random.chance(30)
        var lines: [ModelLine] = []
        var time = world.start + random.number(0...(world.end - world.start) / 2)
        for _ in 0..<random.number(3...12) {
            for number in 0..<count where lines.count < max(budget, 600) && time < world.end {
                time += random.number(100...1_000)
                let resource = RandomWorld.Resource(
                    path: "/\(installation)/Employees/\(number)/Picture", sizes: sizes, hasEtag: hasEtag,
                    changesEvery: .max)
                lines.append(line(at: time, resource))
            }
            time += random.number(2_000...1_000_000)
        }
        return lines
    }

    /// Writes by anybody, on a resource, above or below it, and reads soon after them.
    mutating func writerLines() -> [ModelLine] {
        var lines: [ModelLine] = []
        let isSettling = random.chance(40)
        while lines.count < budget / 2 {
            let time = random.number(world.start...world.end)
            let target = resource()
            var written = target
            if random.chance(20) { written.path += "/Notes/\(random.number(1...3))" }
            if random.chance(20), let slash = written.path.lastIndex(of: "/"), slash != written.path.startIndex {
                written.path = String(written.path[..<slash])
            }
            if random.chance(10) { written.path += "/Search" }
            let method = random.one(of: ["PUT", "PATCH", "DELETE", "POST", "POST"])
            let status = Int(random.one(of: [200, 201, 204, 204, 400, 401, 404, 409, 500, 302]))
            var write = line(at: time, written, method: method, status: status)
            if random.chance(30) { write.user = LogText(random.one(of: ["-", "beta", "gamma-web"]).utf8) }
            lines.append(write)
            let delays: [Int64] =
                isSettling ? [3_000, 10_000, 30_000, 33_000] : [0, 1_000, 2_000, 29_999, 30_000, 30_001, 45_000]
            for delay in delays where random.chance(isSettling ? 80 : 40) {
                var read = line(at: min(world.end, time + delay), target)
                if isSettling { read.duration = nil }
                lines.append(read)
            }
        }
        return lines
    }

    /// A person: any resource at any time with any method and status.
    mutating func visitorLines() -> [ModelLine] {
        (0..<budget).map { _ in
            let query = random.one(of: ["", "", "a=1", "a=", "a", "from=1&to=2", "x=2026-03-01T10:00:00Z"])
            let method = random.one(of: ["GET", "GET", "GET", "HEAD", "OPTIONS", "PUT", "POST"])
            return line(at: random.number(world.start...world.end), resource(), query: query, method: method)
        }
    }

    private mutating func resource() -> RandomWorld.Resource {
        random.one(of: world.resources, or: world.resources[0])
    }

    /// What stands behind the question mark: nothing, a constant, or a mark that moves with every poll.
    private mutating func pollQuery(_ kind: Int, at time: Int64) -> String {
        switch kind {
        case 0: "changedAfter=\(time / 1_000)x"
        case 1: "b=2&ts=\(time)&a=1"
        case 2: "departmentId=3"
        case 3: "stamp=\(time / 1_000)"
        default: ""
        }
    }

    /// None, some blocks, a day, about the 24 blocks of B, the 26 hours of A or the two days that clear an episode of A.
    private mutating func pause(block: Int64) -> Int64 {
        let pauses = [
            0, random.number(1...23) * block, 24 * block, 26 * block, random.number(20...30) * 3_600_000, 93_600_000,
        ]
        return random.one(of: pauses)
    }
}

/// Stretches in which answers are refusals, errors or missing.
private struct Trouble {
    private var status = 200
    private var percent = 0
    /// Exactly every other answer, whatever the percentage.
    private var alternates = false
    private var length: Int64 = 1
    private var phase: Int64 = 0

    init(_ random: inout SeededGenerator) {
        guard random.chance(40) else { return }
        status = Int(random.one(of: [429, 503, 404, 401, 500, 304]))
        percent = Int(random.one(of: [1, 3, 49, 51, 100]))
        alternates = random.chance(30)
        length = random.one(of: [900_000, 3_600_000, 20_000_000])
        phase = random.number(0...1)
    }

    func status(at time: Int64, isEven: Bool, _ random: inout SeededGenerator) -> Int? {
        guard percent > 0, time / length % 2 == phase else { return nil }
        return (alternates ? isEven : random.chance(percent)) ? status : nil
    }
}
