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
            abuse-scan report --ledger hub.ledger --period last-month --format html -o r/
            """)

    @Argument(
        help: ArgumentHelp("Logs, where there is no ledger; - is standard input.", valueName: "file"),
        completion: .file())
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("The ledger to report from.", valueName: "file"), completion: .file())
    var ledger: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A month 2026-10, a week 2026-W43, a year 2026, a day 2026-10-17, or last-month, this-week, yesterday, …",
            valueName: "period"), completion: .list(ReportPeriod.Word.allCases.map(\.rawValue)))
    var period: String?

    @OptionGroup var span: SpanOptions

    @Option(
        name: .long,
        help: ArgumentHelp("The page of one partner, by its id in the policy or a login.", valueName: "partner"))
    var partner: String?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var policyOptions: PolicyOptions
    @OptionGroup var output: ReportOutput

    func validate() throws {
        if ledger != nil, !files.isEmpty {
            throw ValidationError("Report from --ledger or straight from logs; leave out one of them.")
        }
        if period != nil, span.isNamed {
            throw ValidationError("--period and --since/--until exclude each other; leave out one of them.")
        }
        if ledger != nil, reading.isNamed {
            throw ValidationError(
                "--files-from, --push-log, --log-format and what else says how logs are read belong to logs; leave them out "
                    + "with --ledger.")
        }
    }

    func run() throws {
        let policy = try policyOptions.load()
        var request = ReportRequest(policy: policy)
        request.partner = partner
        request.showsAddresses = output.showIp
        request.version = AbuseScan.version
        request.policyText = policy.show()
        request.period = try asked(policy)
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
    private func asked(_ policy: Policy) throws -> ReportPeriod? {
        let offsets = try Failure.ofScan { () throws(ScanError) in try Scan.offsets(of: policy.timeZone) }
        let instants = try span.instants(zoneOffset: offsets)
        if let period {
            let span = try Failure.ofScan { () throws(ScanError) in
                try ReportPeriod(period, policy: policy, now: instants.now)
            }
            guard let span else {
                let words = ReportPeriod.Word.allCases.map(\.rawValue)
                let way =
                    NearestName.of(period, in: words).map { "did you mean \($0)?" }
                    ?? "write a month 2026-10, a week 2026-W43, a year 2026, a day 2026-10-17 or last-month"
                throw Failure("--period \(DisplayText.safe(period)) is no period; \(way)")
            }
            return span
        }
        guard span.isNamed else { return nil }
        let (from, to) = (instants.since ?? 0, instants.until ?? instants.now)
        guard from < to else { throw Failure("--since lies after now, so no line could count; give an earlier one") }
        return ReportPeriod(from: from, to: to)
    }

    private func reportLogs(
        _ policy: Policy, _ request: ReportRequest, _ known: LetterLanguage?, _ setting: PeriodReportWriter.Setting
    ) throws {
        guard !files.isEmpty || reading.filesFrom != nil || !Terminal.isTerminal(0) else {
            throw Failure(
                "neither a ledger nor a log is named; try: abuse-scan report --ledger hub.ledger --period 2026-10 -o report.html"
            )
        }
        let scan = try reading.request(files, policy)
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
