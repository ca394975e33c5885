import Foundation
import Testing

@testable import Detection
@testable import Reports

@Suite struct JSONTests {
    @Test func aFindingIsOneLineInTheOrderOfTheContract() {
        let line = SampleRun.model.written(.ndjson).split(separator: "\n")[1]
        #expect(
            line == """
                {"type":"finding","id":"0b51aea3141716cd","rule":"polling","clause":3,\
                "key":{"login":"alfa-web","installation":"MSDEMO"},"partner":"alfa",\
                "route":"GET /{installation}/Estates","target":"/MSDEMO/Estates",\
                "started":"2026-11-13T09:02:17Z","ended":null,"first_seen":"2026-11-13T04:02:17Z",\
                "observed":6,"threshold":6,"unit":"regular_blocks","points":30,\
                "evidence":{"detector":"D1","polls":1440,"regular_blocks":23,"regular_polls":1380,\
                "period_seconds":60,"jitter_seconds":0,"mean_interval_seconds":61,"avoidable":1412,\
                "changes":27,"pushes":null,"push":"available","not_modified":0,\
                "window_start":"2026-11-18T01:02:17Z","window_end":"2026-11-19T01:02:17Z"},\
                "waste":{"requests":9884,"bytes":41760000,"server_ms":415128},\
                "clients":[{"network":"192.0.2.0/24","agent":"AlfaSync/2.3","requests":10080}],\
                "slice":{"network":"192.0.2.0/24","agent":"AlfaSync/2.3","requests":10080,"share_percent":100,\
                "since":"2026-11-13T04:02:17Z"},\
                "examples":[{"time":"2026-11-13T03:03:01Z","file":"access-13.log.gz","line":4711,\
                "method":"GET","target":"/MSDEMO/Estates","status":200,"bytes":4225}],"exact":true}
                """)
    }

    @Test func evidenceOfRepeatedFetchesNamesItsResources() {
        let line = SampleRun.model.written(.ndjson).split(separator: "\n")[0]
        #expect(
            line.contains(
                """
                "target":null,"started":"2026-11-14T01:02:17Z","ended":"2026-11-16T17:02:17Z",\
                "first_seen":"2026-11-13T23:02:17Z","observed":104,"threshold":100,"unit":"excess_per_24h","points":0,\
                "evidence":{"fetches":2200,"excess":1949,"tolerated":30,"excess_bytes":29235000,"duplicates":10,\
                "share_percent":89,"pushes":12,"fingerprint":"etag",\
                "window_start":"2026-11-14T05:00:00Z","window_end":"2026-11-15T05:00:00Z",\
                "resources":[{"target":"/MSDEMO/Estates/4f2a?token=***","fetches":700,"excess":600,"bytes":15000,"unchanged":false,\
                "first":"2026-11-13T00:00:00Z","last":"2026-11-14T05:00:00Z"}]},"waste"
                """))
        #expect(line.hasSuffix("\"exact\":true,\"exempt\":\"initial import\"}"))
    }

    @Test func evidenceOfRoundTheClockCountsNightsAndDays() {
        let line = SampleRun.model.written(.ndjson).split(separator: "\n")[5]
        #expect(
            line.hasPrefix(
                "{\"type\":\"observation\",\"id\":\"a3e195acb8474864\",\"rule\":\"round_the_clock\",\"clause\":3,"))
        #expect(
            line.contains(
                """
                "evidence":{"night_requests":350,"day_requests":1071,"ratio_percent":98,"days":3,\
                "window_start":"2026-11-13T23:00:00Z","window_end":"2026-11-14T23:00:00Z"},
                """))
        #expect(!line.contains("first_seen"))
    }

    @Test func theSummaryIsTheLastLine() {
        let lines = SampleRun.model.written(.ndjson).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 9 && lines[8].isEmpty)
        #expect(
            lines[7] == """
                {"type":"summary","lines":2026114,"identified":2000002,"unidentified":26000,"out_of_period":100,\
                "unreadable":{"shape":11,"time":1,"request":0,"url":0,"too_long":0},"late":0,"keys":41,\
                "findings":5,"observations":2,"first_time":"2026-11-12T23:00:00Z","last_time":"2026-11-19T22:59:59Z",\
                "gaps":[],"faults":[],"too_short":[],"exact":true,"profile":"vitec-hub"}
                """)
    }

    @Test func nothingInNdjsonDependsOnFilesOrTheMachine() {
        var model = SampleRun.model
        let before = model.written(.ndjson)
        model.summary.files = 77
        model.summary.bytesRead = 1
        model.summary.bytesInflated = 2
        model.summary.elapsed = 99
        model.summary.lateness = 60_000
        model.summary.maxLateness = 5
        model.summary.isSecondPass = true
        model.summary.problems = ["a.gz: truncated at byte 7; fetch it again"]
        model.summary.unreadable[0].places = []
        model.summary.unidentifiedSources = []
        model.summary.unreadable.reverse()
        #expect(model.written(.ndjson) == before)
    }

    @Test func nothingAtAll() {
        let model = ReportModel(findings: [], keys: [], summary: RunSummary(), partners: [:], routes: [:], inputs: [])
        #expect(
            model.written(.json) == """
                {"schema_version":1,"summary":{"lines":0,"identified":0,"unidentified":0,"out_of_period":0,\
                "unreadable":{"shape":0,"time":0,"request":0,"url":0,"too_long":0},"late":0,"keys":0,"findings":0,\
                "observations":0,"first_time":null,"last_time":null,"gaps":[],"faults":[],"too_short":[],"exact":true,"profile":"",\
                "files":0,"problems":[]},"findings":[],"keys":[]}

                """)
    }

    @Test func theDocumentHoldsTheSameObjectsAndTheKeys() throws {
        var model = SampleRun.model
        model.summary.gaps = [.init(from: SampleRun.start, to: SampleRun.start + 3_600_001)]
        model.summary.tooShort = ["polling needs six regular hours; take the profile triage"]
        model.summary.inexact = "requests of delta are a lower bound"
        let document = try object(model.written(.json))
        let lines = try model.written(.ndjson).split(separator: "\n").map { try object(String($0)) }
        let findings = try #require(document["findings"] as? [[String: Any]])
        #expect(findings.map { $0 as NSDictionary } == lines.dropLast().map { $0 as NSDictionary })
        var summary = try #require(document["summary"] as? [String: Any])
        #expect(summary.removeValue(forKey: "files") as? Int == 9)
        #expect((summary.removeValue(forKey: "problems") as? [String]) == [])
        var last = try #require(lines.last)
        #expect(last.removeValue(forKey: "type") as? String == "summary")
        #expect(summary as NSDictionary == last as NSDictionary)
        #expect(last["exact"] as? String == "requests of delta are a lower bound")
        #expect((last["gaps"] as? [[String: String]])?[0]["to"] == "2026-11-13T00:00:00.001Z")
        let keys = try #require(document["keys"] as? [[String: Any]])
        #expect(keys.map { $0["points"] as? Int } == [0, 37, 45, 0, 0, 20])
        #expect(keys.map { $0["observations"] as? Int } == [0, 0, 0, 1, 1, 0])
        #expect(keys[1]["partner"] as? String == "alfa" && keys[0]["partner"] == nil)
        #expect(keys[3]["key"] as? NSDictionary == ["login": "delta", "installation": NSNull()])
    }

    @Test func unknownFilesAndBytesAreNull() throws {
        var model = SampleRun.model
        model.findings = [SampleRun.alfaPolling]
        model.findings[0].examples[0].file = -1
        model.findings[0].examples[0].bytes = nil
        model.findings[0].inexact = "requests are a lower bound"
        let finding = try object(String(model.written(.ndjson).split(separator: "\n")[0]))
        let example = try #require((finding["examples"] as? [[String: Any]])?.first)
        #expect(example["file"] is NSNull && example["bytes"] is NSNull)
        #expect(finding["exact"] as? String == "requests are a lower bound")
    }

    /// Every string that a log can hold comes back from another reader of JSON, and nothing in it steers a terminal.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func hostileTextComesBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var model = SampleRun.model
        let texts = (0..<6).map { _ in random.hostileText(40) }
        model.findings[1].key = PartnerKey(login: texts[0], installation: texts[1])
        model.findings[1].inexact = texts[2]
        model.findings[1].exempt = texts[3]
        model.findings[1].examples[0].method = texts[4]
        model.partners = [texts[0]: PartnerName(id: texts[5], name: nil)]
        let line = String(model.written(.ndjson).split(separator: "\n")[1])
        #expect(!line.unicodeScalars.contains(where: DisplayText.isUnsafe), "seed \(seed)")
        let finding = try object(line)
        let key = try #require(finding["key"] as? [String: String])
        let example = try #require((finding["examples"] as? [[String: Any]])?.first)
        let read = [
            key["login"], key["installation"], finding["exact"] as? String, finding["exempt"] as? String,
            example["method"] as? String, finding["partner"] as? String,
        ]
        #expect(read.map { $0.map { Array($0.utf8) } } == texts.map { Array($0.utf8) }, "seed \(seed)")
    }

    /// Expected values come from `printf '…' | sha256sum`.
    @Test func identifiersAreThoseOfSha256() {
        #expect(SampleRun.alfaPolling.identifier == "0b51aea3141716cd")
        #expect(SampleRun.alfaRepeated.identifier == "585223142cf1d95d")
        var finding = SampleRun.alfaPolling
        finding.key = PartnerKey(login: nil, installation: nil)
        finding.route = "GET /"
        finding.target = "/?q=kåri"
        finding.started = -1
        #expect(finding.identifier == "c4436026f02fb657")
    }

    @Test func largeOutputsComeInPieces() throws {
        var model = SampleRun.model
        model.findings = Array(repeating: SampleRun.alfaPolling, count: 3000)
        for format in [ReportFormat.json, .ndjson] {
            var pieces: [Int] = []
            ReportWriter(format: format).write(model) { pieces.append($0.count) }
            #expect(pieces.count > 20 && pieces.allSatisfy { $0 < 70_000 })
        }
        struct Closed: Error {}
        var calls = 0
        #expect(throws: Closed.self) {
            try ReportWriter(format: .ndjson).write(model) { _ in
                calls += 1
                throw Closed()
            }
        }
        #expect(calls == 1)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
