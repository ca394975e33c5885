/// A program that fetches what changed, when it changed: told by push, or by lists of changes.
struct Sync: Program {
    var schedule: Schedule
    var objects: Int
    /// Asks twice a day what changed, and once for the list of all.
    var catchesUp = true
    /// Whether push tells it what changed, and when that fails.
    var isPushed = true
    var outage: Schedule?

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for object in 0..<objects {
            let place = Int(Route.estate.rawValue) << 32 | object
            for change in base.objects.changes(place, from: day.from, to: day.to) {
                let time = change + Int64(random.within(1500...40_000))
                let path = base.target(.estate, object)
                let fails = outage?.contains(change) ?? false
                if isPushed { traffic.deliver(path, at: change + 700, arrived: !fails) }
                if !fails { traffic.fetch(.estate, object, at: time, base, &random) }
            }
        }
        deliverInVain(on: day, at: base, &traffic)
        guard catchesUp else { return }
        let minute = Double(base.number % 60) / 60
        for hour in [4.0, 16.0] {
            let time = day.at(hour: hour + minute) + Int64(random.below(9000))
            traffic.changes(since: time - 43_200_000, at: time, base, &random)
        }
        traffic.fetch(.estates, 0, at: day.at(hour: 3 + minute), base, &random)
    }
}

extension Sync {
    /// While it fails, the API tries again each ten minutes.
    private func deliverInVain(on day: Day, at base: Base, _ traffic: inout Traffic) {
        guard let outage, outage.touches(day) else { return }
        for time in stride(from: max(day.from, outage.from), to: min(day.to, outage.to), by: 600_000) {
            traffic.deliver(base.target(.estate, 0), at: time, arrived: false)
        }
    }
}

/// A program that writes, and reads back what it wrote.
struct ReadBack: Program {
    var schedule: Schedule
    var perDay: Double
    var objects: Int
    /// The clock of the server that answers its reads, compared with that of the writes, s.
    var skew: Int64 = 0
    /// How late its lines may be written, s.
    var lateness = 0

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        for _ in 0..<random.poisson(mean: perDay) {
            let time = day.from + Int64(random.below(Int(day.to - day.from)))
            let object = random.below(objects)
            var write = base.fetch(.estate, object, at: time, &random)
            (write.method, write.status, write.size) = (.put, 204, 0)
            write.lateness = random.happens(0.3) ? Int64(random.below(lateness + 1)) : 0
            traffic.add(write, base.target(.estate, object))
            for wait in [random.within(150...900), random.within(1200...20_000)] {
                var read = base.fetch(.estate, object, at: time + write.duration + Int64(wait), &random)
                read.version = UInt32(truncatingIfNeeded: time / 1000)
                read.skew = skew
                read.lateness = random.happens(0.3) ? Int64(random.below(lateness + 1)) : 0
                traffic.add(read, base.target(.estate, object))
            }
        }
    }
}
