import Testing

@testable import Detection
@testable import Reports

@Suite struct QuotaReportTests {
    private var calls: Finding {
        var evidence = QuotaEvidence(Quota(name: "map calls", match: "GET /maps/*", limit: 1000, period: .month))
        (evidence.period, evidence.peak, evidence.above, evidence.projected) = ("2026-11", 1204, 204, 3612)
        (evidence.windowStart, evidence.windowEnd) = (SampleRun.start - 12 * SampleRun.day, SampleRun.start)
        return SampleRun.finding(
            .quota, "alfa-web", nil, "GET /maps/*", target: "map calls", started: SampleRun.start + 61_000,
            firstSeen: SampleRun.start - 61_000, observed: 1001, threshold: 1000, points: 20,
            evidence: .quota(evidence), waste: Waste(requests: 204, bytes: 20_400))
    }

    private var mail: Finding {
        var evidence = QuotaEvidence(
            Quota(name: "mail", match: "POST /mail", limit: 500, period: .sliding(seconds: 86_400)))
        (evidence.peak, evidence.windowStart, evidence.windowEnd) = (480, SampleRun.start, SampleRun.start + 5000)
        return SampleRun.finding(
            .quota, "beta", nil, "POST /mail", target: "mail/kari@firma.example", started: SampleRun.start,
            observed: 400, threshold: 500, points: 0, evidence: .quota(evidence), waste: Waste(), kind: .observation)
    }

    private func model(_ findings: Finding...) -> ReportModel {
        var model = SampleRun.model
        model.findings = findings
        return model
    }

    @Test func theSentenceSaysWhatWasAgreedAndWhatWasUsed() {
        let text = model(calls).written(.text)
        #expect(
            text.contains(
                """
                alfa-web   Alfa Prospekt AS
                  map calls: 1 204 units in 2026-11 where 1 000 are agreed, 204 above; the limit
                  was passed on 13 Nov 00:01, and at this rate the period ends at about 3 612. A
                """))
        #expect(text.contains("Fix:\n  stay within the agreed number, or agree on a larger one."))
    }

    @Test func whatIsNearTheLimitIsToWatchAndItsGroupIsMasked() {
        let text = model(mail).written(.text)
        #expect(
            text.contains("  beta: mail/***: 480 of 500 units within 1d, four fifths reached on\n    13 Nov 00:00\n"))
    }

    @Test func theEvidenceOfACalendarQuota() {
        let line = model(calls).written(.ndjson).split(separator: "\n")[0]
        #expect(
            line.contains(
                """
                "rule":"quota","clause":null,"key":{"login":"alfa-web","installation":null},"partner":"alfa",\
                "route":"GET /maps/*","target":"map calls","started":"2026-11-12T23:01:01Z","ended":null,\
                "first_seen":"2026-11-12T22:58:59Z","observed":1001,"threshold":1000,"unit":"units","points":20,\
                "evidence":{"name":"map calls","scope":"key","per":"calendar month","period":"2026-11",\
                "projected":3612,"limit":1000,"peak":1204,"above":204,"window_start":"2026-10-31T23:00:00Z",\
                "window_end":"2026-11-12T23:00:00Z"},
                """))
    }

    @Test func theEvidenceOfASlidingQuotaHasNoPeriod() {
        let line = model(mail).written(.ndjson).split(separator: "\n")[0]
        #expect(
            line.contains(
                """
                "evidence":{"name":"mail","scope":"key","per":"1d","limit":500,"peak":480,"above":0,
                """))
        #expect(line.contains("\"target\":\"mail/***\""))
    }

    @Test func aQuotaIsNoMisuseOfTheKey() {
        #expect(KeyPoints.points(of: [calls, SampleRun.alfaPolling]) == 30)
    }
}
