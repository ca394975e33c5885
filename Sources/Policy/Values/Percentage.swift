/// A whole number of percent, written with its sign: `50%`.
public struct Percentage: Sendable, Hashable {
    /// 50 for `50%`.
    public var percent: Int

    /// Makes a percentage.
    public init(percent: Int) { self.percent = percent }

    /// Reads `50%`, `nil` for anything else; a bare number is refused, for it might mean a fraction.
    public init?(_ text: String) {
        guard let number = unitNumber(text, units: ["%": 1]) else { return nil }
        percent = number
    }
}

extension Percentage: CustomStringConvertible {
    /// The form that reads back to the same value.
    public var description: String { "\(percent)%" }
}
