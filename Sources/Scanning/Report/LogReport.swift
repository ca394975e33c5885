internal import AccessLog
internal import Cases
internal import Detection
internal import Ledger
internal import Policy
public import Reports

/// A report of a period straight from logs: a scan that keeps its sums in memory, and the same report as from a ledger.
public struct LogReport {
    /// What came out.
    public struct Outcome: Sendable {
        /// The report.
        public var report: PeriodReport
        /// The scan that it rests on, for its summary and its status.
        public var scan: Scan.Outcome
    }

    private let request: ReportRequest
    private let scan: ScanRequest
    private let isStopped: @Sendable () -> Bool

    /// Makes ready for a run.
    ///
    /// - Parameters:
    ///   - scan: what is read; its span is the report's.
    ///   - request: what is told.
    ///   - isStopped: asked often; once `true`, the run ends early with what it has.
    public init(_ scan: ScanRequest, _ request: ReportRequest, isStopped: @escaping @Sendable () -> Bool = { false }) {
        self.request = request
        self.isStopped = isStopped
        var scan = scan
        scan.keepsRollUps = true
        if let period = request.period { (scan.since, scan.until) = (period.from, period.to) }
        self.scan = scan
    }

    /// Runs.
    ///
    /// - Throws: `ScanError` where the run cannot go on, or where the logs hold nothing.
    public func run(progress: (Scan.Progress) -> Void = { _ in }) throws(ScanError) -> Outcome {
        var outcome = try Scan(scan, isStopped: isStopped).run(progress: progress)
        let summary = outcome.model.summary
        guard let first = summary.firstTime, let last = summary.lastTime else {
            throw ScanError("no request of the period is in the logs; name other logs or another period")
        }
        let period = request.period ?? ReportPeriod(from: first, to: last + 1)
        var material = try ReportMaterial(request, period)
        material.end = last
        material.findings = outcome.model.findings
        material.inputs = outcome.model.inputs
        material.partners = outcome.model.partners
        Self.add(outcome, to: &material)
        material.coverage.policies = [TextDigest.sha256(request.policyText)]
        material.coverage.versions = [request.version]
        outcome.rollUps = ([], [])
        let maker = ReportMaker(material)
        guard maker.hasSubjects else {
            throw ScanError(
                unknownPartner: request.partner ?? "", request, keys: material.sums.keys, source: "the logs know")
        }
        return Outcome(report: maker.report(), scan: outcome)
    }

    /// Adds sums, minutes and what was read.
    private static func add(_ outcome: Scan.Outcome, to material: inout ReportMaterial) {
        var (keys, routes): ([PartnerKey: Int], [String: Int]) = ([:], [:])
        for rollUp in outcome.rollUps.routes {
            if keys[rollUp.key] == nil { keys[rollUp.key] = material.sums.add(key: rollUp.key) }
            if routes[rollUp.route] == nil { routes[rollUp.route] = material.sums.add(route: rollUp.route) }
        }
        material.markMisuse(keys: keys, routes: routes)
        for rollUp in outcome.rollUps.routes {
            guard let key = keys[rollUp.key], let route = routes[rollUp.route] else { continue }
            // The first hour may begin before a period that does not begin with one.
            let start = max(rollUp.hour, material.period.from)
            material.sums.add(start: start, key: key, route: route, TrafficSums(rollUp.sums))
        }
        var minutes: [Int64: (requests: Int64, serverErrors: Int64)] = [:]
        for part in outcome.rollUps.minutes {
            let known = minutes[part.minute] ?? (0, 0)
            minutes[part.minute] = (known.requests + part.requests, known.serverErrors + part.serverErrors)
        }
        for (minute, sums) in minutes.sorted(by: { $0.key < $1.key }) {
            material.service.add(minute: minute, requests: sums.requests, serverErrors: sums.serverErrors)
        }
        material.coverage.add(outcome)
    }
}

extension TrafficSums {
    fileprivate init(_ sums: RouteRollUp.Sums) {
        self.init(
            requests: sums.requests, bytes: sums.bytes, serverMilliseconds: sums.serverMilliseconds,
            notModified: sums.notModified, clientErrors: sums.clientErrors, serverErrors: sums.serverErrors,
            throttled: sums.throttled, excess: sums.excess, excessBytes: sums.excessBytes)
    }
}

extension PeriodReport.Coverage {
    fileprivate mutating func add(_ outcome: Scan.Outcome) {
        let summary = outcome.model.summary
        (first, last) = (summary.firstTime, summary.lastTime)
        runs = 1
        (lines, identified, unidentified) = (summary.lines, summary.identified, summary.unidentified)
        (outOfPeriod, late) = (summary.outOfPeriod, summary.late)
        unreadable = summary.unreadable.reduce(0) { $0 + $1.lines }
        inexact = [summary.inexact].compactMap(\.self)
        inputs = outcome.accounts.sorted { $0.ordinal < $1.ordinal }.map { read in
            let name =
                outcome.model.inputs.indices.contains(Int(read.ordinal)) ? outcome.model.inputs[Int(read.ordinal)] : ""
            return Input(
                name: name, bytes: read.account.content.length, lines: read.account.lines,
                crc: read.account.content.crc.hexDigits, from: read.first, to: read.last,
                state: read.hasFault ? "truncated" : "finished")
        }
    }
}
