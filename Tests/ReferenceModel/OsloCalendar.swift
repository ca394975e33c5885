public import Foundation

/// Dates and deadlines by Foundation and a table of holidays that was typed from the official lists.
public struct OsloCalendar: Sendable {
    /// Why a date cannot be made.
    public struct Impossible: Error {}

    /// The calendar of Europe/Oslo.
    public let calendar: Calendar

    /// Makes the calendar.
    public init() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try Self.present(TimeZone(identifier: "Europe/Oslo"))
        self.calendar = calendar
    }

    /// Norway, from December 2025 to May 2027, with 24 and 31 December.
    public static let closed: Set<String> = [
        "2025-12-24", "2025-12-25", "2025-12-26", "2025-12-31",
        "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-17",
        "2026-05-24", "2026-05-25", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31",
        "2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-01", "2027-05-06", "2027-05-16",
        "2027-05-17",
    ]

    /// Whether the office is open on the day of an instant.
    public func isWorking(_ date: Date) -> Bool {
        !calendar.isDateInWeekend(date) && !Self.closed.contains(text(date))
    }

    /// `2026-03-29`.
    public func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    }

    /// The instant of a local time, milliseconds since 1970 UTC.
    public func at(_ date: String, _ hour: Int, _ minute: Int = 0) throws -> Int64 {
        let numbers = date.split(separator: "-").compactMap { Int($0) }
        let parts = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2], hour: hour, minute: minute)
        return Int64(try Self.present(calendar.date(from: parts)).timeIntervalSince1970) * 1000
    }

    /// Looks at every half past four from the delivery on.
    public func deadline(after delivered: Int64, days: Int) throws -> Int64 {
        let earliest = Date(timeIntervalSince1970: Double(delivered / 1000) + Double(days) * 86_400)
        var day = calendar.startOfDay(for: Date(timeIntervalSince1970: Double(delivered / 1000)))
        while true {
            let end = try Self.present(calendar.date(bySettingHour: 16, minute: 30, second: 0, of: day))
            if end >= earliest, isWorking(day) { return Int64(end.timeIntervalSince1970) * 1000 }
            day = try Self.present(calendar.date(byAdding: .day, value: 1, to: day))
        }
    }

    private static func present<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Impossible() }
        return value
    }
}
