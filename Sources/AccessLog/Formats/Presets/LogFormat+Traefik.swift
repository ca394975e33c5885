extension LogFormat {
    /// `traefik`: Traefik's access log, as JSON or as its own extension of `combined`.
    ///
    /// The stamp is the start (`StartUTC`); the text form ends in whole milliseconds, `42ms`, and `Duration` counts
    /// nanoseconds. Headers are there only where the configuration keeps them.
    /// Source: Traefik's documentation, "Access Logs".
    static let traefik = LogFormat(
        name: "traefik", general: "combined", stamp: .start
    ) { options throws(LogFormatError) in
        JSONOrTextParser(
            json: try JSONLineParser(.traefik, options),
            text: try CombinedFamily.parser("traefik", options) { builder in builder.traefik() })
    }
}

extension JSONFieldNames {
    fileprivate static let traefik = JSONFieldNames(
        names: [
            .time: ["StartUTC", "StartLocal"],
            .user: ["ClientUsername"],
            .target: ["RequestPath"],
            .method: ["RequestMethod"],
            .status: ["DownstreamStatus"],
            .bytes: ["DownstreamContentSize"],
            .nanoseconds: ["Duration"],
            .address: ["ClientHost", "ClientAddr"],
            .agent: ["request_User-Agent"],
            .entityTag: ["downstream_Etag", "origin_Etag"],
        ], hasMethod: true)
}

extension PatternBuilder {
    /// `combined`, a counter, router, server and duration.
    fileprivate mutating func traefik() {
        client(named: "ClientHost", .forwarded)
        common(lastShape: .text, user: "ClientUsername", status: .proxyStatus)
        literal(" \"".utf8)
        field(PatternField(["http_referer"], .skipped))
        literal("\" \"".utf8)
        field(PatternField(["http_user_agent", "User-Agent"], .agent))
        literal("\" ".utf8)
        field(PatternField(["RequestCount"], .skipped))
        literal(" \"".utf8)
        field(PatternField(["RouterName"], .skipped))
        literal("\" \"".utf8)
        field(PatternField(["ServiceURL"], .skipped))
        literal("\" ".utf8)
        field(PatternField(["Duration"], .milliseconds))
        literal("ms".utf8)
    }
}
