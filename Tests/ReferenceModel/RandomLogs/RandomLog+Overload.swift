extension RandomLog {
    /// A log with minutes in which a small API cannot cope, with thresholds so low that episodes come and go.
    public static func makeWithOverload(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x0c10)
        options.overload = overload(&random)
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        for _ in 0..<random.number(1...3) { lines += crowd(first...last, &random) }
        if random.chance(40) {
            // The unfinished minute at the end.
            let final = min(last, (options.until ?? .max) - 1)
            lines += (0..<30).map { _ in
                ModelLine(
                    time: final - random.number(0...min(20_000, final - first)), duration: duration(&random),
                    status: random.chance(70) ? 502 : 200, target: "/MSDEMO/Estates", user: "gamma")
            }
        }
        let times = lines.map(\.time)
        for _ in 0..<random.one(of: [0, 0, 1, 2]) {
            let start = random.one(of: times)
            options.overload.maintenance.append(start..<start + random.one(of: [1, 60_000, 600_000, 7_200_000]))
        }
        return (lines.shuffled(using: &random), options)
    }

    private static func overload(_ random: inout SeededGenerator) -> ModelOverload {
        var overload = ModelOverload()
        overload.workers = random.chance(50) ? random.number(1...3) : nil
        overload.maxRps = random.chance(40) ? 1 : nil
        overload.loadPercent = random.number(8...60)
        overload.errors = random.number(1...5)
        overload.errorSharePercent = random.one(of: [5, 5, 30, 60])
        overload.sharePercent = random.one(of: [25, 25, 50, 10])
        overload.surge = random.number(1...3)
        overload.minutes = random.number(1...6)
        overload.dayMinutes = overload.minutes + random.number(0...9)
        overload.longest = 1_000 * random.one(of: [3_600, 3_600, 3_599, 600, 60, 61, 7, 1])
        return overload
    }

    /// Stretches of busy minutes by a few, with long requests and errors among them, and hours to more than a day of calm.
    private static func crowd(_ span: ClosedRange<Int64>, _ random: inout SeededGenerator) -> [ModelLine] {
        let paths = ["/MSDEMO/Estates/17", "/MSDEMO/Estates", "/B2/Employees", "/Account/Methods", "/health"]
        let users = ["alfa", "alfa", "beta", "-"]
        let isMeasured = random.chance(75)
        var minute = ReferenceModel.floorDivided(span.lowerBound, by: 60_000) + random.number(0...90)
        var lines: [ModelLine] = []
        while minute * 60_000 <= span.upperBound, lines.count < 900 {
            let errors = Int(random.one(of: [0, 0, 20, 80]))
            let (user, path) = (random.one(of: users), random.one(of: paths))
            for _ in 0..<random.number(1...8) {
                for _ in 0..<random.one(of: [0, 1, 3, 6, 12, 30]) {
                    let second = random.chance(40) ? 30_000 : random.number(0...59_999)
                    let time = minute * 60_000 + (random.chance(6) ? random.one(of: [0, 1, 59_999]) : second)
                    guard span.contains(time) else { continue }
                    let mine = random.chance(70)
                    var line = ModelLine(
                        time: time, duration: isMeasured || random.chance(50) ? duration(&random) : nil,
                        bytes: random.number(0...900), status: random.chance(errors) ? 503 : 200,
                        target: mine ? path : random.one(of: paths), user: mine ? user : random.one(of: users))
                    if random.chance(2) { line.status = Int(random.one(of: [500, 599, 401, 429])) }
                    lines.append(line)
                }
                minute += random.chance(80) ? 1 : random.number(2...4)
            }
            minute += random.one(of: [1, 3, 30, 59, 60, 61, 400, 1_430, 1_440, 1_441, 2_000])
        }
        return lines
    }

    private static func duration(_ random: inout SeededGenerator) -> Int64 {
        switch random.number(0...99) {
        case ..<50: random.number(0...900)
        case ..<85: random.number(900...30_000)
        case ..<95: random.one(of: [60_000, 120_000, 59_999, 60_001, 180_000])
        default: random.one(of: [3_600_000, 3_600_001, 3_599_999, 1_800_000, 9_000_000])
        }
    }
}
