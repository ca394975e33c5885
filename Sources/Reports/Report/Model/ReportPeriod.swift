public import AccessLog
internal import Cases

/// The span that a report tells of, in local days of the contract's zone.
public struct ReportPeriod: Codable, Sendable, Equatable {
    /// `2026-10`, `2026-W43`, `2026`, or the two ends.
    public var label: String
    /// The first instant, milliseconds since 1970 UTC.
    public var from: Int64
    /// The first instant behind it.
    public var to: Int64

    /// Makes a period of its ends.
    public init(label: String, from: Int64, to: Int64) {
        self.label = label
        self.from = from
        self.to = to
    }

    /// A span by its ends, `2026-10-01T22:00:00Z/2026-10-03T22:00:00Z`; hours that begin in it belong to it, so its start is
    /// taken back to the hour.
    public init(from: Int64, to: Int64) {
        let start = from - (from % 3_600_000 + 3_600_000) % 3_600_000
        let (one, other) = (CivilTime(milliseconds: start).rfc3339, CivilTime(milliseconds: to).rfc3339)
        self.init(label: "\(one)/\(other)", from: start, to: to)
    }

    /// Reads a year `2026`, a month `2026-10`, a week of ISO 8601 `2026-W43` or a day `2026-10-17`; `nil` for anything else.
    public init?(_ text: String, in zone: TimeZoneRules) {
        guard let (first, next) = Self.dates(text) else { return nil }
        self.init(label: text, from: Self.start(of: first, in: zone), to: Self.start(of: next, in: zone))
    }

    private static func dates(_ text: String) -> (CivilDate, CivilDate)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = number(parts.first, digits: 4), year >= 1970, year < 9999 else { return nil }
        switch parts.count {
        case 1: return (CivilDate(year: year, month: 1, day: 1), CivilDate(year: year + 1, month: 1, day: 1))
        case 2 where parts[1].first == "W": return week(number(parts[1].dropFirst(), digits: 2), year)
        case 2: return month(number(parts[1], digits: 2), year)
        default: return CivilDate(text).map { ($0, $0.adding(days: 1)) }
        }
    }

    private static func number(_ text: Substring?, digits: Int) -> Int? {
        guard let text, text.utf8.count == digits, text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return Int(text)
    }

    private static func month(_ month: Int?, _ year: Int) -> (CivilDate, CivilDate)? {
        guard let month, 1...12 ~= month else { return nil }
        let next =
            month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
        return (CivilDate(year: year, month: month, day: 1), next)
    }

    /// Week 1 is the one that holds 4 January; weeks begin on Monday.
    private static func week(_ week: Int?, _ year: Int) -> (CivilDate, CivilDate)? {
        guard let week, 1...53 ~= week else { return nil }
        let monday = firstMonday(of: year).adding(days: 7 * (week - 1))
        guard monday < firstMonday(of: year + 1) else { return nil }
        return (monday, monday.adding(days: 7))
    }

    private static func firstMonday(of year: Int) -> CivilDate {
        let fourth = CivilDate(year: year, month: 1, day: 4)
        return fourth.adding(days: -((fourth.weekday + 6) % 7))
    }

    /// The first instant of a local date, milliseconds since 1970 UTC.
    static func start(of date: CivilDate, in zone: TimeZoneRules) -> Int64 {
        zone.startOfDay(containing: zone.utc(fromLocal: date.daysSince1970 * 86_400 + 43_200) * 1000)
    }
}
