extension LogFormat {
    /// `ecs`: the Elastic Common Schema, one JSON object a line, keys nested or with points in them.
    ///
    /// `event.duration` counts nanoseconds. `@timestamp` is when the event originated, which says nothing of start or end.
    /// Source: Elastic Common Schema reference, the field sets base, event, http, url, source, client, user, user_agent.
    static let ecs = LogFormat(name: "ecs", general: "json") { options throws(LogFormatError) in
        try JSONLineParser(.ecs, options)
    }
}

extension JSONFieldNames {
    fileprivate static let ecs = JSONFieldNames(
        names: [
            .time: ["@timestamp"],
            .user: ["user.name", "user.id"],
            .target: ["url.original", "url.full"],
            .path: ["url.path"],
            .query: ["url.query"],
            .method: ["http.request.method"],
            .status: ["http.response.status_code"],
            .bytes: ["http.response.body.bytes", "http.response.bytes"],
            .nanoseconds: ["event.duration"],
            .address: ["client.ip", "source.ip", "client.address", "source.address"],
            .agent: ["user_agent.original"],
            .entityTag: ["http.response.headers.etag"],
        ], hasMethod: true)
}
