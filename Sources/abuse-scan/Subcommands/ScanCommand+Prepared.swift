import ArgumentParser
import Policy
import Reports
import Scanning

extension ScanCommand {
    /// Judges sorted prepared records, group by group.
    func judgePrepared(_ request: ScanRequest, _ report: ReportOptions) throws {
        try checkPrepared(request)
        let options = try prepared.options(zoneOffset: report.localOffsetSeconds)
        let interrupt = Interrupt()
        interrupt.listen()
        let outcome = try output.write { sink in
            do {
                return try SortedScan(request, options, report) { interrupt.signalNumber != 0 }.run(to: sink)
            } catch let error as ScanError {
                throw Failure(error.description)
            }
        }
        for problem in outcome.problems { Terminal.warn(DisplayText.safe(problem)) }
        if !output.quiet {
            Terminal.warn(
                "\(outcome.records) records in \(outcome.groups) groups, \(outcome.malformed) malformed, "
                    + "\(outcome.late) late, \(outcome.waiting) waiting")
        }
        if interrupt.signalNumber != 0 { throw ExitCode(128 + interrupt.signalNumber) }
        if outcome.isUnsorted { throw Failure.unsorted }
        if !outcome.isComplete { throw Failure.input }
        switch failOn {
        case .finding where outcome.accuses: throw ExitCode(1)
        case .observation where outcome.observes: throw ExitCode(1)
        default: break
        }
    }

    /// What is asked of logs cannot be asked of records.
    private func checkPrepared(_ request: ScanRequest) throws {
        if request.ledger != nil {
            throw Failure("prepared records leave nothing behind but --emit-state; leave out --ledger")
        }
        if request.since != nil || request.until != nil || !request.pushLogs.isEmpty || request.logFormat != nil {
            throw Failure(
                "--since, --until, --push-log and --log-format are decided when records are prepared; "
                    + "give them to abuse-scan prepare")
        }
        guard output.format == nil || output.writtenFormat == .ndjson else {
            throw Failure("prepared records are judged group by group, so findings come as ndjson; leave out --format")
        }
    }
}
