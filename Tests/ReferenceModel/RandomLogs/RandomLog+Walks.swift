extension RandomLog {
    /// A log in which programs walk through the pages of lists, with thresholds so low that episodes come and go, and with
    /// every pause that the rule has a border at.
    public static func makeWithWalks(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x3c1b)
        options.tinyPages = random.one(of: [5, 20, 60])
        options.tinyPart = random.one(of: [10, 10, 2])
        options.fullScans = random.one(of: [4, 2, 1, 7])
        options.walkPages = random.one(of: [3, 5, 20])
        options.walkGap = random.one(of: [60_000, 60_000, 5_000])
        for match in [
            "GET /{installation}/Estates", "GET /{installation}/Estates/{id}/Contacts", "GET /Account/Methods",
        ] {
            var route = ModelRoute(match)
            if random.chance(80) { route.delta = "changedAfter" }
            if random.chance(80) { route.maxPage = random.one(of: [100, 200, 7]) }
            options.routes.insert(route, at: 0)
        }
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        let isInWholeSeconds = random.chance(60)
        for _ in 0..<random.number(2...4) {
            lines += walking(options, first...last, &random).map { line in
                var line = line
                if isInWholeSeconds { line.time = min(last, max(first, line.time / 1_000 * 1_000)) }
                return line
            }
        }
        return (lines.shuffled(using: &random), options)
    }

    private static func walking(
        _ options: ModelOptions, _ span: ClosedRange<Int64>, _ random: inout SeededGenerator
    ) -> [ModelLine] {
        let path = random.one(of: [
            "/MSDEMO/Estates", "/MSDEMO/Estates", "/B2/Estates/17/Contacts", "/Account/Methods", "/MSDEMO/Departments",
        ])
        let user = random.one(of: ["alfa", "beta"])
        let others = random.one(of: ["", "", "&sort=name", "&a=1", "&changedAfter=7", "&fields=a&$select=b"])
        let limit = random.one(of: [1, 5, 10, 11, 20, 50, 100])
        let style = random.number(0...5)
        var lines: [ModelLine] = []
        func add(_ time: Int64, _ query: String, _ status: Int = 200) {
            guard span.contains(time) else { return }
            lines.append(
                ModelLine(
                    time: time, bytes: 900, status: status, target: path + (query.isEmpty ? "" : "?" + query),
                    user: user))
        }
        func query(_ page: Int64, _ salt: Int64) -> String {
            switch style {
            case 0: "page=\(page + 1)&limit=\(limit)" + others
            case 1: "$top=\(limit)" + (page > 0 ? "&$skip=\(page * limit)" : "") + others
            case 2: "%24top=\(limit)&%24skip=\(page * limit)" + others
            case 3: "offset=\(page * limit)" + others
            case 4: (page > 0 ? "cursor=c\(salt)x\(page)&" : "") + "pageSize=\(limit)" + others
            default: page > 0 ? "continuationToken=\(salt)t\(page)&limit=\(limit)" + others : String(others.dropFirst())
            }
        }
        var time = span.lowerBound + random.number(0...7_200_000)
        var salt: Int64 = 0
        while time <= span.upperBound, lines.count < 700 {
            salt += random.one(of: [0, 1])
            let pages = random.number(1...40)
            let step = random.one(of: [0, 100, 300, 1_000, 3_000, options.walkGap])
            for page in (random.chance(10) ? min(3, pages) : 0)..<pages {
                let status = random.chance(95) ? 200 : Int(random.one(of: [206, 304, 500, 404]))
                add(time, query(page, salt), status)
                if random.chance(6) { add(time + random.one(of: [0, 500, 1_000]), query(page, salt)) }
                if random.chance(2) { add(time, query(max(0, page - 2), salt)) }
                if random.chance(1) { add(time, "page=x&limit=\(limit)") }
                time += step
                if random.chance(2) { time += random.one(of: [options.walkGap, options.walkGap + 1]) }
            }
            time += random.one(of: [
                0, 1_000, options.walkGap, 600_000, 3_600_000, 3_600_000, 20_000_000, 86_400_000, 86_400_001,
            ])
        }
        return lines
    }
}
