extension RandomLog {
    /// A log together with a push log about its objects, which is now dense, now silent, now full of failures.
    public static func makeWithPushes(
        seed: UInt64, size: Int
    ) -> (lines: [ModelLine], pushes: [ModelPush], options: ModelOptions) {
        let (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x9a51)
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, [], options)
        }
        var pushes: [ModelPush] = []
        var time = first + random.number(-7_200_000...7_200_000)
        let pace = random.one(of: [60_000, 300_000, 900_000, 3_600_000, 20_000_000])
        while time <= last, pushes.count < 2_000 {
            let line = lines[Int(random.number(0...Int64(lines.count - 1)))]
            pushes.append(
                ModelPush(
                    time: random.chance(5) ? line.time : time, login: String(log: line.user),
                    path: path(line, &random), isDelivered: !random.chance(isTrouble(time) ? 50 : 1)))
            time += random.number(0...2 * pace)
            if random.chance(1) { time += random.one(of: [2_000_000, 6_000_000, 40_000_000]) }
        }
        return (lines, pushes.filter { $0.login != "-" && !$0.login.isEmpty }.shuffled(using: &random), options)
    }

    /// Some hours are bad for everybody.
    private static func isTrouble(_ time: Int64) -> Bool { ReferenceModel.hour(of: time) % 7 == 0 }

    /// The path of a line, or one above or below it.
    private static func path(_ line: ModelLine, _ random: inout SeededGenerator) -> String {
        let path = String(log: line.target).prefix { $0 != "?" && $0 != "#" }
        if random.chance(20), let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            return String(path[..<slash])
        }
        return random.chance(20) ? path + "/Contacts" : String(path)
    }
}
