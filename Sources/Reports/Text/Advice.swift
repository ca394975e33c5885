import Detection

/// The smallest change on the partner's side that ends a finding.
enum Advice {
    /// `subscribe to Estate notifications`, by rule and route; `rule` is `nil` where the policy does not list the route.
    static func fix(for finding: Finding, rule: RouteRule?) -> String {
        switch finding.evidence {
        case .polling(let figures): polling(finding, figures, rule)
        case .repeatedFetch(let figures): repeatedFetch(finding, figures, rule)
        case .overload:
            "send fewer requests at the same time, spread them over the hour, and wait longer after each error"
        case .ignoredBackoff:
            "after 429 or 503 wait as long as Retry-After says, and twice as long after each further one"
        case .closedDoor(let figures): closedDoor(figures.status)
        case .fanOut: fanOut(rule)
        case .wastefulScan(let figures): wastefulScan(figures, rule)
        case .parallelDuplicates: "let one request fetch, and let the others wait for its answer"
        case .quota: "stay within the agreed number, or agree on a larger one"
        case .roundTheClock: "find the program that asks at night as it does by day, and ask only when data is needed"
        }
    }

    private static func fanOut(_ rule: RouteRule?) -> String {
        guard let bulk = rule?.bulk else { return "fetch only what changed, and keep what was fetched" }
        return "fetch many at once with \(bulk)"
    }

    private static func wastefulScan(_ evidence: WastefulScanEvidence, _ rule: RouteRule?) -> String {
        switch evidence.kind {
        case .tinyPages: "ask for \(Figures.counted(evidence.maxPage ?? 0, "row").glued) a page"
        case .fullScans: "ask for changes only, with \(rule?.delta ?? "a time")"
        }
    }

    private static func closedDoor(_ status: Int) -> String {
        switch status {
        case 403: "ask once a day whether access is there, and not before"
        case 404, 410: "forget what is gone, and look at the answer before asking again"
        default: "correct the request, and stop when it is refused"
        }
    }

    private static func polling(_ finding: Finding, _ evidence: PollingEvidence, _ rule: RouteRule?) -> String {
        guard let push = push(for: finding, rule) else {
            return "ask at most every \(Figures.interval(seconds: evidence.minIntervalSeconds).glued)"
        }
        return "subscribe to \(push)" + (rule?.delta.map { ", and catch up with \($0) twice a day" } ?? "")
    }

    private static func repeatedFetch(
        _ finding: Finding, _ evidence: RepeatedFetchEvidence, _ rule: RouteRule?
    ) -> String {
        var steps = [keep(finding.route)]
        if let push = push(for: finding, rule) { steps.append("subscribe to \(push)") }
        if let delta = rule?.delta { steps.append("ask for changes only, with \(delta)") }
        if let bulk = rule?.bulk { steps.append("fetch many at once with \(bulk)") }
        if steps.count == 1, evidence.isEntityTag {
            steps.append("ask with If-None-Match, so that an unchanged answer is an empty 304")
        }
        return Figures.list(steps)
    }

    private static func keep(_ route: String) -> String {
        switch objectType(route) {
        case "Picture", "Image", "Photo": "keep the pictures after the first fetch"
        case "Document", "File": "keep the documents after the first fetch"
        default: "keep what was fetched"
        }
    }

    /// What to subscribe to, `nil` where the policy knows of no push for the route.
    private static func push(for finding: Finding, _ rule: RouteRule?) -> String? {
        guard let rule, rule.push.isPossible else { return nil }
        guard let type = objectType(finding.route) else { return "push notifications" }
        return "\(type) notifications"
    }

    /// The object that a route serves, in the singular: its last literal segment. `nil` for routes without one.
    static func objectType(_ route: String) -> String? {
        let path = route.drop { $0 != "/" }
        guard let last = path.split(separator: "/").last(where: { !$0.contains("{") && !$0.contains("*") }) else {
            return nil
        }
        if last.hasSuffix("ies") { return last.dropLast(3) + "y" }
        if last.hasSuffix("sses") { return String(last.dropLast(2)) }
        let isPlural = last.hasSuffix("s") && !last.hasSuffix("ss") && !last.hasSuffix("us")
        return String(isPlural ? last.dropLast() : last)
    }
}
