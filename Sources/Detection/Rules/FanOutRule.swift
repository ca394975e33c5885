/// `fan_out`: fetching a list, and then its items one by one; ``text`` says when it fires.
struct FanOutRule: Sendable {
    static let text = RuleText(
        sentence: "So often a list was fetched and then every item by itself, though one call gives them "
            + "all.",
        firesWhen: "On a route with a bulk alternative, the last 24 hours hold at least requests requests of "
            + "fan-outs, these are at least share of the key's requests, and at least fan_outs fan-outs "
            + "ended. A fan-out is a burst of GETs of items, with pauses of at most gap, that began at "
            + "most after_list after an answer 200 of the list and asked for at least ids different "
            + "items.",
        doesNotFireWhen: "There is no bulk alternative, for then it is the API's design: that gives observations "
            + "only. Requests that name the wanted items in the query do not count.",
        evidence: "The 24 hours with the most such requests: fan-outs, their mean size, the calls that "
            + "would have done, and the share of the key's requests.",
        defaults: "1,000 requests, 50 %, 2 fan-outs, 20 items, pauses of 10 s, 60 s behind the list.")

    /// How much of the trigger's numbers makes a finding, or its early sight.
    enum Level: Int64 {
        case finding = 1
        case observation = 5
    }

    /// Hours that an evaluation looks back at.
    static let window = 24
    /// Mixed into the hashes of the items, so that a bitmap is the same in every run.
    static let bitmapKey: UInt64 = 0x6661_6e5f_6f75_7421

    let options: FanOutOptions
    /// The longest pause within a burst, and between list and burst, milliseconds.
    let gap: Int64
    let afterList: Int64

    init(options: FanOutOptions) {
        self.options = options
        gap = Int64(options.gapSeconds) * 1000
        afterList = Int64(options.afterListSeconds) * 1000
    }

    func fires(_ figures: FanOutEvidence, _ level: Level) -> Bool { holds(figures, level, half: 1) }

    /// The trigger does not hold with all its numbers halved.
    func clears(_ figures: FanOutEvidence, _ level: Level) -> Bool { !holds(figures, level, half: 2) }

    private func holds(_ figures: FanOutEvidence, _ level: Level, half: Int64) -> Bool {
        let times = level.rawValue * half
        return figures.requests > 0 && times * figures.requests >= Int64(options.requests)
            && 100 * half * figures.requests >= Int64(options.sharePercent) * figures.keyRequests
            && times * figures.fanOuts >= Int64(options.fanOuts)
    }

    func threshold(_ level: Level) -> Int64 { (Int64(options.requests) + level.rawValue - 1) / level.rawValue }

    func points(_ requests: Int64) -> Int {
        Points.points(observed: requests, threshold: Int64(options.requests), confidence: 150)
    }
}
