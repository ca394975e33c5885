/// How far the log goes, and where it is silent.
struct LogExtent {
    private static let dayGap: Int64 = 30 * 60_000
    private static let nightGap: Int64 = 3 * 3_600_000

    private(set) var first: Int64?
    private(set) var last: Int64?
    private(set) var gaps: [(from: Int64, to: Int64)] = []

    /// Takes the stamp of the next line in canonical order.
    mutating func add(_ time: Int64, _ days: inout LocalDays) {
        guard let last else {
            first = time
            self.last = time
            return
        }
        if time - last > Self.dayGap, Self.isGap(from: last, to: time, &days) { gaps.append((last, time)) }
        if time > last { self.last = time }
    }

    /// The local days from the first stamp to the last. Covered is a day without a gap, also to its ends.
    func days(_ days: inout LocalDays) -> [LogDay] {
        guard let first, let last else { return [] }
        var found: [LogDay] = []
        var day = days.day(at: first)
        while day.start <= last {
            let hasGap = gaps.contains { $0.from < day.end && $0.to > day.start }
            let isOpenAtStart = first > day.start && Self.isGap(from: day.start, to: first, &days)
            let isOpenAtEnd = last < day.end && Self.isGap(from: last, to: day.end, &days)
            found.append(
                LogDay(
                    start: day.start, end: day.end, date: days.date(of: day),
                    isCovered: !hasGap && !isOpenAtStart && !isOpenAtEnd))
            day = days.day(at: day.end)
        }
        return found
    }

    /// Silence of more than half an hour is a gap by day (06 to 22), of more than three hours also by night.
    static func isGap(from: Int64, to: Int64, _ days: inout LocalDays) -> Bool {
        if to - from > nightGap { return true }
        let day = days.day(at: from)
        let morning = from < day.six ? day.six : days.day(at: day.end).six
        let evening = day.end - 2 * 3_600_000
        let daytime = from < evening ? max(0, min(to, evening) - max(from, day.six)) : 0
        return daytime > dayGap || to - morning > dayGap
    }
}

extension LogExtent: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&first)
        coder.code(&last)
        coder.code(&gaps, blank: { (0, 0) }) { gap, coder in
            coder.code(&gap.from)
            coder.code(&gap.to)
        }
    }
}
