import Cases
import Detection
import Foundation
import Ledger
import Policy
import Testing

@testable import Reports
@testable import Scanning

/// A day of the demo logs, reported from a ledger, straight from the log, and by summing the ledger's rows.
@Suite struct LedgerReportTests {
    private static let demo = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("testdata/demo").path

    @Test func ledgerLogAndSumsSayTheSame() throws {
        let ledger = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID()).ledger").path
        defer {
            for end in ["", "-lock", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: ledger + end) }
        }
        let policy = try Policy.load(path: Self.demo + "/abuse-scan.yaml")
        var scan = ScanRequest(inputs: [Self.demo + "/access-18.log.gz"], policy: policy)
        // So that no line waits for the next run.
        scan.lateness = 0
        scan.isOnePass = true
        let straight = try LogReport(scan, ReportRequest(policy: policy)).run().report
        scan.ledger = LedgerUse(path: ledger)
        _ = try Scan(scan).run()
        let kept = try LedgerReport(path: ledger, ReportRequest(policy: policy)).report()
        var sums = TrafficSums()
        try LedgerFile.open(ledger, for: .reading).hourly(in: .min..<(.max)) { sums += TrafficSums($0.counts) }
        // A ledger holds the last millisecond's lines back; the log has them.
        #expect(straight.headline.total.requests - kept.headline.total.requests <= 1)
        #expect(kept.headline.total.requests == sums.requests)
        #expect(kept.headline.total.bytes == sums.bytes)
        #expect(kept.headline.total.serverMilliseconds == sums.serverMilliseconds)
        #expect(kept.keys.reduce(0) { $0 + $1.sums.excess } == sums.excess)
        #expect(kept.keys.map(\.subject) == straight.keys.map(\.subject))
        #expect(kept.findings.map(\.detail.id).sorted() == straight.findings.map(\.detail.id).sorted())
        #expect(kept.coverage.inputDigest == straight.coverage.inputDigest)
        #expect(kept.coverage.inputs.map(\.crc) == ["e50e1e9a"])
        #expect(kept.coverage.lines == straight.coverage.lines)
        #expect(kept.coverage.unreadFindings == 0)
    }

    @Test func whatIsNotThereIsSaid() throws {
        let policy = try Policy.profile(named: "vitec-hub")
        #expect(throws: ScanError.self) { try LedgerReport(path: "/nonexistent.ledger", ReportRequest(policy: policy)) }
        var request = ReportRequest(policy: try Policy.load(path: Self.demo + "/abuse-scan.yaml"))
        request.partner = "nobody"
        var scan = ScanRequest(inputs: [Self.demo + "/access-18.log.gz"], policy: request.policy)
        scan.since = 1_794_996_000_000
        scan.until = scan.since.map { $0 + 600_000 }
        request.period = ReportPeriod(from: scan.since ?? 0, to: scan.until ?? 0)
        let error = #expect(throws: ScanError.self) { try LogReport(scan, request).run() }
        #expect(
            error?.description
                == "--partner nobody: neither the policy's register nor the logs know it; name a partner's id or a login"
        )
    }
}
