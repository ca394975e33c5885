extension RandomLog {
    /// A log with quotas, of which every kind comes often, and with fields for them.
    public static func makeWithQuotas(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x51c6)
        options.quotas = (1...random.number(1...3)).map { quota(Int($0), &random) }
        let times = lines.map(\.time)
        for index in lines.indices {
            lines[index].fields[1] = LogText(random.one(of: ["", "a", "b", "a"]).utf8)
            let numbers = ["1", "10", "0", "", "x", "-3", "1234567890123456", "07"]
            lines[index].fields[2] = LogText(random.one(of: numbers).utf8)
            // Now and then a stamp lies a whole window after another one, or a millisecond beside.
            guard random.chance(5), case .sliding(let seconds) = options.quotas[0].period else { continue }
            let time = random.one(of: times) + seconds * 1_000 + random.one(of: [-1, 0, 0, 1])
            if let last = times.max(), time <= last { lines[index].time = time }
        }
        return (lines, options)
    }

    private static func quota(_ number: Int, _ random: inout SeededGenerator) -> ModelQuota {
        let matches = [
            "* /*", "GET /*", "GET /{installation}/*", "GET /{installation}/Estates/{id}",
            "POST /{installation}/*", "* /{any}",
        ]
        let periods: [ModelQuota.Period] =
            [.day, .day, .month] + [97, 3_600, 3_600, 86_400, 86_400, 30 * 86_400].map { .sliding(seconds: $0) }
        var quota = ModelQuota(
            "quota \(number)", match: random.one(of: matches), limit: random.one(of: [1, 4, 10, 33, 100, 250]),
            per: random.one(of: periods, or: .day))
        quota.unit = random.one(of: [.requests, .requests, .bytes, .field(2)], or: .requests)
        if quota.unit == .bytes { quota.limit *= 1_013 }
        if quota.unit == .field(2) { quota.limit *= 3 }
        quota.scope = random.one(of: ModelQuota.Scope.allCases, or: .key)
        quota.group = random.chance(25) ? 1 : nil
        return quota
    }
}
