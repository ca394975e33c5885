import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Deliveries by push")
struct PushTests {
    @Test("forgive and excuse as in the slow model, on random logs", arguments: Rounds.of(12))
    func randomLog(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 31
        let (lines, pushes, options) = RandomLog.makeWithPushes(seed: seed, size: 500)
        let expected = ReferenceModel.findings(lines: lines, pushes: pushes, options: options).map(\.description)
        let found = try DetectorRun(lines, pushes: pushes, options).findings.map(\.modelText)
        let missing = expected.filter { !found.contains($0) }
        let invented = found.filter { !expected.contains($0) }
        #expect(
            found == expected,
            "seed \(seed): missing\n\(missing.joined(separator: "\n"))\ninvented\n\(invented.joined(separator: "\n"))")
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<25 {
            let seed = UInt64(number) &* 0x9e37_79b9 &+ 31
            let (lines, pushes, options) = RandomLog.makeWithPushes(seed: seed, size: 500)
            func found(_ pushes: [ModelPush]?) -> [ModelFinding] {
                ["repeated_fetch", "polling"].flatMap {
                    ReferenceModel.findings(lines: lines, pushes: pushes, options: options, rule: $0)
                }
            }
            let (with, without) = (found(pushes), found(nil))
            func count(_ findings: [ModelFinding], _ rule: String) -> Int64 {
                findings.filter { $0.rule == rule }.compactMap { $0.integer("excess") ?? $0.integer("regular_blocks") }
                    .reduce(0, +)
            }
            if count(with, "repeated_fetch") < count(without, "repeated_fetch") { seen.insert("forgiven") }
            if count(with, "polling") < count(without, "polling") { seen.insert("excused") }
            for finding in with where finding.rule == "polling" {
                if finding.integer("pushes") ?? 0 > 0 { seen.insert("pushes") }
                if finding.description.contains("push=active") { seen.insert("active \(finding.kind)") }
                if finding.description.contains("push=available") { seen.insert("available") }
            }
        }
        let wanted: Set = ["forgiven", "excused", "pushes", "active finding", "active observation", "available"]
        #expect(wanted.subtracting(seen) == [])
    }
}
