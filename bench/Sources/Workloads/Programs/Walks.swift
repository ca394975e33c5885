/// A program that reads a list page by page.
struct Walks: Program {
    var schedule: Schedule
    var route = Route.estates
    /// How many walks a day, evenly spread; 1 is at night.
    var perDay: Int
    var pages: Int
    var pageSize: Int
    /// Whether the expectation of the key counts these requests.
    var isCounted = false

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for walk in 0..<perDay {
            var time = day.at(hour: 1.5 + 22 / Double(perDay) * Double(walk)) + Int64(random.below(60_000))
            for page in 1...pages {
                var request = base.fetch(route, page, at: time, &random)
                request.size = 300 * pageSize + request.size % 997
                request.duration = Int64(random.within(20...300))
                request.isCounted = isCounted
                let query = "?page=\(page)&pageSize=\(pageSize)"
                if schedule.contains(time) { traffic.add(request, base.target(route, page) + Array(query.utf8)) }
                time += Int64(random.within(300...1500))
            }
        }
    }
}

/// A program that takes a list and then its objects one by one, where the list could have given them all.
struct OneByOne: Program {
    var schedule: Schedule
    var perDay: Int
    var burst: Int
    /// How many objects there are; it takes the next ones each time.
    var objects: Int
    private var next = 0

    init(_ schedule: Schedule, perDay: Int, burst: Int, objects: Int) {
        self.schedule = schedule
        self.perDay = perDay
        self.burst = burst
        self.objects = objects
    }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for round in 0..<perDay {
            var time = day.at(hour: 22.9 / Double(perDay) * Double(round)) + Int64(random.below(120_000))
            guard schedule.contains(time) else { continue }
            traffic.changes(since: time - 1_800_000, at: time, base, &random)
            time += 2000
            for _ in 0..<burst {
                var request = base.fetch(.estate, next, at: time, &random)
                request.isCounted = true
                traffic.add(request, base.target(.estate, next))
                next = (next + 1) % objects
                time += Int64(random.within(80...600))
            }
        }
    }
}
