extension LogFormat {
    /// `cloudfront`: CloudFront's standard logs, the W3C extended format with tabs.
    ///
    /// The stamp is when the edge had answered, in UTC; `time-taken` is in seconds. Texts are percent-encoded once more, so
    /// that `%20` of a URL stands there as `%2520`. The lines of a file come from many edges and are in no order, hence the
    /// bound of an hour; whole files may come a day late. Logins are in none of them.
    /// Source: Amazon CloudFront Developer Guide, "Standard logging reference".
    static let cloudFront = LogFormat(
        name: "cloudfront", evidence: .recordsAndDirectives, markers: ["x-edge-location"], general: "w3c", stamp: .end,
        lateness: 3_600_000
    ) { options in W3CParser(options, writer: .cloudFront) }
}
