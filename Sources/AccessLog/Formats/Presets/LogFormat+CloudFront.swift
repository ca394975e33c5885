extension LogFormat {
    /// `cloudfront`: CloudFront's standard logs: the W3C extended format with tabs, or one JSON object a line.
    ///
    /// The stamp is when the edge had answered, in UTC; `time-taken` is in seconds. Texts are percent-encoded once more, so
    /// that `%20` of a URL stands there as `%2520`. The lines of a file come from many edges and are in no order, hence the
    /// bound of an hour; whole files may come a day late. Logins are in none of them.
    /// Source: Amazon CloudFront Developer Guide, "Standard logging reference" and "Configure standard logging (v2)".
    static let cloudFront = LogFormat(
        name: "cloudfront", evidence: .recordsAndDirectives, markers: ["x-edge-", "\"cs-uri-stem\""], general: "w3c",
        stamp: .end, lateness: 3_600_000
    ) { options throws(LogFormatError) in
        JSONOrTextParser(
            json: try JSONLineParser(.cloudFront, options), text: W3CParser(options, writer: .cloudFront))
    }
}

extension JSONFieldNames {
    /// The names are those of the W3C columns; which of them a line has is chosen with the delivery.
    fileprivate static let cloudFront = JSONFieldNames(
        names: [
            .time: ["timestamp(ms)", "timestamp"],
            .date: ["date"],
            .clock: ["time"],
            .path: ["cs-uri-stem"],
            .query: ["cs-uri-query"],
            .method: ["cs-method"],
            .status: ["sc-status"],
            .bytes: ["sc-bytes"],
            .seconds: ["time-taken"],
            .address: ["c-ip"],
            .agent: ["cs(User-Agent)", "cs-user-agent"],
        ], hasMethod: true, isEncodedTwice: true)
}
