import Foundation
import Judging
import Testing
import Workloads

/// A run of the real program on a small workload, made once for all tests.
struct JudgedRun: Sendable {
    let workload: Workload
    let output: ProgramOutput
    let policyFile: String

    static let shared = Result { try JudgedRun() }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-tests-\(getpid())").path
        workload = try Workload.make(.spring, seed: 3, days: 14, keys: 1, into: folder, isLight: true)
        policyFile = folder + "/policy.yaml"
        try Data(JudgedPolicy.text.utf8).write(to: URL(fileURLWithPath: policyFile))
        output = try Self.output(of: workload, policy: policyFile)
    }

    /// What the built program prints under a policy.
    static func output(of workload: Workload, policy: String) throws -> ProgramOutput {
        let bench = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let built = bench.deletingLastPathComponent().appendingPathComponent(".build/release/abuse-scan").path
        let program = try Program(ProcessInfo.processInfo.environment["JUDGED_PROGRAM"] ?? built)
        let json = try program.scan(workload.files, of: workload, policy: policy, format: "json")
        return try ProgramOutput(json: json, rules: program.rules)
    }

    /// The rows of the table for an output, by measure.
    func rows(_ output: ProgramOutput) -> [String: Row] {
        var score = Score()
        score.take(workload, output)
        return Dictionary(score.rows().map { ($0.measure, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// One way in which a program can be wrong, and the row that has to say so.
struct Defect: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var measure: String
    var spoil: @Sendable (inout ProgramOutput, Workload) -> Void

    init(_ name: String, row measure: String, _ spoil: @escaping @Sendable (inout ProgramOutput, Workload) -> Void) {
        testDescription = name
        self.measure = measure
        self.spoil = spoil
    }

    static func each(_ rule: String, _ change: @escaping @Sendable (inout SeenFinding) -> Void)
        -> @Sendable (inout ProgramOutput, Workload) -> Void
    {
        { output, _ in
            for place in output.findings.indices where output.findings[place].rule == rule {
                change(&output.findings[place])
            }
        }
    }

    static func without(_ isGone: @escaping @Sendable (SeenFinding) -> Bool)
        -> @Sendable (inout ProgramOutput, Workload) -> Void
    {
        { output, _ in output.findings.removeAll(where: isGone) }
    }

    /// Gives a finding of an abuser to a key with this label.
    static func accuse(_ label: Label) -> @Sendable (inout ProgramOutput, Workload) -> Void {
        { output, workload in
            guard var finding = output.findings.first(where: { $0.rule == "polling" && $0.type == "finding" }),
                let key = workload.keys.last(where: { $0.label == label })
            else { return }
            finding.key = KeyName(key.login, key.installation)
            (finding.started, finding.ended) = (workload.season.start * 1000 + 90_000_000, nil)
            output.findings.append(finding)
            output.dayScores?[finding.key] = Dictionary(
                uniqueKeysWithValues: (0..<workload.season.days).map {
                    (CivilDate.text(workload.season.firstDay + $0), 30)
                })
        }
    }
}
