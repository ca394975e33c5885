/// How often something held, and the first cases in which it did not.
struct Tally {
    private(set) var all = 0
    private(set) var held = 0
    private(set) var exceptions: [String] = []
    /// The largest or least figure, as the measure wants it.
    private(set) var figures: [Double] = []

    mutating func count(_ holds: Bool, _ exception: @autoclosure () -> String = "") {
        all += 1
        if holds { held += 1 } else if exceptions.count < 400 { exceptions.append(exception()) }
    }

    mutating func note(_ figure: Double) { figures.append(figure) }

    var rate: Double { all == 0 ? 1 : Double(held) / Double(all) }
    var missed: Int { all - held }

    /// The figure below which so many percent of all lie.
    func percentile(_ percent: Double) -> Double {
        let sorted = figures.sorted()
        return sorted.isEmpty
            ? 0 : sorted[min(sorted.count - 1, Int((Double(sorted.count) * percent / 100).rounded(.up)) - 1)]
    }
}
