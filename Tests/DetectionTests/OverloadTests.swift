import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Overload")
struct OverloadTests {
    private static func log(_ number: Int) -> (seed: UInt64, lines: [ModelLine], options: ModelOptions) {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 23
        let (lines, options) = RandomLog.makeWithOverload(seed: seed, size: 300)
        return (seed, lines, options)
    }

    @Test("is found as the slow model finds it, on random logs", arguments: 0..<120)
    func randomLog(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number)
        let expected = ReferenceModel.findings(lines: lines, options: options).map(\.description)
        let found = try DetectorRun(lines, options).findings.map(\.modelText)
        let missing = expected.filter { !found.contains($0) }
        let invented = found.filter { !expected.contains($0) }
        #expect(
            found == expected,
            "seed \(seed): missing\n\(missing.joined(separator: "\n"))\ninvented\n\(invented.joined(separator: "\n"))")
    }
}
