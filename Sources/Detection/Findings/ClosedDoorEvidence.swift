/// The figures of `closed_door`: the window with the most refused requests.
public struct ClosedDoorEvidence: Codable, Sendable, Equatable {
    /// The status that answered them.
    public var status: Int
    /// Requests with that status.
    public var requests: Int64
    /// Their share of all requests of the key on the route, rounded down.
    public var sharePercent: Int64
    /// Hours that met the rule's numbers.
    public var badHours: Int64
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
}
