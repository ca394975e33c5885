/// What a captured text means for the record.
enum FieldRole: UInt8, Sendable {
    /// Nothing, unless the policy asks for the field by name.
    case skipped
    case address
    case user
    case agent
    case entityTag
    /// `GET /x HTTP/1.1`.
    case request
    case method
    /// Path and query in one.
    case target
    /// The path alone; a query follows in a field of its own, or there is none.
    case path
    /// The query alone, with or without its `?`.
    case query
    case status
    /// A status, or `0` for a request that got no answer.
    case proxyStatus
    case bytes
    /// A duration in seconds, with or without a point.
    case seconds
    case milliseconds
    case microseconds
    /// A duration in seconds, or several with commas between them, which say nothing of the whole.
    case upstreamSeconds
    /// The stamp that the record takes.
    case time
    /// The further fields behind a line of a known format.
    case extras
    /// The second field of `common` and its kin, which is never an address; what has one there is another format.
    case identity
    /// The first of several addresses with commas between them.
    case forwarded
    /// As ``forwarded``, but not `-`; tells `vhost` from `combined`.
    case certainAddress
    /// The host that was asked; what ends in a comma there is an address, and the line of another format.
    case host
}

extension FieldRole {
    /// Whether a role's text goes into the record as such, so that it is decoded.
    @inline(__always)
    static func isText(_ role: FieldRole) -> Bool {
        switch role {
        case .status, .proxyStatus, .bytes, .seconds, .milliseconds, .microseconds, .upstreamSeconds, .identity,
            .extras:
            false
        default: true
        }
    }
}
