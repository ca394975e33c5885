/// `ignored_backoff`: asking again while told to wait; ``text`` says when it fires.
struct IgnoredBackoffRule: Sendable {
    static let text = RuleText(
        sentence: "After the API had answered 429 so many further requests came within the waiting time.",
        firesWhen: "In two hours of the last 24, at least premature requests of a key came within a waiting time and "
            + "these were at least share of its requests; or at least heavy_premature in one hour. A 429 asks the whole "
            + "key to wait, a 503 the route that it came from. The first three requests within a waiting time are free.",
        doesNotFireWhen: "The API itself was in trouble: in hours in which more than a tenth of all requests met 5xx "
            + "only 429 counts.",
        evidence: "The 24 hours with the most such requests: their number, their share, and which answers they came "
            + "after.",
        defaults: "200 an hour, 20 %, 2 of 24 hours, 2 000 in one; 10 s where the log has no Retry-After.")

    /// How much of the trigger's numbers makes a finding, or its early sight.
    enum Level: Int64 {
        case finding = 1
        case observation = 5
    }

    /// What one evaluation looks at.
    struct Figures: Equatable {
        /// Premature requests of the hour just ended.
        var now: Int64 = 0
        /// Hours of the window with enough of them and enough of a share.
        var badHours: Int64 = 0
        /// Hours of the window with so many that the share does not matter.
        var heavyHours: Int64 = 0
    }

    let options: IgnoredBackoffOptions

    /// Milliseconds behind the refusal in which what comes was already on its way.
    static let grace: Int64 = 2000
    /// Requests within a waiting time that are free.
    static let free: Int64 = 3
    /// The longest Retry-After that is believed, seconds.
    static let longestWait: Int64 = 86_400

    /// How long a refusal asks to wait, milliseconds.
    func wait(_ event: RequestEvent) -> Int64 {
        1000 * (event.retryAfter >= 0 ? min(Int64(event.retryAfter), Self.longestWait) : Int64(options.waitSeconds))
    }

    func isBad(_ premature: Int64, of all: Int64, _ level: Level) -> Bool {
        premature > 0 && level.rawValue * premature >= Int64(options.premature)
            && 100 * premature >= Int64(options.sharePercent) * all
    }

    func isHeavy(_ premature: Int64, _ level: Level) -> Bool {
        premature > 0 && level.rawValue * premature >= Int64(options.heavyPremature)
    }

    private func isSustained(_ figures: Figures, _ level: Level) -> Bool {
        figures.badHours > 0 && level.rawValue * figures.badHours >= Int64(options.sustained)
    }

    func fires(_ figures: Figures, _ level: Level) -> Bool {
        isSustained(figures, level) || isHeavy(figures.now, level)
    }

    /// Fewer than half of the hours that fire, and none that fires alone.
    func clears(_ figures: Figures, _ level: Level) -> Bool {
        figures.heavyHours == 0 && 2 * level.rawValue * figures.badHours < Int64(options.sustained)
    }

    /// The limit of an hour; the heavy one only if nothing else holds.
    func threshold(_ figures: Figures, _ level: Level) -> Int64 {
        let limit = Int64(isSustained(figures, level) ? options.premature : options.heavyPremature)
        return (limit + level.rawValue - 1) / level.rawValue
    }

    func points(_ premature: Int64) -> Int {
        Points.points(observed: premature, threshold: Int64(options.premature), confidence: 200)
    }
}
