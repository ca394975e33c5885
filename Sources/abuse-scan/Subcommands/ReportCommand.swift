import ArgumentParser
import Cases
import Foundation
import Policy
import Reports
import Scanning

/// `report`: what happened in a period, from a ledger or straight from logs.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Tells what happened in a period, from a ledger or straight from logs.",
        discussion: """
            abuse-scan report --ledger hub.ledger --period 2026-10 -o october.html
            abuse-scan report --ledger hub.ledger --partner alfa -o alfa.html
            abuse-scan report --period 2026-W47 -o week.md logs/*.gz     from logs
            abuse-scan report --ledger hub.ledger -o tables/     every table as CSV
            """)

    @Argument(help: ArgumentHelp("Logs, where there is no ledger; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("The ledger to report from.", valueName: "file"))
    var ledger: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A month 2026-10, a week 2026-W43, a year 2026 or a day 2026-10-17.", valueName: "period"))
    var period: String?

    @Option(name: .long, help: ArgumentHelp("From: a date, RFC 3339, or \"36h ago\".", valueName: "moment"))
    var since: Moment?

    @Option(name: .long, help: ArgumentHelp("Up to, not including.", valueName: "moment"))
    var until: Moment?

    @Option(
        name: .long, help: ArgumentHelp("What \"ago\" counts from, for runs that can be repeated.", valueName: "moment")
    )
    var now: Moment?

    @Option(
        name: .long,
        help: ArgumentHelp("The page of one partner, by its id in the policy or a login.", valueName: "partner"))
    var partner: String?

    @Option(name: .long, help: ArgumentHelp("The format of the logs; told by content otherwise.", valueName: "format"))
    var logFormat: String?

    @Option(name: .long, help: ArgumentHelp("A log of what was delivered by push.", valueName: "file"))
    var pushLog: [String] = []

    @Option(name: .long, help: ArgumentHelp("The zone of stamps without one (default UTC).", valueName: "zone"))
    var assumeTz: String?

    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: ReportOutput

    func validate() throws {
        if ledger != nil, !files.isEmpty {
            throw ValidationError("Report from --ledger or straight from logs; leave out one of them.")
        }
        if period != nil, since != nil || until != nil {
            throw ValidationError("--period and --since/--until exclude each other; leave out one of them.")
        }
        if ledger != nil, !pushLog.isEmpty || logFormat != nil || assumeTz != nil {
            throw ValidationError(
                "--push-log, --log-format and --assume-tz belong to logs; leave them out with --ledger.")
        }
    }

    func run() throws {
        let policy = try policyOptions.load()
        var request = ReportRequest(policy: policy)
        request.partner = partner
        request.showsAddresses = output.showIp
        request.version = AbuseScan.version
        request.policyText = policy.show()
        do throws(ScanError) {
            request.period = try asked(policy)
        } catch {
            throw Failure(error.description)
        }
        let setting = try Failure.ofScan { () throws(ScanError) in try PeriodReportWriter.Setting(policy) }
        let known = partner.flatMap { name in
            policy.partners.first { $0.id == name || $0.logins.contains(name) }?.language
        }
        if let ledger {
            let report = try Failure.ofScan { () throws(ScanError) in
                try LedgerReport(path: ledger, request).report()
            }
            return try output.write(report, language: known, setting)
        }
        try reportLogs(policy, request, known, setting)
    }

    /// The span that is asked for; dates are those of the policy's zone.
    private func asked(_ policy: Policy) throws(ScanError) -> ReportPeriod? {
        let offsets = try Scan.offsets(of: policy.timeZone)
        if let period {
            guard let span = try ReportPeriod(period, policy: policy) else {
                throw ScanError(
                    "--period \(period) is no period; write a month 2026-10, a week 2026-W43, a year 2026 or a day 2026-10-17"
                )
            }
            return span
        }
        guard since != nil || until != nil else { return nil }
        let present = Int64(Date().timeIntervalSince1970 * 1000)
        do {
            let now = try self.now?.milliseconds(zoneOffset: offsets, now: present) ?? present
            let from = try since?.milliseconds(zoneOffset: offsets, now: now) ?? 0
            let to = try until?.milliseconds(zoneOffset: offsets, now: now) ?? now
            guard from < to else {
                throw ScanError("--since is not before --until, so no line could count; exchange them")
            }
            return ReportPeriod(from: from, to: to)
        } catch {
            throw error as? ScanError ?? ScanError((error as? Failure)?.message ?? "\(error)")
        }
    }

    private func reportLogs(
        _ policy: Policy, _ request: ReportRequest, _ known: LetterLanguage?, _ setting: PeriodReportWriter.Setting
    ) throws {
        guard !files.isEmpty || !Terminal.isTerminal(0) else {
            throw Failure(
                "neither a ledger nor a log is named; try: abuse-scan report --ledger hub.ledger --period 2026-10 -o report.html"
            )
        }
        var scan = ScanRequest(inputs: files.isEmpty ? ["-"] : files, policy: policy)
        scan.logFormat = logFormat
        scan.pushLogs = pushLog
        scan.assumedZone = assumeTz
        scan.threads = ProcessInfo.processInfo.activeProcessorCount
        let interrupt = Interrupt()
        interrupt.listen()
        let offsets = try Failure.ofScan { () throws(ScanError) in try Scan.offsets(of: policy.timeZone) }
        let options = ReportOptions(zoneName: policy.timeZone, localOffsetSeconds: offsets)
        let progress = ProgressDisplay(isOn: output.showsProgress, options: options)
        defer { progress.clear() }
        let outcome = try Failure.ofScan { () throws(ScanError) in
            try LogReport(scan, request) { interrupt.signalNumber != 0 }.run { progress.show($0) }
        }
        progress.clear()
        try output.write(outcome.report, language: known, setting)
        let summary = outcome.scan.model.summary
        let lines =
            output.quiet ? summary.problems.map(DisplayText.safe) : SummaryText.render(summary, options: options)
        for line in lines { Terminal.warn(line) }
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.scan.hasFaults { throw Failure.input }
    }
}
