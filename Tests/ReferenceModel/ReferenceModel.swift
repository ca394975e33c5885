/// The rules `repeated_fetch`, `polling` and `round_the_clock` once more, slow and obvious: an oracle for the real ones.
///
/// Nothing here is incremental. All lines are sorted, every window is counted anew at every evaluation, and texts are
/// plain arrays of bytes. Only the table of A.2 runs line by line, because the page defines it so.
///
/// What the caller must not give: lines without a readable stamp, and lines over the limits of section F (64 KiB a line,
/// 8 KiB a URL, 12 path segments, 64 parameters), which are unreadable for the rules. `sustained: n of m` is taken with m ≤ 24.
public enum ReferenceModel {
    /// All findings and observations of the lines, sorted by key, rule, route, target and start.
    ///
    /// The order of `lines` and `pushes` does not matter; without a push log the attributes of routes decide alone. With
    /// `rule`, only what is needed for that rule is worked out.
    public static func findings(
        lines: [ModelLine], pushes: [ModelPush]? = nil, options: ModelOptions, rule: String? = nil
    ) -> [ModelFinding] {
        let pushes = ModelPushes(pushes, options: options)
        let requests = requestsInCanonicalOrder(lines, options: options)
        // Ruling 3: first and last stamp of all lines in the period, identified or not.
        guard let first = requests.first?.line.time, let last = requests.last?.line.time else { return [] }
        let span = LogSpan(first: first, last: last)
        var found: [ModelFinding] = []
        func add(_ rules: String..., findings: () -> [ModelFinding]) {
            if rule == nil || rules.contains(where: { $0 == rule }) { found += findings() }
        }
        add("repeated_fetch") { repeatedFetchFindings(requests, pushes, span: span, options: options) }
        add("polling", "round_the_clock") {
            let targets = polledTargets(requests, options: options)
            return pollingFindings(targets, pushes, span: span, options: options)
                + roundTheClockFindings(targets, span: span, options: options)
        }
        add("overload") { overloadFindings(requests, pushes, span: span, options: options) }
        add("ignored_backoff") { ignoredBackoffFindings(requests, span: span, options: options) }
        add("closed_door") { closedDoorFindings(requests, span: span, options: options) }
        add("fan_out") { fanOutFindings(requests, pushes, span: span, options: options) }
        add("wasteful_scan") { wastefulScanFindings(requests, span: span, options: options) }
        add("parallel_duplicates") { parallelDuplicatesFindings(requests, pushes, span: span, options: options) }
        add("quota") { quotaFindings(requests, span: span, options: options) }
        return found.sorted(by: ModelFinding.comesBefore)
    }
}

/// The first and the last stamp of a log, milliseconds since 1970 UTC.
struct LogSpan {
    var first: Int64
    var last: Int64
}
