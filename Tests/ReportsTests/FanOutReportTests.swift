import Foundation
import Testing

@testable import Detection
@testable import Reports

@Suite struct FanOutReportTests {
    private static let window = SampleRun.start + 10 * SampleRun.hour..<SampleRun.start + 34 * SampleRun.hour

    private func finding(
        _ rule: RuleName, _ route: String, _ evidence: Evidence, _ threshold: Int64, _ kind: Finding.Kind = .finding
    ) -> Finding {
        SampleRun.finding(
            rule, "alfa-web", "MSDEMO", route, target: nil, started: SampleRun.start + 30 * SampleRun.hour,
            ended: SampleRun.start + 60 * SampleRun.hour, observed: threshold, threshold: threshold,
            points: kind == .finding ? 15 : 0, evidence: evidence, waste: Waste(requests: 7400), kind: kind)
    }

    private func fanOut(_ kind: Finding.Kind = .finding) -> Finding {
        var figures = FanOutEvidence(windowEnd: Self.window.upperBound)
        (figures.fanOuts, figures.requests, figures.size, figures.bulkCalls) = (12, 7200, 7212, 12)
        (figures.keyRequests, figures.windowStart) = (9000, Self.window.lowerBound)
        return finding(.fanOut, "GET /{installation}/Estates/{id}", .fanOut(figures), 1000, kind)
    }

    private func scan(_ scanKind: WastefulScanEvidence.Kind, _ kind: Finding.Kind = .finding) -> Finding {
        let isTiny = scanKind == .tinyPages
        let figures = WastefulScanEvidence(
            kind: scanKind, requests: 7200, scans: isTiny ? 0 : 24, limit: isTiny ? 10 : nil, maxPage: 500, saved: 7056,
            windowStart: Self.window.lowerBound, windowEnd: Self.window.upperBound)
        return finding(.wastefulScan, "GET /{installation}/Estates", .wastefulScan(figures), isTiny ? 1000 : 4, kind)
    }

    private var duplicates: Finding {
        let figures = ParallelDuplicatesEvidence(
            duplicates: 1800, fetches: 7200, windowStart: Self.window.lowerBound, windowEnd: Self.window.upperBound)
        return finding(
            .parallelDuplicates, "GET /{installation}/Estates", .parallelDuplicates(figures), 1000, .observation)
    }

    private func text(_ findings: Finding..., format: ReportFormat = .text) -> String {
        var model = SampleRun.model
        model.findings = findings
        return model.written(format)
    }

    @Test func aFanOutIsToldWithWhatWouldDo() {
        #expect(
            text(fanOut()).contains(
                """
                  Fetched a list and then its items one by one 12 times in the worst 24 hours,
                  601 at a time: 7 200 calls to GET /{installation}/Estates/{id}, 80 % of all
                  its requests, from 14 Nov 06:00 to 15 Nov 12:00; 12 calls of GET
                  /{installation}/Estates would do. The limit is 1 000 calls a day. A fix saves
                  3 288 calls a day. From 192.0.2.0/24 with AlfaSync/2.3. Fix: fetch many at
                  once with GET /{installation}/Estates.
                """))
    }

    @Test func tinyPagesAndFullScansAreTold() {
        #expect(
            text(scan(.tinyPages)).contains(
                """
                  Read GET /{installation}/Estates in tiny pages: 7 200 calls in the worst
                  24 hours, each for at most 10 rows where 500 are allowed, from 14 Nov 06:00 to
                  15 Nov 12:00; the limit is 1 000 a day. A fix saves 3 288 calls a day. From
                  192.0.2.0/24 with AlfaSync/2.3. Fix: ask for 500 rows a page.
                """))
        #expect(
            text(scan(.fullScans)).contains(
                """
                  Read all of GET /{installation}/Estates page by page 24 times in the worst
                  24 hours, 7 200 calls, though changedAfter gives what changed, from
                  14 Nov 06:00 to 15 Nov 12:00; the limit is 4 a day. A fix saves 3 288 calls a
                  day. From 192.0.2.0/24 with AlfaSync/2.3. Fix: ask for changes only, with
                  changedAfter.
                """))
    }

    @Test func observationsAreToWatch() {
        let all = text(fanOut(.observation), scan(.tinyPages, .observation), scan(.fullScans, .observation), duplicates)
        #expect(
            all.contains(
                """
                  alfa-web  MSDEMO: 7 200 requests to GET /{installation}/Estates/{id} one by
                    one behind 12 lists in the worst 24 hours, 80 % of all, from 14 Nov 06:00 to
                    15 Nov 12:00
                  alfa-web  MSDEMO: 7 200 pages of at most 10 rows of
                    GET /{installation}/Estates in the worst 24 hours, from 14 Nov 06:00 to
                    15 Nov 12:00
                  alfa-web  MSDEMO: all of GET /{installation}/Estates read page by page
                    24 times in the worst 24 hours, from 14 Nov 06:00 to 15 Nov 12:00
                  alfa-web  MSDEMO: 1 800 parallel duplicates in the worst 24 hours, 25 % of
                    GET /{installation}/Estates, from 14 Nov 06:00 to 15 Nov 12:00
                """))
    }

    @Test func theEvidenceHasTheFiguresOfTheRule() {
        func evidence(_ finding: Finding) -> String {
            let line = text(finding, format: .ndjson)
            let start = line.range(of: "\"evidence\":")?.upperBound ?? line.startIndex
            return String(line[start...].prefix { $0 != "}" }.dropFirst())
        }
        let window = "\"window_start\":\"2026-11-13T09:00:00Z\",\"window_end\":\"2026-11-14T09:00:00Z\""
        #expect(
            evidence(fanOut())
                == "\"fan_outs\":12,\"mean_size\":601,\"requests\":7200,\"share_percent\":80,\"bulk_calls\":12,\(window)"
        )
        #expect(
            evidence(scan(.tinyPages))
                == "\"kind\":\"tiny_pages\",\"requests\":7200,\"limit\":10,\"max_page\":500,\"saved_requests\":7056,\(window)"
        )
        #expect(
            evidence(scan(.fullScans))
                == "\"kind\":\"full_scans\",\"scans\":24,\"requests\":7200,\"max_page\":500,\"saved_requests\":7056,\(window)"
        )
        #expect(evidence(duplicates) == "\"duplicates\":1800,\"fetches\":7200,\"share_percent\":25,\(window)")
    }

    @Test func theKindsOfOneRouteAreTwoFindings() {
        #expect(scan(.tinyPages).identifier != scan(.fullScans).identifier)
        #expect(KeyPoints.points(of: [scan(.tinyPages), scan(.fullScans)]) == 22)
    }
}
