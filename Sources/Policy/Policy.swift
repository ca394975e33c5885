public import Cases
public import Detection

/// The policy of a run: typed options, read from YAML, every value with the place that it comes from.
///
/// A policy is layers: the built-in defaults, the profile that the file names (itself perhaps on top of another one), the
/// file. A later layer replaces single values and whole lists; only `routes` are put before those of the layer below.
public struct Policy: Sendable {
    /// What the rules use, complete: routes and exemptions of all layers are in it.
    public internal(set) var detection = DetectionOptions()
    /// The shipped profile that the policy starts from.
    public internal(set) var profile = Policy.standardProfile
    /// The contract's time zone, in which local days are counted: a name of the time zone database or an offset.
    public internal(set) var timeZone = "Europe/Oslo"
    /// The zone of stamps without one, `nil` for UTC.
    public internal(set) var assumedTimeZone: String?
    /// The name or text of the log format, `nil` where it is told by content.
    public internal(set) var logFormat: String?
    /// Names of JSON fields by their role.
    public internal(set) var jsonFields: [String: String] = [:]
    /// Whose holidays deadlines step over.
    public internal(set) var calendar = WorkCalendar.norway
    /// How letters are drafted and sent.
    public internal(set) var notices = NoticeOptions()
    /// What the contract says of misuse.
    public internal(set) var contract = Contract()
    /// What is agreed of availability.
    public internal(set) var serviceLevel = ServiceLevelOptions()
    /// What is agreed of data.
    public internal(set) var dataVolume = DataVolumeOptions()
    /// How long a ledger keeps what runs leave behind.
    public internal(set) var ledger = LedgerRetention()

    var routeEntries: [Sourced<RouteEntry>] = []
    var exemptionEntries: [Sourced<ExemptionEntry>] = []
    var partnerEntries: [Sourced<Partner>] = []
    var quotaEntries: [Sourced<QuotaRule>] = []
    var maintenanceEntries: [Sourced<MaintenanceEntry>] = []
    /// Whether the layer just read drops the routes of the layers below it.
    var replacesRoutes = false
    var origins: [String: Origin] = [:]
    /// Where values of the operator's own file stand.
    var places: [String: Place] = [:]
    /// The operator's own file as it was named, `nil` for a shipped profile.
    var file: String?

    init() {}
}

extension Policy {
    /// The routes in the order in which they match.
    public var routes: [RouteEntry] { routeEntries.map(\.entry) }

    /// The exemptions as they are written.
    public var exemptions: [ExemptionEntry] { exemptionEntries.map(\.entry) }

    /// The partners of the register.
    public var partners: [Partner] { partnerEntries.map(\.entry) }

    /// Planned work on the API.
    public var maintenance: [MaintenanceEntry] { maintenanceEntries.map(\.entry) }

    /// The quotas.
    public var quotas: [QuotaRule] { quotaEntries.map(\.entry) }

    /// The partners by their logins; a login belongs to one partner at most.
    public var partnersByLogin: [String: Partner] {
        let pairs = partners.flatMap { partner in partner.logins.map { ($0, partner) } }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The partner that a login belongs to: by the very login, else by the longest beginning that ends in `*`.
    public func partner(forLogin login: String) -> Partner? {
        if let partner = partners.first(where: { $0.logins.contains(login) }) { return partner }
        let beginnings = partners.flatMap { partner in
            partner.logins.filter { $0.hasSuffix("*") && login.hasPrefix($0.dropLast()) }.map { ($0, partner) }
        }
        return beginnings.max { ($0.0.utf8.count, $1.1.id) < ($1.0.utf8.count, $0.1.id) }?.1
    }

    /// The names of the fields beside the usual ones that the key and the rules read, in the order of their numbers in
    /// ``Detection/KeyPart/field(_:_:)``.
    public var customFields: [String] {
        let ofKey = detection.key.compactMap { part in
            if case .field(let name, _) = part { name } else { nil }
        }
        let ofRules = quotas.flatMap(\.fields) + [detection.ignoredBackoff.retryAfterField].compactMap(\.self)
        return ofRules.reduce(into: ofKey) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }

    /// The parts of the key as the policy writes them, `user`, `path[0]`.
    public var keyParts: [String] { detection.key.map(\.policyText) }

    /// Whether the key is a login, with or without an installation, as logs of deliveries name it.
    public var namesLogin: Bool {
        let logins = detection.key.filter { $0 != .pathSegment(0) }
        guard logins.count == 1 else { return false }
        switch logins[0] {
        case .user, .field, .pathSegment: return true
        // A query parameter is shown as a digest, which no log of deliveries has.
        case .address, .agent, .queryParameter: return false
        }
    }

    /// Where a value comes from, by its path: `repeated_fetch.excess`.
    public func origin(of path: String) -> Origin { origins[path] ?? .standard }

    /// The place of a key in the policy's own file, `abuse-scan.yaml:4:1`, for messages on values that only others can
    /// check; `nil` where the file does not set it.
    public func place(of path: String) -> String? {
        guard let file, let place = places[path] else { return nil }
        return "\(file):\(place.line):\(place.column)"
    }
}
