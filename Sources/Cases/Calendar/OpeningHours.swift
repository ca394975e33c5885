/// When the office is open on a working day, `08:30-16:30` local time.
public struct OpeningHours: Sendable, Hashable {
    /// Minutes after midnight at which it opens.
    public var opens: Int
    /// Minutes after midnight at which it closes, after it opened.
    public var closes: Int

    /// 08:30 to 16:30.
    public static let standard = OpeningHours(opens: 510, closes: 990)

    /// Makes hours of minutes after midnight.
    public init(opens: Int, closes: Int) {
        self.opens = opens
        self.closes = closes
    }

    /// Reads `08:30-16:30`, `nil` for anything else, also where it closes before it opens.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
        guard parts.count == 2, let opens = parts[0], let closes = parts[1], opens < closes else { return nil }
        self.init(opens: opens, closes: closes)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2], let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), hour < 24,
            minute < 60
        else { return nil }
        return Int(hour) * 60 + Int(minute)
    }

    /// `08:30`, with another separator where a language has one.
    public static func clock(_ minutes: Int, separator: String = ":") -> String {
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return padded(minutes / 60) + separator + padded(minutes % 60)
    }
}

extension OpeningHours: CustomStringConvertible {
    /// `08:30-16:30`.
    public var description: String { "\(Self.clock(opens))-\(Self.clock(closes))" }
}
