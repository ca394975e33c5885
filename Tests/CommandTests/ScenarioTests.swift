import Foundation
import Testing

/// `testdata/scenarios`: one folder a sentence, with the log, the policy and the expected findings. `RECORD=1` writes what
/// is found; the difference is to be reviewed.
@Suite("Scenarios")
struct ScenarioTests {
    private static let folder = Program.root + "/testdata/scenarios"

    private static var names: [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found.filter { $0.contains("-") }.sorted()
    }

    @Test("in which", arguments: names)
    func scenario(_ name: String) throws {
        let path = Self.folder + "/" + name
        let hasPushes = FileManager.default.fileExists(atPath: path + "/push.csv")
        let result = try Program.run(
            ["--policy", "abuse-scan.yaml", "--format", "ndjson", "-q", "access.log.gz"]
                + (hasPushes ? ["--push-log", "push.csv"] : []), folder: path)
        #expect(result.status == 0)
        let expected = path + "/expected.ndjson"
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try Data(result.output.utf8).write(to: URL(fileURLWithPath: expected))
        }
        #expect(result.output == (try String(contentsOfFile: expected, encoding: .utf8)))
    }

    @Test func everyRuleHasOneThatFiresAndOneThatDoesNot() throws {
        #expect(Self.names.count >= 13)
        let reports = try Self.names.map {
            try String(contentsOfFile: Self.folder + "/\($0)/expected.ndjson", encoding: .utf8)
        }
        let rules = [
            "repeated_fetch", "polling", "round_the_clock", "ignored_backoff", "overload", "closed_door", "fan_out",
            "wasteful_scan",
            "parallel_duplicates", "quota",
        ]
        for rule in rules {
            let fires = reports.count { $0.contains("\"rule\":\"\(rule)\"") }
            #expect(fires > 0 && fires < reports.count, "\(rule)")
        }
    }
}
