/// `round_the_clock`: as many requests by night as by day; ``text`` says when it fires.
struct RoundTheClockRule: Sendable {
    static let text = RuleText(
        sentence: "From midnight to six came nearly as many requests an hour as in the rest of the day: people sleep, "
            + "programs do not.",
        firesWhen: "On a local day wholly inside the log, a hot poll target had at least requests requests and the "
            + "night's rate is at least ratio of the day's, and the day's of the night's. Always an observation: one "
            + "for each run of such days.",
        doesNotFireWhen: "Push does not exist for the route, or traffic follows the day as that of people does.",
        evidence: "The flagged day with the most requests: requests by night and by day, and the ratio of the rates.",
        defaults: "240 requests, 70 %.")

    let options: RoundTheClockOptions

    /// Requests of one target on one local day.
    struct Count: Equatable {
        fileprivate(set) var day: LocalDay
        var night: Int64 = 0
        var rest: Int64 = 0

        /// The night's rate as percent of the day's, rounded down.
        var ratioPercent: Int64 {
            let night = 100 * self.night * (day.end - day.six)
            return rest > 0 ? night / (rest * (day.six - day.start)) : 0
        }
    }

    /// Whether a day is flagged.
    func flags(_ count: Count) -> Bool {
        let night = count.night * (count.day.end - count.day.six)
        let rest = count.rest * (count.day.six - count.day.start)
        let ratio = Int64(options.ratioPercent)
        return count.night + count.rest >= Int64(options.requests) && 100 * night >= ratio * rest
            && ratio * night <= 100 * rest
    }
}

extension RoundTheClockRule.Count: StateElement {
    static var blank: Self { RoundTheClockRule.Count(day: .blank) }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&day)
        coder.code(&night)
        coder.code(&rest)
    }
}
