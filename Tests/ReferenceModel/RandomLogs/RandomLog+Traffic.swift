extension RandomLog {
    /// A log in which programs hammer on errors, with thresholds so low that episodes start, clear and start again.
    public static func makeWithRefusals(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x7c3a)
        options.closedDoorRequests = random.one(of: [5, 10, 11, 24])
        options.closedDoorSharePercent = random.one(of: [90, 90, 50, 100])
        let sustained: [(Int64, Int64)] = [(6, 24), (2, 24), (3, 12), (1, 1), (2, 3), (5, 7)]
        (options.closedDoorSustained, options.closedDoorWindow) = random.one(of: sustained, or: (6, 24))
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        for _ in 0..<random.number(1...3) { lines += hammering(options, first...last, &random) }
        return (lines.shuffled(using: &random), options)
    }

    /// Somebody who asks in stretches of some hours and gets mostly one status.
    private static func hammering(
        _ options: ModelOptions, _ span: ClosedRange<Int64>, _ random: inout SeededGenerator
    ) -> [ModelLine] {
        let path = random.one(of: ["/MSDEMO/Estates/17", "/MSDEMO/Gone", "/B2/Employees", "/Account/Methods"])
        let user = random.one(of: ["alfa", "beta"])
        let method = random.one(of: ["GET", "GET", "HEAD", "POST", "DELETE"])
        var status = Int(random.one(of: [400, 403, 404, 404, 405, 410, 422, 401, 409]))
        let others = Int(random.one(of: [0, 0, 5, 10, 12, 50]))
        var lines: [ModelLine] = []
        var hour = ReferenceModel.hour(of: span.lowerBound) + random.number(0...6)
        while hour <= ReferenceModel.hour(of: span.upperBound), lines.count < 1_500 {
            let start = hour * ReferenceModel.hourLength + ReferenceModel.hourOffset
            let most = options.closedDoorRequests + random.one(of: [-1, 0, 0, 1, 10])
            let count = random.chance(20) ? most / 5 + random.number(-1...1) : most
            for _ in 0..<max(0, count) {
                // Now and then a stamp lies exactly on the border of the hour.
                let time =
                    start
                    + (random.chance(4) ? random.one(of: [0, 3_600_000, 3_599_999]) : random.number(0...3_599_999))
                guard span.contains(time) else { continue }
                lines.append(
                    ModelLine(
                        time: time, duration: random.chance(50) ? random.number(0...900) : nil,
                        bytes: random.number(0...500), status: random.chance(others) ? 200 : status, method: method,
                        target: path, user: user))
            }
            if random.chance(3) { status = Int(random.one(of: [403, 404])) }
            hour += random.chance(12) ? random.number(2...30) : 1
        }
        return lines
    }

    /// A log in which programs do not wait when they are told to, with thresholds so low that episodes come and go.
    public static func makeWithRefusedHaste(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x2ab1)
        options.backoffPremature = random.one(of: [5, 10, 24])
        options.backoffSharePercent = random.one(of: [20, 20, 60, 5])
        options.backoffHeavyPremature = random.one(of: [2_000, 40, 60])
        options.backoffWaitSeconds = random.one(of: [10, 10, 60, 3])
        options.retryAfterField = random.chance(60) ? 3 : nil
        let sustained: [(Int64, Int64)] = [(2, 24), (2, 24), (1, 1), (6, 24), (3, 7)]
        (options.backoffSustained, options.backoffWindow) = random.one(of: sustained, or: (2, 24))
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        for _ in 0..<random.number(1...3) { lines += hasty(first...last, &random) }
        return (lines.shuffled(using: &random), options)
    }

    /// Bursts of a program that gets refused and comes again at once; now and then everybody meets 5xx.
    private static func hasty(_ span: ClosedRange<Int64>, _ random: inout SeededGenerator) -> [ModelLine] {
        let paths = ["/MSDEMO/Estates/17", "/MSDEMO/Estates", "/MSDEMO/Employees"]
        let user = random.one(of: ["alfa", "beta"])
        let refusal = Int(random.one(of: [429, 429, 503]))
        let isMeasured = random.chance(40)
        var lines: [ModelLine] = []
        var time = span.lowerBound + random.number(0...7_200_000)
        while time <= span.upperBound, lines.count < 1_500 {
            let pace = random.one(of: [100, 500, 1_000, 2_000])
            let status = random.chance(85) ? refusal : Int(random.one(of: [200, 503, 429, 500]))
            for _ in 0..<random.number(3...60) where time <= span.upperBound {
                var line = ModelLine(
                    time: time, duration: isMeasured ? random.number(0...6_000) : nil, bytes: random.number(0...90),
                    status: random.chance(40) ? status : 200, target: random.one(of: paths), user: user)
                line.fields[3] = LogText(random.one(of: ["", "5", "30", "0", "Wed", "2"]).utf8)
                lines.append(line)
                time += random.chance(30) ? 0 : pace
            }
            time += random.one(of: [5_000, 60_000, 900_000, 3_600_000, 3_600_000, 20_000_000, 100_000_000])
        }
        return lines
    }
}
