import ReferenceModel
import Testing

@testable import Detection

@Suite("The period of a poller")
struct PeriodEstimateTests {
    private func stamps(_ count: Int = 128, _ gap: (Int) -> Double) -> [Int64] {
        var time = 1_772_406_000.0
        return (0..<count).map { index in
            time += gap(index)
            return Int64(time)
        }
    }

    @Test("of a cron or a sleeping loop is exact to a second", arguments: [10, 30, 47, 60, 90, 120, 150, 240, 300])
    func cron(_ period: Int) throws {
        let cron = try #require(PeriodEstimate.estimate(stamps { _ in Double(period) }))
        #expect(abs(cron.period - Int64(period)) <= 1)
        #expect(cron.jitter <= 1)
        let loop = try #require(PeriodEstimate.estimate(stamps { _ in Double(period) + 0.37 }))
        #expect(abs(loop.period - Int64(period)) <= 1)
    }

    @Test("is found behind missed beats", arguments: 1...8)
    func missedBeats(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let beats = stamps { _ in random.next() % 10 < 3 ? 120 : 60 }
        #expect(abs(try #require(PeriodEstimate.estimate(beats)).period - 60) <= 1, "seed \(seed)")
    }

    @Test("is one of two superposed ones", arguments: 1...5)
    func superposed(_ seed: Int) throws {
        let two = (stamps(80) { _ in 60 } + stamps(100) { _ in 47 }).sorted().suffix(128)
        let period = try #require(PeriodEstimate.estimate(Array(two))).period
        #expect([46, 47, 48, 59, 60, 61].contains(period))
    }

    @Test func fewStampsHaveNone() {
        #expect(PeriodEstimate.estimate([]) == nil)
        #expect(PeriodEstimate.estimate([1, 1, 1, 1, 1, 1, 1, 1, 1]) == nil)
    }
}

@Suite("Small things that verdicts rest on")
struct RuleArithmeticTests {
    @Test func pointsDoubleWithTheRatio() {
        #expect(Points.points(observed: 60, threshold: 12, confidence: 150) == 30)
        #expect(Points.points(observed: 100, threshold: 100, confidence: 150) == 15)
        #expect(Points.points(observed: 1_600, threshold: 100, confidence: 200) == 60)
        #expect(Points.points(observed: 100_000, threshold: 100, confidence: 150) == 45)
        #expect(Points.points(observed: 1, threshold: 100, confidence: 200) == 20)
    }

    @Test func regularIsAVarianceOfAQuarterOfTheMean() {
        func isRegular(_ counts: [Int64]) -> Bool {
            PollingRule.isRegular(requests: counts.reduce(0, +), squares: counts.reduce(0) { $0 + $1 * $1 })
        }
        #expect(isRegular([Int64](repeating: 2, count: 12)))
        #expect(!isRegular([Int64](repeating: 2, count: 11) + [1]))
        // 12·S − N² = 12·66 − 26² = 116 > 11·26 / 4 = 71.5: two slots with one more, one of them twice.
        #expect(!isRegular([4, 4] + [Int64](repeating: 2, count: 9) + [0]))
        #expect(isRegular([Int64](repeating: 5, count: 6) + [Int64](repeating: 6, count: 6)))
    }

    @Test func urlsAreThoseOfTheModel() {
        var url = CanonicalURL(URLOptions())
        for target in RandomTarget.make(seed: 31, count: 20_000) {
            guard url.read(target.span) else { continue }
            #expect(
                Array(url.resource) == ReferenceModel.canonical(target), "\(String(decoding: target, as: UTF8.self))")
            #expect(
                Array(url.target) == ReferenceModel.pollTarget(target), "\(String(decoding: target, as: UTF8.self))")
        }
    }
}
