import Testing

@testable import Detection
@testable import Reports

@Suite("What would have had to be different")
struct NeededTests {
    private func count(_ value: Int64, _ limit: Int64) -> Condition {
        .count("excess", "excess fetch", "excess fetches", value, atLeast: limit)
    }

    private func share(_ part: Int64, _ whole: Int64, _ percent: Int = 50) -> Condition {
        .share(
            "share", "excess fetch", "excess fetches", other: "other fetch", others: "other fetches", part, of: whole,
            atLeast: percent)
    }

    private func needed(_ conditions: [Condition]) -> String? {
        Needed.changes(Evaluation.Way(name: "normal", conditions: conditions))
    }

    @Test func theCountAndTheShareOfOneThing() {
        #expect(needed([count(100, 100), share(100, 200)]) == nil)
        #expect(needed([count(99, 100), share(99, 150)]) == "1 more excess fetch")
        #expect(needed([count(96, 100), share(96, 196)]) == "4 more excess fetches")
        #expect(
            needed([count(96, 100), share(96, 234)])
                == "4 more excess fetches and 38 fewer other fetches, or 42 more excess fetches")
        #expect(needed([count(120, 100), share(120, 241)]) == "1 fewer other fetch, or 1 more excess fetch")
        #expect(needed([count(120, 100), share(120, 242)]) == "2 fewer other fetches, or 2 more excess fetches")
        #expect(needed([count(1, 2), share(1, 3, 100)]) == "1 more excess fetch and 2 fewer other fetches")
    }

    /// What a sentence promises must make the rule fire, and one less must not.
    @Test(arguments: 0..<400) func whatIsSaidIsEnoughAndNoMore(_ number: Int) {
        var random = Random(seed: UInt64(number) &* 0x9e37_79b9 &+ 3)
        let whole = Int64.random(in: 1...400, using: &random)
        let part = Int64.random(in: 0...whole, using: &random)
        let limit = Int64.random(in: 1...200, using: &random)
        let percent = Int.random(in: 1...99, using: &random)
        func fires(_ part: Int64, _ whole: Int64) -> Bool { part >= limit && 100 * part >= Int64(percent) * whole }
        let text = needed([count(part, limit), share(part, whole, percent)])
        guard let text else {
            #expect(fires(part, whole), "seed \(number)")
            return
        }
        #expect(!fires(part, whole), "seed \(number)")
        for way in text.split(separator: ", or ") {
            let (more, fewer) = amounts(way)
            #expect(fires(part + more, whole + more - fewer), "seed \(number): \(text)")
            if fewer > 0 {
                #expect(!fires(part + more, whole + more - fewer + 1), "seed \(number): \(text)")
            } else {
                #expect(!fires(part + more - 1, whole + more - 1), "seed \(number): \(text)")
            }
        }
    }

    private func amounts(_ way: Substring) -> (more: Int64, fewer: Int64) {
        var (more, fewer): (Int64, Int64) = (0, 0)
        let words = way.split(separator: " ")
        for (place, word) in words.enumerated().dropFirst() {
            // Figures are grouped by blanks.
            let digits = words[..<place].reversed().prefix { Int64($0) != nil }.reversed().joined()
            if word == "more" { more = Int64(digits) ?? 0 }
            if word == "fewer" { fewer = Int64(digits) ?? 0 }
        }
        return (more, fewer)
    }

    @Test func otherNumbersStandBesideIt() {
        let hour = Condition.count("in_hour", "excess fetch in the hour", "excess fetches in the hour", 0, atLeast: 1)
        #expect(
            needed([count(96, 100), share(96, 100), hour])
                == "4 more excess fetches and 1 more excess fetch in the hour")
        #expect(
            needed([.ratio("night", "request by night", "requests by night", 60, atLeast: 70, missing: 12)])
                == "12 more requests by night")
        #expect(
            needed([.atMost("dispersion", "variance over mean", 41, over: 100, hundredths: 25)])
                == "variance over mean of at most 0.25")
    }

    /// A small generator (SplitMix64, Steele et al. 2014).
    private struct Random: RandomNumberGenerator {
        var seed: UInt64

        mutating func next() -> UInt64 {
            seed &+= 0x9e37_79b9_7f4a_7c15
            var mixed = (seed ^ (seed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
}
