extension LogFormat {
    /// `caddy`: Caddy's access log, one JSON object a line, headers as lists.
    ///
    /// A line is written when the answer has gone out (`ts`, in any `time_format`); `duration` is in seconds, a text such as
    /// `1.5ms` (`duration_format string`) or whole nanoseconds; of whole milliseconds none is known. Lines of other loggers in the same file are not of the format.
    /// Source: Caddy's documentation, "log" directive and "How logging works".
    static let caddy = LogFormat(name: "caddy", general: "json", stamp: .end) { options throws(LogFormatError) in
        try JSONLineParser(.caddy, options)
    }
}

extension JSONFieldNames {
    fileprivate static let caddy = JSONFieldNames(
        names: [
            .time: ["ts"],
            .user: ["user_id"],
            .target: ["request.uri"],
            .method: ["request.method"],
            .status: ["status"],
            .bytes: ["size"],
            .goDuration: ["duration"],
            .address: ["request.client_ip", "request.remote_ip", "request.remote_addr"],
            .agent: ["request.headers.User-Agent"],
            .entityTag: ["resp_headers.Etag", "resp_headers.ETag"],
        ], hasMethod: true)
}
