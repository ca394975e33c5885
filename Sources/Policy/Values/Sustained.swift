/// How long something must last: `6 of 24`, six blocks of the last 24.
public struct Sustained: Sendable, Hashable {
    /// The blocks that it takes.
    public var count: Int
    /// The blocks that are looked back at.
    public var window: Int

    /// The window of a bare number.
    static let standardWindow = 24

    /// Makes a requirement; the count may not be over the window.
    public init(count: Int, window: Int) {
        self.count = count
        self.window = window
    }

    /// Reads `6 of 24` or `6` (of 24), `nil` for anything else; says nothing on whether the numbers make sense.
    public init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let numbers = [words.first, words.last].compactMap { $0.flatMap { unitNumber(String($0), units: ["": 1]) } }
        guard numbers.count == 2, words.count == 1 || (words.count == 3 && words[1] == "of") else { return nil }
        count = numbers[0]
        window = words.count == 3 ? numbers[1] : Self.standardWindow
    }
}

extension Sustained: CustomStringConvertible {
    /// The form that reads back to the same value.
    public var description: String { "\(count) of \(window)" }
}
