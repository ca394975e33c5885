/// One column of a W3C log, trivial so that a line costs no reference counting.
struct W3CColumn: Sendable {
    /// What a column means for the record.
    enum Role: UInt8, Sendable {
        case skipped
        case date
        case clock
        case method
        case path
        /// Path and query in one, as HTTP.sys has it in the log of its errors.
        case uri
        case query
        case status
        case bytes
        case duration
        case address
        case user
        case agent
        case entityTag
    }

    var role: Role
    /// One bit for each of the four custom fields that this column fills.
    var custom: UInt8

    /// The meaning of a name in `#Fields:`, in any case.
    static func role(_ name: String) -> Role {
        switch name.lowercased() {
        case "date": .date
        case "time": .clock
        case "cs-method": .method
        case "cs-uri-stem": .path
        case "cs-uri": .uri
        case "cs-uri-query": .query
        case "sc-status": .status
        case "sc-bytes": .bytes
        case "time-taken": .duration
        case "c-ip": .address
        case "cs-username": .user
        case "cs(user-agent)": .agent
        case "sc(etag)": .entityTag
        default: .skipped
        }
    }
}
