/// People, who come by chance and mostly by day, and what the site before them asks for each of them.
struct Visitors: Program {
    /// What one of them makes the site ask.
    enum Wish {
        /// One list, whatever it holds.
        case list(Route)
        /// What changed until now: one poll target with ever new URLs.
        case changes
        /// A free text that nobody else searches for.
        case search
        /// One of so many objects, the first ones oftener, without keeping anything.
        case object(Route, of: Int)
        /// The same, kept for so many seconds.
        case kept(Route, of: Int, seconds: Int64)
        /// So many equal requests at once for one of so many objects.
        case parallel(Int, of: Int)
    }

    var schedule: Schedule
    /// How many wishes a day.
    var perDay: Double
    var wishes: [Wish]
    /// Whether nights are as full as days.
    var isFlat = false
    /// At most one request in so many seconds; more are answered with 429.
    var tokenSeconds: Int64?
    private var kept: [Int: Int64] = [:]
    private var freeAt: Int64 = 0

    /// The part of a day's visitors that comes in each local hour; in all 1.
    private static let hours: [Double] = {
        let raw: [Double] = [
            1, 0.6, 0.5, 0.5, 0.6, 1, 3, 6, 9, 10, 10, 10, 10, 10, 10, 9.5, 9, 8, 8, 8.5, 8, 6, 4, 2,
        ]
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }()

    init(_ schedule: Schedule, perDay: Double, _ wishes: [Wish]) {
        self.schedule = schedule
        self.perDay = perDay
        self.wishes = wishes
    }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var hour = day.from
        while hour < day.to {
            let share = isFlat ? 1 / 24.0 : Self.hours[OsloTime.hour(at: hour / 1000)]
            let times = (0..<random.poisson(mean: perDay * share)).map { _ in hour + Int64(random.below(3_600_000)) }
            for time in times.sorted() where schedule.contains(time) {
                grant(wishes[random.below(wishes.count)], at: time, base, &random, &traffic)
            }
            hour += 3_600_000
        }
    }

    private mutating func grant(
        _ wish: Wish, at time: Int64, _ base: Base, _ random: inout SeededRandom, _ traffic: inout Traffic
    ) {
        switch wish {
        case .list(let route):
            var request = base.fetch(route, 0, at: time, &random)
            if let tokenSeconds {
                if time < freeAt {
                    (request.status, request.size) = (429, 60)
                } else {
                    freeAt = max(freeAt + tokenSeconds * 1000, time)
                }
            }
            traffic.add(request, base.target(route, 0))
        case .changes: traffic.changes(since: time - 3_600_000, at: time, base, &random)
        case .search:
            var request = base.fetch(.find, 0, at: time, &random)
            request.object = nil
            request.size = random.within(900...20_000)
            traffic.add(request, base.target(.find, 0) + Array("?searchTerm=w\(random.next() >> 30)".utf8))
        case .object(let route, let count): traffic.fetch(route, random.popular(count), at: time, base, &random)
        case .kept(let route, let count, let seconds):
            let object = random.popular(count)
            guard kept[object] ?? 0 <= time else { return }
            kept[object] = time + seconds * 1000
            traffic.fetch(route, object, at: time, base, &random)
        case .parallel(let times, let count):
            let object = random.below(count)
            var request = base.fetch(.estate, object, at: time, &random)
            for _ in 0..<times {
                request.start = time + Int64(random.below(20))
                request.duration = Int64(random.within(60...300))
                traffic.add(request, base.target(.estate, object))
            }
        }
    }
}
