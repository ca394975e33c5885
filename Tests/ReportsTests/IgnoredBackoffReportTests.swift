import Testing

@testable import Detection
@testable import Reports

@Suite struct IgnoredBackoffReportTests {
    private func haste(_ after429: Int64, _ after503: Int64, _ kind: Finding.Kind = .finding) -> Finding {
        var evidence = IgnoredBackoffEvidence(windowEnd: SampleRun.start + 34 * SampleRun.hour)
        (evidence.after429, evidence.after503) = (after429, after503)
        (evidence.requests, evidence.badHours) = (9000, 3)
        evidence.windowStart = SampleRun.start + 10 * SampleRun.hour
        return SampleRun.finding(
            .ignoredBackoff, "alfa-web", "MSDEMO", "", target: nil, started: SampleRun.start + 30 * SampleRun.hour,
            observed: 310, threshold: 200, points: kind == .finding ? 20 : 0, evidence: .ignoredBackoff(evidence),
            waste: Waste(requests: 4812), kind: kind)
    }

    private func model(_ findings: Finding...) -> ReportModel {
        var model = SampleRun.model
        model.findings = findings
        return model
    }

    @Test func theSentenceSaysWhatCameWhileItWasToWait() {
        #expect(
            model(haste(4812, 0)).written(.text).contains(
                """
                  Told to wait by 429, it sent 4 812 further requests within the waiting time in
                  the worst 24 hours, 53 % of all its requests, since 14 Nov 06:00; the limit is
                  200 an hour. A fix saves 712 calls a day. From 192.0.2.0/24 with AlfaSync/2.3.
                  Fix: after 429 or 503 wait as long as Retry-After says, and twice as long
                  after each further one.
                """))
    }

    @Test(
        arguments: [(7, 0, "after 429 in"), (0, 7, "after 503 in"), (3, 4, "after 429 and 503 in")]
            as [(Int64, Int64, String)])
    func anObservationIsToWatch(after429: Int64, after503: Int64, text: String) {
        let report = model(haste(after429, after503, .observation)).written(.text)
        #expect(report.contains("7 requests within a waiting time \(text)"))
    }

    @Test func theEvidenceTellsTheRefusalsApartAndThereIsNoRoute() {
        let line = model(haste(4800, 12)).written(.ndjson).split(separator: "\n")[0]
        #expect(line.contains("\"rule\":\"ignored_backoff\",\"clause\":2,"))
        #expect(line.contains("\"route\":null,\"target\":null,"))
        #expect(
            line.contains(
                """
                "evidence":{"premature":4812,"after_429":4800,"after_503":12,"requests":9000,"share_percent":53,\
                "bad_hours":3,"window_start":"2026-11-13T09:00:00Z","window_end":"2026-11-14T09:00:00Z"},
                """))
    }
}
