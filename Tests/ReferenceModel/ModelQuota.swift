/// One entry of the policy's `quotas`.
public struct ModelQuota: Sendable, Equatable {
    /// What counts.
    public enum Unit: Sendable, Equatable {
        case requests, bytes, field(Int)
    }

    /// Whom the limit is for.
    public enum Scope: String, Sendable, Equatable, CaseIterable {
        case key, login, installation
    }

    /// The window.
    public enum Period: Sendable, Equatable {
        case day, month, sliding(seconds: Int64)
    }

    /// What findings have as their target.
    public var name: String
    /// What findings have as their route.
    public var match: String
    /// Units that are allowed.
    public var limit: Int64
    /// The window.
    public var period: Period
    /// What counts.
    public var unit = Unit.requests
    /// Whom the limit is for.
    public var scope = Scope.key
    /// The place in ``ModelLine/fields`` of the field whose values are counted apart.
    public var group: Int?

    /// Makes a quota on requests of a key.
    public init(_ name: String, match: String, limit: Int64, per period: Period) {
        self.name = name
        self.match = match
        self.limit = limit
        self.period = period
    }
}
