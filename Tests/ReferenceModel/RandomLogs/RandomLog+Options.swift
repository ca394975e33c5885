extension RandomLog {
    /// Options with small thresholds.
    static func randomOptions(_ random: inout SeededGenerator) -> ModelOptions {
        var options = ModelOptions()
        options.logTime = random.chance(30) ? .start : .end
        if random.chance(15) { options.cacheBusters = ["_", "nocache"] }
        if random.chance(15) { options.volatileParameters = ["changedAfter", "Page"] }
        options.freePerDay = random.number(0...5)
        options.excess = random.number(5...40)
        options.sharePercent = random.one(of: [50, 50, 30, 10, 80])
        options.etagSharePercent = random.one(of: [25, 25, 10, 60])
        options.heavyExcess = random.one(of: [10_000, 40, 97])
        options.heavySharePercent = random.one(of: [20, 5, 1])
        options.minIntervalSeconds = random.one(of: [10, 30, 47, 60, 60, 120, 300, 300, 300])
        let sustained: [(Int64, Int64)] = [(6, 24), (6, 24), (2, 6), (2, 24), (1, 3), (3, 12), (4, 5), (5, 7), (1, 1)]
        (options.sustained, options.sustainedWindow) = random.one(of: sustained, or: (6, 24))
        options.roundTheClockRequests = random.one(of: [20, 60, 240])
        options.roundTheClockRatioPercent = random.one(of: [70, 70, 40, 95])
        let zones = ["Europe/Oslo", "Europe/Oslo", "UTC", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu"]
        options.timeZone = random.one(of: zones)
        options.routes = randomRoutes(&random)
        return options
    }

    private static func randomRoutes(_ random: inout SeededGenerator) -> [ModelRoute] {
        let patterns = [
            "GET /{installation}/Estates", "GET /{installation}/Estates/{id}", "GET /{installation}/Estates/{id}/*",
            "GET /{installation}/Employees/{id}/Picture", "* /{installation}/Departments/*",
            "GET /{installation}/{what}",
            "GET /Account/Methods", "GET /health", "GET /", "* /{any}",
        ]
        var routes: [ModelRoute] = patterns.filter { _ in random.chance(45) }.map { pattern in
            var route = ModelRoute(pattern)
            route.push = random.one(of: [.available, .available, .active, .unknown, .none], or: .unknown)
            if random.chance(20) { route.minIntervalSeconds = random.one(of: [20, 60, 90]) }
            route.hasFingerprint = !random.chance(8)
            route.watch = !random.chance(pattern == "GET /health" ? 80 : 6)
            return route
        }
        if random.chance(60) {
            routes.append(ModelRoute("POST /{installation}/Estates/{id}/Search", isSafePost: true))
        }
        if random.chance(20) { routes.append(ModelRoute("POST /{installation}/Estates", isSafePost: true)) }
        return routes.shuffled(using: &random)
    }
}
