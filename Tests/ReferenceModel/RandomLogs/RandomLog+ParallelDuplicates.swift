extension RandomLog {
    /// A log in which programs ask for the same several times at once, with thresholds so low that episodes come and go.
    public static func makeWithDuplicates(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x51d7)
        options.duplicates = random.one(of: [3, 10, 40])
        options.duplicateSharePercent = random.one(of: [10, 10, 33, 50])
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        for _ in 0..<random.number(1...3) { lines += impatient(first...last, &random) }
        return (lines.shuffled(using: &random), options)
    }

    /// Bursts in which every answer is asked for once or several times, with hours or days between them.
    private static func impatient(_ span: ClosedRange<Int64>, _ random: inout SeededGenerator) -> [ModelLine] {
        let user = random.one(of: ["alfa", "beta"])
        let route = random.one(of: ["/MSDEMO/Estates", "/MSDEMO/Estates/17/Contacts", "/B2/Hedges/1"])
        var lines: [ModelLine] = []
        var time = span.lowerBound + random.number(0...7_200_000)
        while time <= span.upperBound, lines.count < 1_200 {
            let copies = random.number(1...4)
            for number in 0..<random.number(1...30) where time <= span.upperBound {
                for _ in 0..<copies {
                    let line = ModelLine(
                        time: min(span.upperBound, time + random.one(of: [0, 0, 300, 1_999, 2_000])),
                        duration: random.chance(40) ? random.number(0...3_000) : nil, bytes: 700 + number % 3,
                        target: "\(route)?n=\(number)", user: user)
                    lines.append(line)
                }
                time += 2_500
            }
            time += random.one(of: [600_000, 3_600_000, 3_600_000, 40_000_000, 86_400_000])
        }
        return lines
    }
}
