/// A program that does not stop when it is refused.
struct Hammer: Program {
    /// What it is answered.
    enum Answer {
        /// One status, whatever it asks.
        case closed(UInt16)
        /// 429 for nearly all of it.
        case tooMany
    }

    var schedule: Schedule
    var perHour: Double
    var answer: Answer

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        var time = max(day.from, schedule.from)
        while time < min(day.to, schedule.to) {
            if schedule.contains(time) { send(at: time, base, &random, &traffic) }
            time += Int64(3_600_000 / perHour * (0.6 + 0.8 * random.fraction()))
        }
    }

    private func send(at time: Int64, _ base: Base, _ random: inout SeededRandom, _ traffic: inout Traffic) {
        switch answer {
        case .closed(let status):
            var request = base.fetch(.estate, 100_000 + random.below(25), at: time, &random)
            (request.status, request.size, request.isCounted) = (status, 120, true)
            traffic.add(request, base.target(.estate, request.object ?? 0))
        case .tooMany:
            let object = random.below(20_000)
            var request = base.fetch(.contact, object, at: time, &random)
            request.isCounted = true
            if random.happens(0.9) { (request.status, request.size) = (429, 60) }
            traffic.add(request, base.target(.contact, object))
        }
    }
}

/// A program that asks so much at once that the API has no room left for others.
struct Overload: Program {
    var schedule: Schedule
    /// For so many minutes, from this local hour on.
    var minutes: Int
    var hour: Double
    /// Requests that are worked on at the same time.
    var concurrency: Int

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        let from = day.at(hour: hour)
        for lane in 0..<concurrency {
            var time = from + Int64(lane) * 40
            while time < from + Int64(minutes) * 60_000 {
                var request = base.fetch(.transactions, 0, at: time, &random)
                request.object = nil
                request.duration = Int64(random.within(4000...9000))
                request.size = random.within(200_000...4_000_000)
                let query =
                    "?fromDate=2026-01-01&toDate=2026-02-01&ledgerType=\(lane)&departmentId=\(random.next() >> 20)"
                if schedule.contains(time) {
                    traffic.add(request, base.target(.transactions, 0) + Array(query.utf8))
                }
                time += request.duration + 50
            }
        }
    }
}
