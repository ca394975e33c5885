/// One entry of the policy's `quotas`: a limit on requests or units in a period.
///
/// Counted is what the API accepted: status below 500, neither 401 nor 429, no HEAD and no OPTIONS; 304 counts.
public struct Quota: Sendable, Equatable {
    /// What counts.
    public enum Unit: Sendable, Equatable {
        /// Every request is one unit.
        case requests
        /// Bytes of the answers.
        case bytes
        /// A field of the line that holds a whole number: its place in `AccessRecord.custom`.
        case field(Int)
    }

    /// Whom a limit is for.
    public enum Scope: String, Codable, Sendable, CaseIterable {
        /// Login and installation.
        case key
        /// A login, whatever the installation.
        case login
        /// An installation, whoever asks.
        case installation
    }

    /// The window of a limit.
    public enum Period: Sendable, Equatable {
        /// A calendar day in the zone of the contract.
        case day
        /// A calendar month in the zone of the contract.
        case month
        /// Elapsed time, seconds; a request exactly that old does not count any more.
        case sliding(seconds: Int)
    }

    /// Quotas of a policy at most, since a request carries one bit for each.
    public static let most = 64

    /// What outputs call it.
    public var name: String
    /// The requests that count, `GET /maps/*`; findings carry it as their route.
    public var match: String
    /// The most units that are allowed, at least 1.
    public var limit: Int64
    /// The window.
    public var period: Period
    /// What counts.
    public var unit = Unit.requests
    /// Whom the limit is for.
    public var scope = Scope.key
    /// The place in `AccessRecord.custom` of the field whose values are counted apart, `nil` for none.
    public var group: Int?

    /// Makes a quota on requests of a key.
    public init(name: String, match: String, limit: Int64, period: Period) {
        self.name = name
        self.match = match
        self.limit = limit
        self.period = period
    }
}

extension Quota.Period: CustomStringConvertible {
    /// `calendar day`, `calendar month`, or a length in its largest unit: `1d`, `90s`.
    public var description: String {
        switch self {
        case .day: return "calendar day"
        case .month: return "calendar month"
        case .sliding(let seconds):
            let units = [("d", 86_400), ("h", 3600), ("m", 60)]
            guard let unit = units.first(where: { seconds % $0.1 == 0 }) else { return "\(seconds)s" }
            return "\(seconds / unit.1)\(unit.0)"
        }
    }
}
