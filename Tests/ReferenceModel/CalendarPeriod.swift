import Foundation

/// A day or a month of the contract zone.
public struct CalendarPeriod: Sendable, Equatable {
    /// `2026-03-29` or `2026-03`.
    public var name: String
    /// Milliseconds since 1970 UTC.
    public var start: Int64
    /// Where the next one starts.
    public var end: Int64
}

extension ReferenceModel {
    /// The periods that touch a stretch of time: each starts at the first instant whose local date has its name.
    ///
    /// Every quarter of an hour is asked for its date, since all zones of our time change on such borders.
    public static func calendarPeriods(
        _ kind: ModelQuota.Period, from first: Int64, to last: Int64, zone name: String
    ) -> [CalendarPeriod] {
        guard let zone = TimeZone(identifier: name) else { return [] }
        let quarter: Int64 = 900_000
        let reach: Int64 = kind == .month ? 33 * 96 : 2 * 96
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? zone
        var starts: [String: Int64] = [:]
        var names: [Int64: String] = [:]
        for index in floorDivided(first, by: quarter) - reach...floorDivided(last, by: quarter) + reach {
            let utc = Date(timeIntervalSince1970: Double(index * 900))
            let local = index * 900 + Int64(zone.secondsFromGMT(for: utc))
            let day = floorDivided(local, by: 86_400)
            if names[day] == nil { names[day] = dayName(day, calendar) }
            let name = String((names[day] ?? "").prefix(kind == .month ? 7 : 10))
            if starts[name] == nil { starts[name] = index * quarter }
        }
        let sorted = starts.sorted { $0.value < $1.value }
        let periods = zip(sorted, sorted.dropFirst()).dropFirst().map {
            CalendarPeriod(name: $0.0.key, start: $0.0.value, end: $0.1.value)
        }
        return periods.filter { $0.end > first && $0.start <= last }
    }

    static func calendarPeriods(
        _ kind: ModelQuota.Period, around span: LogSpan, zone: String
    ) -> [CalendarPeriod] {
        calendarPeriods(kind, from: span.first, to: span.last, zone: zone)
    }

    private static func dayName(_ day: Int64, _ calendar: Calendar) -> String {
        let date = Date(timeIntervalSince1970: Double(day * 86_400))
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func padded(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(parts.year ?? 0)-\(padded(parts.month))-\(padded(parts.day))"
    }
}
