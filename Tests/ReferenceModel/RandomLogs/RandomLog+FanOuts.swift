extension RandomLog {
    /// A log in which lists are fetched and then their items, with thresholds so low that episodes come and go, and with
    /// every pause that the rule has a border at.
    public static func makeWithFanOuts(seed: UInt64, size: Int) -> (lines: [ModelLine], options: ModelOptions) {
        var (lines, options) = make(seed: seed, size: size)
        var random = SeededGenerator(seed: seed ^ 0x6fa1)
        options.fanOutRequests = random.one(of: [20, 20, 60, 150])
        options.fanOutSharePercent = random.one(of: [50, 20, 5])
        options.fanOutCount = random.one(of: [2, 2, 1, 5])
        options.fanOutIDs = Int(random.one(of: [5, 9, 20]))
        options.fanOutGap = random.one(of: [10_000, 10_000, 2_000])
        options.fanOutAfterList = random.one(of: [60_000, 60_000, 5_000])
        if random.chance(70) { options.routes.insert(ModelRoute("GET /{installation}/Estates/{id}"), at: 0) }
        if random.chance(50) { options.routes.insert(ModelRoute("GET /{installation}/Estates"), at: 0) }
        options.routes = options.routes.map { route in
            var route = route
            if route.match.hasSuffix("{what}") { route.match = "GET /{installation}/Next/{what}" }
            if random.chance(80) { route.bulk = "GET /{installation}/Estates" }
            if random.chance(40) { route.maxPage = random.number(3...30) }
            return route
        }
        guard let first = lines.map(\.time).min(), let last = lines.map(\.time).max(), last > first else {
            return (lines, options)
        }
        let isInWholeSeconds = random.chance(50)
        for _ in 0..<random.number(2...4) {
            lines += oneByOne(options, first...last, &random).map { line in
                var line = line
                if isInWholeSeconds { line.time = min(last, max(first, line.time / 1_000 * 1_000)) }
                return line
            }
        }
        return (lines.shuffled(using: &random), options)
    }

    private static func oneByOne(
        _ options: ModelOptions, _ span: ClosedRange<Int64>, _ random: inout SeededGenerator
    ) -> [ModelLine] {
        let routes = [
            ("/MSDEMO/Estates", "/"), ("/MSDEMO/Estates", "/"), ("/MSDEMO/Estates", "/"), ("/B2/Estates", "/"),
            ("/MSDEMO/Departments", "/"), ("/B2/Estates", "/"),
            ("/MSDEMO/Accounting/Bills", "/"), ("/Things", "("), ("/MSDEMO", "/"), ("/", ""),
        ]
        let (list, mark) = random.one(of: routes, or: ("/MSDEMO/Estates", "/"))
        let ends = mark == "(" ? [")", ")/Parts"] : ["", "", "/Contacts", "/Documents/4711"]
        let user = random.one(of: ["alfa", "beta"])
        let usual = random.one(of: ends)
        var lines: [ModelLine] = []
        func add(_ time: Int64, _ target: String, _ method: String = "GET", _ status: Int = 200) {
            guard span.contains(time) else { return }
            lines.append(ModelLine(time: time, bytes: 900, status: status, method: method, target: target, user: user))
        }
        var time = span.lowerBound + random.number(0...7_200_000)
        while time <= span.upperBound, lines.count < 700 {
            if random.chance(20) {
                // The burst crosses the end of an hour, or nearly does.
                let border = (ReferenceModel.hour(of: time) + 1) * ReferenceModel.hourLength + ReferenceModel.hourOffset
                time = border - random.one(of: [0, 1, options.fanOutGap, options.fanOutGap + 1, 40_000, 3_000])
            }
            let query = random.one(of: ["", "", "", "?a=1", "?id=5", "?$filter=Id%20in%20(5)", "?ids[]=1", "?filter=a"])
            let isList = !random.chance(10)
            if isList {
                add(
                    time, list + query, random.one(of: ["GET", "GET", "GET", "GET", "HEAD"]),
                    Int(random.one(of: [200, 200, 200, 200, 304, 500])))
            }
            time += random.one(of: [0, 0, 1, 1_000, options.fanOutAfterList, options.fanOutAfterList + 1])
            let end = random.chance(85) ? usual : random.one(of: ends)
            let count = random.number(3...60)
            let ids = random.one(of: [1_000, 1_000, 9, 25])
            let step = random.one(of: [0, 50, 100, 900, options.fanOutGap])
            for number in 0..<count {
                let status = random.chance(90) ? 200 : Int(random.one(of: [404, 304, 500, 401]))
                let query = random.chance(3) ? "?id=4" : ""
                add(
                    time, "\(list)\(mark)\(10_000 + number % ids)\(end)\(query)", random.chance(2) ? "HEAD" : "GET",
                    status)
                time += step
                if random.chance(2) { time += random.one(of: [options.fanOutGap, options.fanOutGap + 1]) }
            }
            time += random.one(of: [
                0, options.fanOutGap, 60_000, 600_000, 3_600_000, 3_600_000, 30_000_000, 100_000_000,
            ])
        }
        return lines
    }
}
