/// The period of a poller from its last 128 stamps, whole seconds. Evidence only, never part of a verdict.
///
/// A lag between stamps that occurs far more often than chance allows is a period: pairs of up to 24 neighbours are
/// counted by their lag, and compared with what a stream without memory of the same rate would show.
struct PeriodEstimate: Equatable {
    /// Seconds between two polls.
    var period: Int64
    /// The median distance of the gaps from the nearest multiple of the period, seconds.
    var jitter: Int64

    private static let longestLag = 900
    private static let neighbours = 24

    /// Estimates the period of ascending stamps; `nil` where none stands out.
    static func estimate(_ stamps: [Int64]) -> PeriodEstimate? {
        guard stamps.count >= 8, let first = stamps.first, let last = stamps.last, last > first else { return nil }
        let lags = Lags(stamps)
        guard let period = lags.sharpPeriod ?? jitteredPeriod(lags, gaps(stamps)), period >= 1 else { return nil }
        return PeriodEstimate(period: Int64(period.rounded()), jitter: jitter(gaps(stamps), period))
    }

    private static func gaps(_ stamps: [Int64]) -> [Int64] {
        zip(stamps.dropFirst(), stamps).map { $0 - $1 }
    }

    /// Where windows of a sixth of the lag show a peak: the median of the gaps near it.
    private static func jitteredPeriod(_ lags: Lags, _ gaps: [Int64]) -> Double? {
        guard let lag = lags.broadPeak else { return nil }
        let near = gaps.filter { 10 * $0 >= 6 * Int64(lag) && 10 * $0 <= 14 * Int64(lag) }.sorted()
        return near.isEmpty ? nil : median(near)
    }

    private static func median(_ sorted: [Int64]) -> Double {
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
    }

    private static func jitter(_ gaps: [Int64], _ period: Double) -> Int64 {
        let distances = gaps.map { gap -> Int64 in
            let multiple = max(1, (Double(gap) / period).rounded())
            return Int64((Double(gap) - multiple * period).magnitude.rounded())
        }
        return Int64(median(distances.sorted()).rounded())
    }

    /// How often each lag occurs, and how far that is from chance.
    private struct Lags {
        var pairs = [Double](repeating: 0, count: PeriodEstimate.longestLag + 1)
        /// Pairs that chance alone puts into one second of lag.
        let expected: Double

        init(_ stamps: [Int64]) {
            for (index, stamp) in stamps.enumerated() {
                for other in stamps[(index + 1)...].prefix(PeriodEstimate.neighbours) {
                    let lag = other - stamp
                    if lag > PeriodEstimate.longestLag { break }
                    if lag > 0 { pairs[Int(lag)] += 1 }
                }
            }
            let span = Double(max(1, (stamps.last ?? 0) - (stamps.first ?? 0)))
            expected = Double(stamps.count) * Double(stamps.count - 1) / span
        }

        /// Standard deviations above chance in a window of `width` seconds to both sides.
        func sigma(_ lag: Int, _ width: Int) -> Double {
            let low = max(1, lag - width)
            let high = min(pairs.count - 1, lag + width)
            let seen = pairs[low...high].reduce(0, +)
            let chance = Double(high - low + 1) * expected
            return (seen - chance) / max(chance, 1).squareRoot()
        }

        func narrow(_ lag: Int) -> Double { sigma(lag, lag < 30 ? 1 : 2) }

        /// The smallest lag that reaches half of the highest peak, climbed and averaged.
        var sharpPeriod: Double? {
            let sigmas = (0..<pairs.count).map { $0 == 0 ? 0 : narrow($0) }
            guard let highest = sigmas.max(), highest >= 8 else { return nil }
            guard var lag = sigmas.indices.first(where: { $0 > 0 && 2 * sigmas[$0] >= highest }) else { return nil }
            while lag + 1 < sigmas.count, sigmas[lag + 1] > sigmas[lag] { lag += 1 }
            return centre(of: lag)
        }

        /// The mean lag of the pairs within 3 % (a second at least) of a peak.
        private func centre(of lag: Int) -> Double {
            let reach = max(lag < 30 ? 1 : 2, lag * 3 / 100)
            var weight = 0.0
            var sum = 0.0
            for near in max(1, lag - reach)...min(pairs.count - 1, lag + reach) {
                weight += pairs[near]
                sum += pairs[near] * Double(near)
            }
            return weight > 0 ? sum / weight : Double(lag)
        }

        /// The smallest lag whose wide window stands out by half of the highest such peak, five deviations at least.
        var broadPeak: Int? {
            let sigmas = (0..<pairs.count).map { $0 < 6 ? 0 : sigma($0, $0 / 6) }
            guard let highest = sigmas.max(), highest >= 5 else { return nil }
            guard var lag = sigmas.indices.first(where: { 2 * sigmas[$0] >= highest }) else { return nil }
            while lag + 1 < sigmas.count, sigmas[lag + 1] > sigmas[lag] { lag += 1 }
            return lag
        }
    }
}
