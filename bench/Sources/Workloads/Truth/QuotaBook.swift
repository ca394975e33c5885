/// One request that counts for a quota.
public struct QuotaEvent: Sendable {
    /// The stamp, a second since 1970.
    public let stamp: Int64
    /// The key, by its place in the workload.
    public let key: Int
    /// How much it counts.
    public let units: Int
}

/// The quotas of the workloads' policy.
public struct WorkloadQuota: Sendable {
    /// The window in which a quota counts.
    public enum Window: Sendable, Equatable {
        case day, month
        /// So many seconds back from each moment.
        case sliding(Int64)
    }

    /// What findings call it.
    public let name: String
    /// Which requests it counts.
    public let route: Route
    /// With which method.
    public let method: Method
    /// Whether it counts bytes and not requests.
    public let isBytes: Bool
    /// The most that is allowed.
    public let limit: Int
    /// In which time.
    public let window: Window
    /// `key`, `login` or `installation`.
    public let scope: String

    /// As the policy writes it.
    public var policyLine: String {
        let per =
            switch window {
            case .day: "calendar day"
            case .month: "calendar month"
            case .sliding(let seconds): "\(seconds)s"
            }
        let unit = isBytes ? "bytes" : "\"1\""
        return "  - {name: \(name), match: \"\(method.text) \(route.template)\", unit: \(unit), "
            + "limit: \(limit), per: \(per), scope: \(scope)}"
    }

    /// All quotas: each kind of window, unit and scope.
    public static let all = [
        WorkloadQuota(
            name: "searches-a-month", route: .find, method: .get, isBytes: false, limit: 4000, window: .month,
            scope: "key"),
        WorkloadQuota(
            name: "searches-a-day", route: .find, method: .get, isBytes: false, limit: 180, window: .day, scope: "key"),
        WorkloadQuota(
            name: "searches-in-24h", route: .find, method: .get, isBytes: false, limit: 190, window: .sliding(86_400),
            scope: "key"),
        WorkloadQuota(
            name: "writes-in-24h", route: .estate, method: .put, isBytes: false, limit: 225, window: .sliding(86_400),
            scope: "login"),
        WorkloadQuota(
            name: "writes-in-30d", route: .estate, method: .put, isBytes: false, limit: 2500,
            window: .sliding(2_592_000),
            scope: "key"),
        WorkloadQuota(
            name: "writes-in-7d", route: .estate, method: .put, isBytes: false, limit: 1400, window: .sliding(604_800),
            scope: "key"),
        WorkloadQuota(
            name: "picture-bytes-a-day", route: .images, method: .get, isBytes: true, limit: 20_000_000, window: .day,
            scope: "installation"),
        WorkloadQuota(
            name: "picture-bytes-in-24h", route: .images, method: .get, isBytes: true, limit: 22_000_000,
            window: .sliding(86_400), scope: "key"),
        WorkloadQuota(
            name: "lists-a-day", route: .estates, method: .get, isBytes: false, limit: 1439, window: .day,
            scope: "login"),
    ]
}

/// Keeps what counts for each quota.
struct QuotaCollector {
    private(set) var events = [[QuotaEvent]](repeating: [], count: WorkloadQuota.all.count)

    mutating func take(_ request: Request) {
        guard request.status < 500, request.status != 429 else { return }
        for (place, quota) in WorkloadQuota.all.enumerated()
        where quota.route == request.route && quota.method == request.method {
            events[place].append(
                QuotaEvent(stamp: request.stamp, key: request.key, units: quota.isBytes ? request.size : 1))
        }
    }
}
