public import Detection

/// One entry of `routes`.
public struct RouteEntry: Sendable {
    /// The pattern and its attributes.
    public var rule = RouteRule(match: "")
}

extension Sections {
    static let route = Section(
        standard: RouteEntry(),
        settings: [
            .scalar(
                "match", \.rule.match, .route,
                "Method and path; {installation} is an installation, {id} one segment, a final * the rest"
            ).required,
            .scalar("push", \.rule.push, .choice, "Whether push exists for what the route gives"),
            .optional("delta", \.rule.delta, .word, "The parameter that makes incremental lists, for the advice"),
            .optional("bulk", \.rule.bulk, .route, "The route that gives many items at once"),
            .scalar("watch", \.rule.watch, .boolean, "false takes the route from the rules, not from the totals"),
            .scalar(
                "fingerprint", \.rule.fingerprint, .choice,
                "none where equal answers prove nothing, such as a health check"),
            .optional(
                "min_interval", \.rule.minIntervalSeconds, .pollInterval, "A shortest polling interval of its own"),
            .scalar("safe_post", \.rule.isSafePost, .boolean, "A POST that only searches and is no write"),
            .optional("max_page", \.rule.maxPage, .integer(1...1_000_000), "The largest page that the route gives"),
        ])
}
