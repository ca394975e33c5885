import Detection

extension ExplainText {
    /// Why a rule never looked at a key.
    func nothing(_ rule: RuleName, _ trace: KeyTrace) -> String {
        if rule == .polling || rule == .roundTheClock, let cold = cold(trace) { return cold }
        if rule != .quota, rule != .overload, !explanation.hasHourEnd {
            return "The log has no end of an hour (two minutes and 17 seconds past), where the rule looks."
        }
        return switch rule {
        case .repeatedFetch: "No watched GET of this key had an answer that the rule looks at (200, 203, 206, 304)."
        case .polling: "No GET or HEAD of this key went to a route where push could exist."
        case .roundTheClock: "No local day ended while a target of this key was followed."
        case .overload: overload
        case .ignoredBackoff: "No request of this key came within a waiting time that a 429 or 503 had asked for."
        case .closedDoor: "No watched request of this key was answered 400, 403, 404, 405, 410 or 422."
        case .fanOut: "No burst of this key for the items of a list began soon after the list."
        case .wastefulScan:
            "This key turned no tiny page on a route with max_page, and read no whole list on a route with delta."
        case .parallelDuplicates: "No fetch of this key asked for what had just been delivered or was on its way."
        case .quota:
            explanation.hasQuotas ? "No request of this key counts for a quota." : "The policy has no quotas."
        }
    }

    private var overload: String {
        let coverage = explanation.model.summary.overload ?? OverloadCoverage()
        if coverage.isOnlyRanking {
            return
                "No capacity is set and no errors showed an overloaded minute, so keys are only ranked by their load."
        }
        let minutes = Figures.counted(coverage.minutes, "minute").glued
        return "The API was overloaded in \(minutes), and this key took less than its share of each."
    }

    /// Targets that were not asked often enough to be counted.
    private func cold(_ trace: KeyTrace) -> String? {
        guard let busiest = trace.coldTargets.max(by: { $0.requests < $1.requests }) else { return nil }
        let method = busiest.route.prefix { $0 != " " }
        let target = Columns.shortened(report.shown(Redaction.target(busiest.target)), to: report.options.width - 24)
        let unit = busiest.end - busiest.start == 3_600_000 ? "hour" : "block"
        let last = explanation.model.summary.lastTime ?? 0
        let isCut = busiest.requests >= KeyTrace.admission && last < 2 * busiest.end - busiest.start
        let cut = isCut ? " The log ends before another \(unit) does." : ""
        return
            "Targets are counted from the \(unit) on that follows one with \(KeyTrace.admission) requests. The busiest, "
            + "\("\(method) \(target)".glued), had \(Figures.grouped(busiest.requests)) from "
            + "\(report.times.stamp(busiest.start).glued) to \(report.times.stamp(busiest.end).glued).\(cut)"
    }

    /// The routes of the policy that the key used and the rule leaves out.
    func notJudged(_ rule: RuleName, _ trace: KeyTrace) -> [String] {
        let left = leftOut(rule, trace)
        guard !left.isEmpty, explanation.isDetailed else { return [] }
        let shown = left.prefix(2).map { route in
            "\(Columns.shortened(report.shown(route.match), to: report.options.width / 2)) (\(route.reason))".glued
        }
        let more = left.count > 2 ? ["\(left.count - 2) more"] : []
        return wrapped("Not judged: \(Figures.list(shown + more)).", indent: 2)
    }

    /// The routes that a rule leaves out, and the attribute of the policy that says so.
    func leftOut(_ rule: RuleName, _ trace: KeyTrace) -> [(match: String, reason: String, requests: Int64)] {
        trace.usedRoutes.compactMap { used in
            guard explanation.routes.indices.contains(used.route) else { return nil }
            let route = explanation.routes[used.route]
            guard let reason = Self.reason(rule, route) else { return nil }
            return (route.match, reason, used.requests)
        }
    }

    private static func reason(_ rule: RuleName, _ route: RouteRule) -> String? {
        if rule == .quota { return nil }
        if !route.watch { return "watch: false" }
        switch rule {
        case .repeatedFetch: return route.fingerprint == .none ? "fingerprint: none" : nil
        case .polling, .roundTheClock: return route.push == .none ? "push: none" : nil
        default: return nil
        }
    }
}
