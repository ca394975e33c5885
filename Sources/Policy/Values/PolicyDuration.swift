/// A length of time as people write it in the policy and on the command line: `15s`, `10m`, `1h`, `7d`.
///
/// A day is 24 hours; durations know nothing of time zones.
public struct PolicyDuration: Sendable, Hashable, Comparable {
    /// The length in whole seconds, never negative.
    public var seconds: Int

    /// Makes a duration of whole seconds.
    public init(seconds: Int) { self.seconds = seconds }

    /// Reads a whole number with one unit letter, `nil` for anything else (also where the seconds do not fit in 64 bits).
    public init?(_ text: String) {
        guard let number = unitNumber(text, units: Self.units) else { return nil }
        seconds = number
    }

    /// Shorter before longer.
    public static func < (left: PolicyDuration, right: PolicyDuration) -> Bool { left.seconds < right.seconds }

    /// Unit letters with their seconds, the largest first.
    static let units: KeyValuePairs<String, Int> = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
}

extension PolicyDuration: CustomStringConvertible {
    /// The shortest form that reads back to the same length: `90s`, `5m`, `1d`.
    public var description: String { unitText(seconds, units: Self.units) }
}
