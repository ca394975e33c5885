/// A part of what a key does: it makes the requests that begin in one day, every day of the season in turn.
protocol Program {
    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic)
}

/// One local day.
struct Day {
    /// The first millisecond, and that of the next day.
    let from: Int64
    let to: Int64
    /// The place of the day in the season.
    let place: Int

    /// The moment of so many hours behind the beginning of the day.
    func at(hour: Double) -> Int64 { from + Int64(hour * 3_600_000) }
}

/// When a program runs.
struct Schedule: Sendable {
    /// From and to, ms since 1970.
    var from: Int64
    var to: Int64
    /// Only in these local hours.
    var hours: Range<Int>?
    /// Not on Saturdays and Sundays.
    var onlyWeekdays = false

    func contains(_ time: Int64) -> Bool {
        guard from <= time, time < to else { return false }
        if let hours, !hours.contains(OsloTime.hour(at: time / 1000)) { return false }
        return !onlyWeekdays || !OsloTime.isWeekend(OsloTime.day(at: time / 1000))
    }

    /// Whether any of the day lies inside.
    func touches(_ day: Day) -> Bool { from < day.to && day.from < to }
}

extension Traffic {
    /// Adds a fetch of an object.
    mutating func fetch(
        _ route: Route, _ object: Int, at time: Int64, _ base: Base, _ random: inout SeededRandom, spelling: Int = 0
    ) {
        add(base.fetch(route, object, at: time, &random), base.target(route, object, spelling: spelling))
    }

    /// Adds a list of what changed since a moment: a URL that never comes again.
    mutating func changes(since: Int64, at time: Int64, _ base: Base, _ random: inout SeededRandom) {
        var request = base.fetch(.estates, 0, at: time, &random)
        request.object = nil
        request.size = 300 * random.within(1...60) + random.below(300)
        let query = "?changedAfter=" + CivilDate.text(ofSecond: since / 1000)
        add(request, base.target(.estates, 0) + Array(query.utf8))
    }
}
