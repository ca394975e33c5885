import Testing

@testable import Detection
@testable import Reports

@Suite struct OverloadReportTests {
    private func crowd(_ kind: Finding.Kind = .finding, minutes: Int64 = 14, isServerTime: Bool = true) -> Finding {
        var evidence = OverloadEvidence()
        (evidence.minutes, evidence.busiestHour) = (minutes, minutes)
        evidence.firstMinute = SampleRun.start + 9 * SampleRun.hour + 120_000
        evidence.lastMinute = evidence.firstMinute + max(1, 4 * (minutes - 1)) * 60_000
        evidence.sharePercent = 61
        evidence.isServerTime = isServerTime
        (evidence.requests, evidence.bytes) = (48_210, 723_000_000)
        evidence.serverMilliseconds = isServerTime ? 2_890_000 : 0
        (evidence.peakSecond, evidence.peakTenSeconds, evidence.peakMinute) = (120, 900, 4100)
        (evidence.overWorkers, evidence.withErrors) = (minutes, 3)
        evidence.windowEnd = evidence.lastMinute
        evidence.windowStart = evidence.lastMinute - SampleRun.day
        return SampleRun.finding(
            .overload, "alfa-web", "MSDEMO", "", target: nil, started: SampleRun.start + 9 * SampleRun.hour + 1_560_000,
            firstSeen: kind == .finding ? SampleRun.start + 9 * SampleRun.hour + 180_000 : nil,
            observed: kind == .finding ? 10 : 1, threshold: kind == .finding ? 10 : 1,
            points: kind == .finding ? 20 : 0, evidence: .overload(evidence), waste: Waste(), kind: kind)
    }

    private func model(_ findings: Finding...) -> ReportModel {
        var model = SampleRun.model
        model.findings = findings
        return model
    }

    @Test func theSentenceSaysHowMuchOfTheLoadWasTheKeys() {
        let text = model(crowd()).written(.text)
        #expect(text.contains("     20  alfa-web  MSDEMO       overload         13 Nov 09:02                  -\n"))
        #expect(
            text.contains(
                """
                  In 14 minutes between 13 Nov 09:02 and 09:54 it took 61 % of all server time
                  while the API was overloaded (workers busy and errors 5xx): 48 210 requests,
                  up to 120 a second and 3.4 at a time; the limit is 10 such minutes of an hour.
                """))
        #expect(!text.contains("A fix saves"))
        #expect(text.contains("Fix: send fewer requests at the same\n  time, spread them over the hour"))
    }

    @Test func whereTheLogHasNoRequestTimesRequestsAreShown() {
        let text = model(crowd(isServerTime: false)).written(.text)
        #expect(text.contains("it sent 61 % of all requests"))
        #expect(!text.contains("at a time"))
    }

    @Test func anObservationIsToWatch() {
        let text = model(crowd(.observation, minutes: 1)).written(.text)
        #expect(text.contains("in 1 minute at 13 Nov 09:02 it took 61 % of all server"))
    }

    @Test func theEvidenceIsWholeNumbers() {
        let line = model(crowd()).written(.ndjson).split(separator: "\n")[0]
        #expect(line.contains("\"rule\":\"overload\",\"clause\":2,"))
        #expect(line.contains("\"route\":null,\"target\":null,"))
        #expect(
            line.contains(
                """
                "evidence":{"minutes":14,"busiest_hour_minutes":14,"share_percent":61,"share_of":"server_time",\
                "requests":48210,"server_ms":2890000,"bytes":723000000,"peak_1s":120,"peak_10s":900,"peak_60s":4100,\
                "mean_concurrency_percent":344,"over_workers":14,"over_max_rps":0,"with_errors":3,\
                "first_minute":"2026-11-13T08:02:00Z","last_minute":"2026-11-13T08:54:00Z",\
                "window_start":"2026-11-12T08:54:00Z","window_end":"2026-11-13T08:54:00Z"},
                """))
    }

    @Test func withoutCapacityTheCoverageOnlyRanks() {
        var coverage = OverloadCoverage()
        coverage.isServerTime = true
        coverage.largest = [
            .init(
                key: PartnerKey(login: "alfa-web", installation: "MSDEMO"), requests: 40_000,
                serverMilliseconds: 120_000, sharePercent: 61),
            .init(
                key: PartnerKey(login: "delta", installation: nil), requests: 9, serverMilliseconds: 2, sharePercent: 0),
        ]
        var model = model()
        model.summary.overload = coverage
        let text = model.written(.text)
        #expect(
            text.contains(
                """
                Capacity is not configured and no errors show an overload, so it is not judged
                (capacity: workers, max_rps). Most server time: alfa-web  MSDEMO 61 %.
                """))
        #expect(
            model.written(.ndjson).contains(
                """
                "overload":{"capacity_known":false,"minutes":0,"share_of":"server_time","largest":[{"login":"alfa-web",\
                "installation":"MSDEMO","requests":40000,"server_ms":120000,"share_percent":61},{"login":"delta",\
                "installation":null,"requests":9,"server_ms":2,"share_percent":0}]}
                """))
        coverage.minutes = 1
        model.summary.overload = coverage
        #expect(!model.written(.text).contains("Capacity"))
    }
}
