extension LogFormat {
    /// `nginx-json`: nginx with `log_format … escape=json`, its variables under their own names or the usual ones.
    ///
    /// Stamps are written when the answer has gone out; `$request_time` is in seconds; `$uri` lacks the query, which `$args`
    /// holds. A number that is not known is nothing or `-`, where the configuration has no quotes around it.
    /// Source: nginx's documentation of `ngx_http_log_module` and of the variables of `ngx_http_core_module`.
    static let nginxJSON = LogFormat(
        name: "nginx-json",
        markers: [
            "\"body_bytes_sent\"", "\"bytes_sent\"", "\"request_time\"", "\"time_local\"", "\"time_iso8601\"",
            "\"msec\"",
            "\"http_user_agent\"", "\"upstream_response_time\"", "\"remote_addr\"",
        ],
        general: "json", stamp: .end
    ) { options throws(LogFormatError) in try JSONLineParser(.nginx, options) }
}

extension JSONFieldNames {
    fileprivate static let nginx = JSONFieldNames(
        names: [
            .time: ["msec", "time_iso8601", "time_local", "@timestamp", "timestamp", "time", "ts"],
            .user: ["remote_user", "user"],
            .request: ["request"],
            .target: ["request_uri"],
            .path: ["uri", "document_uri", "url", "path"],
            .query: ["args", "query_string"],
            .method: ["request_method", "method"],
            .status: ["status"],
            .bytes: ["body_bytes_sent", "bytes_sent", "bytes"],
            .seconds: ["request_time", "duration"],
            .address: ["remote_addr", "client_ip", "remote_ip", "ip"],
            .agent: ["http_user_agent", "user_agent", "agent"],
            .entityTag: ["sent_http_etag", "upstream_http_etag", "etag"],
        ],
        isLenient: true)
}
