import ReferenceModel
import Testing

@testable import Detection

@Suite("Latest times") struct LatestTimesTests {
    /// Most of what is asked for was never there, which a few bits tell; growing and forgetting must not lose what is.
    @Test("finds what is there, and nothing else", arguments: 1...3 as ClosedRange<UInt64>)
    func asADictionary(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var times = LatestTimes(retention: 5000)
        var plain: [UInt64: Int64] = [:]
        for now in 0..<40_000 as Range<Int64> {
            let hash = UInt64.random(in: 0..<20_000, using: &random) &* 0x9e37_79b9_7f4a_7c15 | 1
            if now % 3 == 0 {
                times.raise(hash, to: now, now: now)
                plain[hash] = now
            }
            let asked = UInt64.random(in: 0..<40_000, using: &random) &* 0x9e37_79b9_7f4a_7c15 | 1
            let expected = plain[asked] ?? LatestTimes.never
            // What is older than it has to be kept may be there or not.
            if expected == LatestTimes.never || expected >= now - 5000 { #expect(times[asked] == expected) }
        }
    }
}
