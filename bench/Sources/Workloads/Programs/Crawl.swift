/// A program that fetches all objects of a route in a row, every so often.
struct Crawl: Program {
    var schedule: Schedule
    var route = Route.estate
    var objects: Int
    /// From one beginning to the next, hours; `nil` for once a night, at `hour`.
    var interval: Double?
    var hour = 2.2
    /// How many programs do the same beside each other.
    var instances = 1
    /// Requests a second of one of them.
    var rate = 5.0
    /// Whether it spells its URLs now so and now so.
    var mixesSpellings = false
    private var next: Int64?

    init(_ schedule: Schedule, _ objects: Int, every interval: Double?) {
        self.schedule = schedule
        self.objects = objects
        self.interval = interval
    }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        guard let interval else {
            return crawl(at: day.at(hour: hour) + Int64(random.below(240_000)), base, &random, &traffic)
        }
        var time = next ?? schedule.from
        while time < min(day.to, schedule.to) {
            if schedule.contains(time) { crawl(at: time + Int64(random.below(5000)), base, &random, &traffic) }
            time += Int64(interval * 3_600_000)
        }
        next = time
    }

    private func crawl(at start: Int64, _ base: Base, _ random: inout SeededRandom, _ traffic: inout Traffic) {
        for instance in 0..<instances {
            var time = start + Int64(instance) * 7000
            for object in 0..<objects {
                let spelling = mixesSpellings ? random.below(3) : 0
                traffic.fetch(route, object, at: time, base, &random, spelling: spelling)
                time += Int64(1000 / rate * (0.7 + 0.6 * random.fraction()))
            }
        }
    }
}
