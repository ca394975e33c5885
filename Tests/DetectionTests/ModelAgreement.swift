import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

/// Expects the detector to find in a log what the slow model finds.
func expectAgreement(
    _ log: (lines: [ModelLine], options: ModelOptions), seed: UInt64, rule: RuleName? = nil, tie: UInt64 = 1,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let expected = ReferenceModel.findings(lines: log.lines, options: log.options, rule: rule?.rawValue)
        .filter { rule == nil || $0.rule == rule?.rawValue }.map(\.description)
    let found = try DetectorRun(log.lines, tie: tie, log.options).findings.filter { rule == nil || $0.rule == rule }
        .map(\.modelText)
    let missing = expected.filter { !found.contains($0) }
    let invented = found.filter { !expected.contains($0) }
    #expect(
        found == expected,
        "seed \(seed): missing\n\(missing.joined(separator: "\n"))\ninvented\n\(invented.joined(separator: "\n"))",
        sourceLocation: sourceLocation)
}
