/// The offsets of one time zone from UTC.
public struct TimeZoneRules: Sendable {
    public let name: String
}
