/// How logs are followed.
public struct FollowOptions: Sendable {
    /// How long a silent input is waited for, milliseconds.
    public var idle: Int64 = 60_000
    /// How often what was read is kept in the ledger, milliseconds.
    public var commitEvery: Int64 = 300_000

    /// A minute, and five.
    public init() {}
}
