/// Why the rules of a time zone could not be read.
public struct TimeZoneError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Place, fact and way out in one sentence.
    public let message: String

    /// Makes an error of one zone.
    init(zone: String, _ fact: String) {
        message = "time zone \(zone): \(fact)"
    }

    /// The message.
    public var description: String { message }
}
