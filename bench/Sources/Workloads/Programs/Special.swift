/// One day on which a good client does something else.
struct Import: Program {
    var schedule: Schedule
    var objects: Int

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var time = day.at(hour: 9)
        for page in 1...10 {
            var request = base.fetch(.estates, page, at: time, &random)
            request.object = nil
            traffic.add(request, base.target(.estates, page) + Array("?page=\(page)&pageSize=1000".utf8))
            time += 1500
        }
        for object in 0..<objects {
            traffic.fetch(.estate, object, at: time, base, &random)
            time += Int64(random.within(120...600))
        }
    }
}

/// A program that dies and starts again, and asks for the same things at each start.
struct CrashLoop: Program {
    var schedule: Schedule
    var hours: Double

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var time = day.at(hour: 8)
        while time < day.at(hour: 8 + hours) {
            for (place, route) in [Route.account, .departments, .employees, .estates].enumerated() {
                traffic.fetch(route, 0, at: time + Int64(place) * 150, base, &random)
            }
            time += Int64(random.within(90_000...150_000))
        }
    }
}

/// A program that fetches objects at set moments of each day, such as every eighth hour.
struct Rounds: Program {
    var schedule: Schedule
    var route = Route.estate
    var objects: Int
    /// Hours of the day at which a round begins.
    var hours: [Double]
    /// Whether each day has objects of its own.
    var isNewEachDay = false

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for hour in hours {
            for object in 0..<objects {
                let time = day.at(hour: hour) + Int64(object) * 300
                let first = isNewEachDay ? day.place * objects : 0
                traffic.fetch(route, first + object, at: time, base, &random)
            }
        }
    }
}

/// A program that fetches one object again and again among many new ones, in a fixed share.
struct ShareOfRepeats: Program {
    var schedule: Schedule
    var perDay: Double
    /// How many of 100 fetches are of the one object.
    var percent: Int
    private var count = 0

    init(_ schedule: Schedule, perDay: Double, percent: Int) {
        self.schedule = schedule
        self.perDay = perDay
        self.percent = percent
    }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var time = day.at(hour: 7)
        while time < day.at(hour: 21) {
            let isRepeat = count * percent / 100 != (count + 1) * percent / 100
            traffic.fetch(.images, isRepeat ? 0 : count + 1, at: time, base, &random)
            count += 1
            time += 2500 + Int64(random.exponential(mean: 14 * 3_600_000 / perDay))
        }
    }
}

/// A program that asks less and less often while nothing happens.
struct IdleBackOff: Program {
    var schedule: Schedule
    private var next: Int64?
    private var gap = 10.0

    init(_ schedule: Schedule) { self.schedule = schedule }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var time = next ?? schedule.from
        while time < min(day.to, schedule.to) {
            traffic.changes(since: time - Int64(gap * 1000), at: time, base, &random)
            // Something happens some times an hour, most of it by day; then it asks quickly again.
            let hour = OsloTime.hour(at: time / 1000)
            let mean = 7..<22 ~= hour ? 1500.0 : 14_000.0
            gap = random.happens(gap / mean) ? 10 : min(320, gap * 2)
            time += Int64(gap * 1000)
        }
        next = time
    }
}

/// Requests with URLs that never come again.
struct Flood: Program {
    var schedule: Schedule
    var perDay: Int

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for _ in 0..<perDay {
            let time = day.from + Int64(random.below(Int(day.to - day.from)))
            guard schedule.contains(time) else { continue }
            var request = base.fetch(.estate, 0, at: time, &random)
            request.object = nil
            request.size = random.within(200...9000)
            traffic.add(request, base.target(.estate, 1_000_000 + Int(random.next() >> 24)))
        }
    }
}

/// Different paths that look alike: a coded slash is no separator, and the server tells large from small letters.
struct Lookalikes: Program {
    var schedule: Schedule
    var perDay: Int

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for number in 0..<perDay {
            let time = day.at(hour: 8) + Int64(number) * 36_000_000 / Int64(perDay)
            for (place, text) in ["A%2FB", "A%2Fb", "a%2FB", "a%2Fb"].enumerated() {
                var request = base.fetch(.images, number % 150 * 4 + place, at: time + Int64(place) * 400, &random)
                request.size = 5000 + number % 150
                let path = Array("/\(base.installation)/Images/\(text)\(number % 150)?height=2&width=1".utf8)
                traffic.add(request, path)
            }
        }
    }
}
