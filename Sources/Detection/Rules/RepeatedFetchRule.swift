/// `repeated_fetch`: fetching again what one already has; ``text`` says when it fires.
struct RepeatedFetchRule: Sendable {
    static let text = RuleText(
        sentence: "The same unchanged answer was fetched more often than the free fetches a day, on one route, on most "
            + "calls.",
        firesWhen: "At the end of an hour in which there was excess, the last 24 hours hold at least excess fetches "
            + "beyond the tolerance and these are at least share of the route's fetches (etag_share where entity tags "
            + "prove at least 80 % of them), or at least heavy_excess and heavy_share. Parallel duplicates are not "
            + "fetches here.",
        doesNotFireWhen: "The answers changed, somebody wrote to the object or near it, answers were 304, or sizes on "
            + "the route say nothing (a collision index over 0.05).",
        evidence: "The 24 hours with the most excess: fetches, excess, tolerated, bytes, share, and what proves "
            + "sameness.",
        defaults: "3 free a day and resource, excess 100, share 50 %, entity tags 25 %, heavy 10 000 at 20 %.")

    /// The 24-hour sums that decide.
    struct Figures: Equatable {
        /// Fetches that are not parallel duplicates.
        var fetches: Int64
        var excess: Int64
        /// Excess that rests on entity tags.
        var tagged: Int64

        /// Whether entity tags prove at least 80 % of the excess.
        var isEntityTag: Bool { 5 * tagged >= 4 * excess && tagged > 0 }
    }

    enum Trigger { case normal, heavy }

    enum Level: Int64 {
        case finding = 1
        /// One fifth of the trigger with the same share.
        case observation = 5
    }

    let options: RepeatedFetchOptions
    /// Whether evidence names deliveries.
    let hasPushLog: Bool
    /// The tolerance's increment: the time in which one free fetch is earned back.
    let increment: Int64
    static let day: Int64 = 86_400_000

    init(_ options: RepeatedFetchOptions, hasPushLog: Bool = false) {
        self.options = options
        self.hasPushLog = hasPushLog
        increment = options.freePerDay > 0 ? Self.day / Int64(options.freePerDay) : Self.day + 1
    }

    /// The trigger that holds; with `halved`, all of its numbers are.
    func trigger(_ figures: Figures, _ level: Level, halved: Bool = false) -> Trigger? {
        let half: Int64 = halved ? 2 : 1
        let excess = level.rawValue * half * figures.excess
        let hundredfold = 100 * half * figures.excess
        if excess >= Int64(options.excess) {
            if hundredfold >= Int64(options.sharePercent) * figures.fetches { return .normal }
            if figures.isEntityTag, hundredfold >= Int64(options.etagSharePercent) * figures.fetches { return .normal }
        }
        let isHeavy =
            excess >= Int64(options.heavyExcess) && hundredfold >= Int64(options.heavySharePercent) * figures.fetches
        return isHeavy ? .heavy : nil
    }

    /// The limit that `trigger` stands for.
    func threshold(_ trigger: Trigger, _ level: Level) -> Int64 {
        let limit = Int64(trigger == .normal ? options.excess : options.heavyExcess)
        return (limit + level.rawValue - 1) / level.rawValue
    }

    /// Points of a day with such figures.
    func points(_ figures: Figures, isSingleSize: Bool) -> Int {
        Points.points(
            observed: figures.excess, threshold: Int64(options.excess),
            confidence: figures.isEntityTag ? 200 : isSingleSize ? 80 : 150)
    }
}
