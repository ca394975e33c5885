import Foundation

/// A day of the contract zone, milliseconds since 1970 UTC.
struct LocalDay {
    var start: Int64
    /// The first instant of the day with local time 06:00 or later (ruling 5).
    var six: Int64
    var end: Int64

    var night: Range<Int64> { start..<six }
    var rest: Range<Int64> { six..<end }
}

extension ReferenceModel {
    /// The local days that lie wholly inside the log: first τ ≤ start, end ≤ max τ.
    ///
    /// D's definition of a day, by walking every minute: it starts at the first instant whose local date is it.
    static func localDays(in span: LogSpan, zone name: String) -> [LocalDay] {
        guard let zone = TimeZone(identifier: name) else { return [] }
        let from = floorDivided(span.first, by: 60_000) - 48 * 60
        var starts: [Int64: Int64] = [:]
        var sixes: [Int64: Int64] = [:]
        for minute in from...floorDivided(span.last, by: 60_000) {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute * 60)))
            let local = minute + Int64(offset / 60)
            let date = floorDivided(local, by: 24 * 60)
            starts[date] = starts[date] ?? minute
            if local - date * 24 * 60 >= 6 * 60 { sixes[date] = sixes[date] ?? minute }
        }
        let dates = starts.keys.sorted()
        return zip(dates, dates.dropFirst()).compactMap { date, next in
            guard let start = starts[date], let six = sixes[date], let end = starts[next] else { return nil }
            let day = LocalDay(start: start * 60_000, six: six * 60_000, end: end * 60_000)
            return span.first <= day.start && day.end <= span.last ? day : nil
        }
    }
}
