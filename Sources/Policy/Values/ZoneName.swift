import Foundation

/// Names of time zones: `Europe/Oslo`, `UTC`, or a fixed offset such as `+01:00`.
enum ZoneName {
    /// Every name that a misspelt one may have meant.
    static var known: [String] { TimeZone.knownTimeZoneIdentifiers + ["UTC"] }

    /// The zone of a name, `nil` if there is none; abbreviations such as `CET` are refused, for they are ambiguous.
    static func zone(_ name: String) -> TimeZone? {
        if let offset = offset(name) { return TimeZone(secondsFromGMT: offset) }
        guard name.contains("/") || name == "UTC" else { return nil }
        return TimeZone(identifier: name)
    }

    /// Seconds east of `+01:00` or `-05:30`.
    private static func offset(_ name: String) -> Int? {
        let parts = name.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let sign = name.first, sign == "+" || sign == "-", parts.map(\.count) == [2, 2] else { return nil }
        let numbers = parts.compactMap { unitNumber(String($0), units: ["": 1]) }
        guard numbers.count == 2, numbers[0] <= 14, numbers[1] < 60 else { return nil }
        return (sign == "-" ? -1 : 1) * (numbers[0] * 3_600 + numbers[1] * 60)
    }
}
