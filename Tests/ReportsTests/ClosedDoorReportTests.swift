import Testing

@testable import Detection
@testable import Reports

@Suite struct ClosedDoorReportTests {
    private func door(_ status: Int, _ kind: Finding.Kind = .finding) -> Finding {
        SampleRun.finding(
            .closedDoor, "alfa-web", "MSDEMO", "GET /{installation}/Estates/{id}", target: nil,
            started: SampleRun.start + 30 * SampleRun.hour, ended: SampleRun.start + 60 * SampleRun.hour,
            observed: 310, threshold: 300, points: kind == .finding ? 20 : 0,
            evidence: .closedDoor(
                ClosedDoorEvidence(
                    status: status, requests: 7200, sharePercent: 97, badHours: 9,
                    windowStart: SampleRun.start + 10 * SampleRun.hour,
                    windowEnd: SampleRun.start + 34 * SampleRun.hour)), waste: Waste(requests: 7400), kind: kind)
    }

    private func model(_ findings: Finding...) -> ReportModel {
        var model = SampleRun.model
        model.findings = findings
        return model
    }

    @Test func theSentenceSaysHowOftenAndForHowLong() {
        #expect(
            model(door(404)).written(.text).contains(
                """
                  Sent 7 200 requests to GET /{installation}/Estates/{id} that were answered 404
                  in the worst 24 hours, 97 % of its requests there, from 14 Nov 06:00 to
                  15 Nov 12:00; 9 hours had 300 or more. A fix saves 3 288 calls a day. From
                  192.0.2.0/24 with AlfaSync/2.3. Fix: forget what is gone, and look at the
                  answer before asking again.
                """))
    }

    @Test func anObservationIsToWatch() {
        #expect(
            model(door(403, .observation)).written(.text).contains(
                """
                  alfa-web  MSDEMO: 7 200 answers 403 in the worst 24 hours, 97 % of
                """))
    }

    @Test func theEvidenceNamesTheStatusAndSoDoesTheIdentifier() {
        let line = model(door(404)).written(.ndjson).split(separator: "\n")[0]
        #expect(line.contains("\"rule\":\"closed_door\",\"clause\":2,"))
        #expect(
            line.contains(
                """
                "evidence":{"status":404,"requests":7200,"share_percent":97,"bad_hours":9,\
                "window_start":"2026-11-13T09:00:00Z","window_end":"2026-11-14T09:00:00Z"},
                """))
        #expect(door(404).identifier != door(403).identifier)
    }

    @Test func hammeringAndPollingOneRouteAreOneMisuse() {
        var polling = SampleRun.alfaPolling
        polling.route = door(404).route
        #expect(KeyPoints.points(of: [door(404), polling]) == 30)
    }
}
