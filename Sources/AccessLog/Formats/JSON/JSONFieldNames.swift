/// Which fields of a JSON line mean what: for each role the names to look for, the surest first.
///
/// A preset of a server is such a value. Nested objects are named by dotted paths, `request.uri`.
struct JSONFieldNames: Sendable {
    var names: [JSONRole: [String]]
    /// Whether `"port":-` and `"port":,` pass, which some servers write where they know no number.
    var isLenient = false
    /// Whether every request has a method, so that a line without one tells of something else.
    var hasMethod = false
    /// Whether texts are percent-encoded once more, as CloudFront writes them.
    var isEncodedTwice = false

    /// The names that people give these fields most.
    static let usual = JSONFieldNames(names: [
        .time: ["time", "timestamp", "@timestamp", "msec", "time_iso8601", "time_local", "ts"],
        .user: ["remote_user", "user"],
        .target: ["request_uri", "uri", "url", "path"],
        .method: ["request_method", "method"],
        .request: ["request"],
        .status: ["status"],
        .bytes: ["body_bytes_sent", "bytes", "bytes_sent", "size"],
        .seconds: ["request_time", "duration"],
        .milliseconds: ["duration_ms"],
        .address: ["remote_addr", "client_ip", "ip"],
        .agent: ["http_user_agent", "user_agent", "agent"],
        .entityTag: ["etag", "sent_http_etag"],
    ])

    /// The names with those that the policy sets in place of the usual ones.
    ///
    /// - Throws: ``LogFormatError`` if a role is not known.
    func overridden(by fields: [String: String]) throws(LogFormatError) -> JSONFieldNames {
        var result = self
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
            guard let role = JSONRole(policyName: name, field: field) else {
                throw LogFormatError(
                    "JSON field role \"\(name)\" is not known; "
                        + "known are time user target method status bytes duration address agent etag request"
                )
            }
            if name == "duration" {
                for unit in JSONRole.durations { result.names[unit] = nil }
            }
            if name == "target" { (result.names[.path], result.names[.query]) = (nil, nil) }
            result.names[role] = [field]
        }
        return result
    }
}
