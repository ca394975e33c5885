import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("The detector finds what the slow model finds")
struct DetectorAgainstModelTests {
    @Test("on random logs", arguments: Rounds.of(28))
    func randomLog(_ number: Int) throws {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 77
        let (lines, options) = RandomLog.make(seed: seed, size: 600 + number % 7 * 300)
        let expected = ReferenceModel.findings(lines: lines, options: options).map(\.description)
        let found = try DetectorRun(lines, options).findings.map(\.modelText)
        let missing = expected.filter { !found.contains($0) }
        let invented = found.filter { !expected.contains($0) }
        #expect(
            found == expected,
            "seed \(seed): missing\n\(missing.joined(separator: "\n"))\ninvented\n\(invented.joined(separator: "\n"))")
    }
}
