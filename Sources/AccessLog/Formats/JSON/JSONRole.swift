/// What a field of a JSON line means for the record. The raw value is the position in ``JSONFindings``.
enum JSONRole: UInt8, Sendable, CaseIterable {
    case time
    case user
    case target
    /// The target without its query, or with it.
    case path
    /// The query, with or without its `?`.
    case query
    case method
    case status
    case bytes
    case seconds
    /// A duration as Go's loggers write it: seconds with a point, a text such as `1.5ms`, or whole nanoseconds; a whole
    /// number below a million could as well be milliseconds, and says nothing.
    case goDuration
    /// A duration in milliseconds, or in seconds where it has a point or ``secondsSign`` was found.
    case pointSeconds
    /// A field whose presence says that ``pointSeconds`` are seconds.
    case secondsSign
    case milliseconds
    case microseconds
    case nanoseconds
    case address
    case agent
    case entityTag
    /// `GET /x HTTP/1.1`.
    case request
    /// Day and time of day in UTC, where no field has both.
    case date
    case clock
    /// Nothing but what the policy asks for.
    case custom

    /// The units of durations.
    static let durations: [JSONRole] = [
        .seconds, .goDuration, .pointSeconds, .milliseconds, .microseconds, .nanoseconds,
    ]

    /// The role that a policy names; durations by the unit that their field's name ends in, seconds without one.
    init?(policyName: String, field: String) {
        switch policyName {
        case "time": self = .time
        case "user": self = .user
        case "target": self = .target
        case "method": self = .method
        case "status": self = .status
        case "bytes": self = .bytes
        case "address": self = .address
        case "agent": self = .agent
        case "etag": self = .entityTag
        case "request": self = .request
        case "duration": self = JSONRole.duration(field)
        default: return nil
        }
    }

    /// The unit in a field's name, `duration_ms`.
    private static func duration(_ field: String) -> JSONRole {
        let name = field.lowercased()
        if name.hasSuffix("_ms") || name.hasSuffix("millis") { return .milliseconds }
        if name.hasSuffix("_us") || name.hasSuffix("micros") { return .microseconds }
        return name.hasSuffix("_ns") || name.hasSuffix("nanos") ? .nanoseconds : .seconds
    }
}
