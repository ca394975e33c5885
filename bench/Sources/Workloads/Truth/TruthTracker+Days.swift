extension TruthTracker {
    /// Fills in on which days each key truly misused the API, once all its requests were seen.
    mutating func finish() {
        for place in truths.indices {
            var days: Set<Int> = []
            for route in truths[place].routes.indices { judge(place, route, &days) }
            if let expectation = keys[place].expectation { judge(place, expectation, &days) }
            truths[place].abuseDays = days.filter { (0..<season.days).contains($0) }.sorted()
        }
    }

    private mutating func judge(_ key: Int, _ route: Int, _ days: inout Set<Int>) {
        guard let truth = truths[key].routes[route] else { return }
        var (repeats, fetches) = (0, 0)
        for hour in 0..<season.hours - 1 {
            repeats += Int(truth.provable[hour])
            fetches += Int(truth.fetches[hour]) - Int(truth.duplicates[hour])
            if hour >= 24 {
                repeats -= Int(truth.provable[hour - 24])
                fetches -= Int(truth.fetches[hour - 24]) - Int(truth.duplicates[hour - 24])
            }
            // The rule holds only in hours that bring repeats of their own.
            guard truth.provable[hour] > 0, truth.fires(repeats, of: fetches) else { continue }
            truths[key].multipleOfRepeats = max(truths[key].multipleOfRepeats, Double(repeats) / 100)
            days.insert(day(ofHour: hour))
        }
    }

    private func judge(_ key: Int, _ expectation: Expectation, _ days: inout Set<Int>) {
        let first = season.place(at: expectation.from)
        // A day of which only the last two hours remain holds no block that a poller fills.
        let last = season.place(at: expectation.to - 7200)
        switch expectation.rule {
        case "polling":
            days.formUnion(
                (first...last).filter {
                    !expectation.isOnlyWeekdays || !OsloTime.isWeekend(season.firstDay + $0)
                })
        case "overload": days.formUnion(first...last)
        default: break
        }
        guard let threshold = expectation.threshold else {
            // Full scans hold in the 24 hours behind the last of them.
            if expectation.rule == "wasteful_scan" { days.formUnion(first...last + 1) }
            return
        }
        let counted = truths[key].counted
        for hour in 0..<season.hours - 1 {
            let past = max(0, hour - 23)...hour
            let holds =
                if let hours = expectation.badHours {
                    past.count { counted[$0] >= threshold } >= hours
                } else {
                    past.reduce(0) { $0 + Int(counted[$1]) } >= threshold
                }
            if holds { days.insert(day(ofHour: hour)) }
        }
    }

    private func day(ofHour hour: Int) -> Int { season.place(at: Season.end(ofHour: season.firstHour + Int64(hour))) }
}
