extension TimeZoneRules {
    /// Universal time.
    public static let utc = TimeZoneRules(name: "UTC", firstOffset: 0)

    /// A zone known without the zone files of the machine.
    ///
    /// - Parameter name: `UTC`, `Z`, `GMT`, a fixed offset such as `+01:00`, `-0530` or `+01`, or one of
    ///   `Europe/Oslo Europe/Copenhagen Europe/Stockholm Europe/Berlin` (the rule of the European Union since 1996: last
    ///   Sunday of March and October, 01:00 UTC; years before are not right).
    /// - Returns: `nil` for any other name.
    public static func builtIn(_ name: String) -> TimeZoneRules? {
        switch name {
        case "UTC", "Etc/UTC", "GMT", "Z": utc
        case "Europe/Oslo", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Berlin":
            TimeZoneRules(name: name, firstOffset: 3600, rule: .centralEurope)
        default: fixed(name)
        }
    }

    /// A zone of one offset.
    ///
    /// - Parameters:
    ///   - secondsEast: seconds east of UTC.
    ///   - name: how outputs call it.
    /// - Returns: the zone.
    public static func fixed(secondsEast: Int64, name: String) -> TimeZoneRules {
        TimeZoneRules(name: name, firstOffset: secondsEast)
    }

    /// Reads `+hh:mm`, `+hhmm` and `+hh`.
    private static func fixed(_ name: String) -> TimeZoneRules? {
        let text = Array(name.utf8)
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        var digits = Array(text.dropFirst())
        if digits.count == 5, digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
        guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        let numbers = digits.map { Int64($0) - 48 }
        let hours = numbers[0] * 10 + numbers[1]
        let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
        guard hours <= 23, minutes <= 59 else { return nil }
        let east = hours * 3600 + minutes * 60
        return fixed(secondsEast: sign == UInt8(ascii: "-") ? -east : east, name: name)
    }
}
