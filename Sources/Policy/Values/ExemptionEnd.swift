import Foundation

/// When an exemption ends: a local date (its first instant) or an instant.
public enum ExemptionEnd: Sendable, Hashable {
    /// The first instant of a local date, in the zone of the policy.
    case date(year: Int, month: Int, day: Int)
    /// Milliseconds since 1970 UTC, from a stamp with a zone (RFC 3339).
    case instant(Int64)

    /// Reads `2026-12-01` or `2026-12-01T12:00:00+01:00`, `nil` for anything else, also for dates that do not exist.
    public init?(_ text: String) {
        guard let date = Self.date(text.prefix(10)) else { return nil }
        if text.count == 10 {
            self = date
            return
        }
        guard let moment = try? Date(text, strategy: .iso8601) else { return nil }
        self = .instant(Int64(moment.timeIntervalSince1970) * 1_000)
    }

    /// The instant in milliseconds since 1970 UTC; `zone` is a name of the time zone database or an offset, `+01:00`.
    ///
    /// A date begins with the first instant that bears it: 01:00 where midnight is skipped.
    public func milliseconds(in zone: String) -> Int64? {
        switch self {
        case .instant(let milliseconds): return milliseconds
        case .date(let year, let month, let day):
            guard let zone = ZoneName.zone(zone) else { return nil }
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            let noon = DateComponents(year: year, month: month, day: day, hour: 12)
            guard let date = calendar.date(from: noon) else { return nil }
            return Int64(calendar.startOfDay(for: date).timeIntervalSince1970) * 1_000
        }
    }

    private static func date(_ text: Substring) -> ExemptionEnd? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap { unitNumber(String($0), units: ["": 1]) }
        guard numbers.count == 3 else { return nil }
        let components = DateComponents(
            calendar: Calendar(identifier: .gregorian), year: numbers[0], month: numbers[1], day: numbers[2])
        guard components.isValidDate else { return nil }
        return .date(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}

extension ExemptionEnd: CustomStringConvertible {
    /// The form that reads back to the same end; instants are written in UTC.
    public var description: String {
        switch self {
        case .date(let year, let month, let day):
            [(year, 4), (month, 2), (day, 2)].map { Self.padded($0, to: $1) }.joined(separator: "-")
        case .instant(let milliseconds):
            Date(timeIntervalSince1970: Double(milliseconds / 1_000)).formatted(.iso8601)
        }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
