extension TimeZoneRules {
    /// The instant of a local time.
    ///
    /// Of autumn's repeated hour the first one is meant; a time that a gap skips is shifted forward by the gap
    /// (02:30 becomes 03:30).
    /// - Parameter local: local seconds, counted as if the local clock were UTC.
    /// - Returns: seconds since 1970 UTC.
    public func utc(fromLocal local: Int64) -> Int64 {
        let instant = firstInstant(localAtLeast: local)
        let reached = instant + offset(atUTC: instant)
        return reached == local ? instant : local - offset(atUTC: instant - 1)
    }

    /// The local date of an instant, seconds since 1970 UTC.
    public func civilDate(atUTC seconds: Int64) -> CivilDate {
        CivilDate(daysSince1970: localDay(atUTC: seconds))
    }

    /// The start of the local day that holds an instant, both in milliseconds since 1970 UTC.
    ///
    /// A local date starts at the first instant whose local date it is, also where midnight does not exist; a day lasts
    /// until the next date starts.
    public func startOfDay(containing utcMs: Int64) -> Int64 {
        let seconds = utcMs.flooredQuotient(by: 1000)
        var day = localDay(atUTC: seconds)
        // Where the clock went back over midnight, or over two, the new date has begun although it shows the old one again.
        while start(ofLocalDay: day + 1) <= seconds { day += 1 }
        return start(ofLocalDay: day) * 1000
    }

    /// The start of the local day after the one that holds an instant, both in milliseconds since 1970 UTC.
    public func startOfNextDay(after utcMs: Int64) -> Int64 {
        let seconds = utcMs.flooredQuotient(by: 1000)
        var day = localDay(atUTC: seconds) + 1
        // A date that the zone skipped (Samoa, 2011-12-30) starts when the one after it does.
        while start(ofLocalDay: day) <= seconds { day += 1 }
        return start(ofLocalDay: day) * 1000
    }

    /// The first instant of a local day at which the local clock shows at least an hour.
    ///
    /// - Parameters:
    ///   - hour: the hour, 0 to 23.
    ///   - dayStart: the day's start as ``startOfDay(containing:)`` gives it, milliseconds since 1970 UTC.
    /// - Returns: milliseconds since 1970 UTC.
    public func instant(ofLocalHour hour: Int, onDayStarting dayStart: Int64) -> Int64 {
        let seconds = dayStart.flooredQuotient(by: 1000)
        let local = localDay(atUTC: seconds) * 86_400 + Int64(hour) * 3600
        return max(firstInstant(localAtLeast: local), seconds) * 1000
    }

    /// Days from 1970-01-01 to the local date of an instant.
    private func localDay(atUTC seconds: Int64) -> Int64 {
        (seconds + offset(atUTC: seconds)).flooredQuotient(by: 86_400)
    }

    private func start(ofLocalDay day: Int64) -> Int64 {
        firstInstant(localAtLeast: day * 86_400)
    }

    /// The first instant whose local time is `local` or later, seconds.
    ///
    /// Walks the stretches of constant offset from 26 hours before, which no offset reaches.
    private func firstInstant(localAtLeast local: Int64) -> Int64 {
        var from = local - 93_600
        while true {
            let candidate = max(from, local - offset(atUTC: from))
            guard let change = nextTransition(after: from), change <= candidate else { return candidate }
            from = change
        }
    }
}
