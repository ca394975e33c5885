/// `polling`: asking at short, even intervals where push exists; ``text`` says when it fires.
struct PollingRule: Sendable {
    static let text = RuleText(
        sentence: "In so many of the last 24 hours as many requests came in every five-minute slot; such traffic comes "
            + "from a clock, not from people, and push exists for this.",
        firesWhen:
            "At least sustained of the last 24 blocks of twelve slots are regular by themselves (D1: at least 24 "
            + "requests, variance over mean at most one quarter), or one more than that lie in regular pairs of blocks "
            + "(D2: slots twice as long).",
        doesNotFireWhen: "Push does not exist for the route, one request in a hundred met 429 or 503, or fewer than "
            + "half of the answers were good: a client that only gets errors would not be helped by push.",
        evidence:
            "The window with the most regular blocks: requests, mean interval, period and jitter where one stands "
            + "out, and the requests that push would have saved.",
        defaults: "min_interval 5 m (slots of 5 minutes, blocks of an hour), sustained 6 of 24.")

    let options: PollingOptions

    /// Requests in a block that admit a target; the blocks after it are counted.
    static let admission: UInt8 = 12

    /// Whether the counts of equal slots are too even for people: variance over mean at most 1/4, at least 24 requests.
    ///
    /// - Parameters:
    ///   - requests: the sum of the twelve counts.
    ///   - squares: the sum of their squares.
    /// - Returns: whether they are.
    static func isRegular(requests: Int64, squares: Int64) -> Bool {
        requests >= 24 && 4 * (12 * squares - requests * requests) <= 11 * requests
    }

    /// Whether a number of regular blocks of each detector is enough.
    func fires(first: Int, second: Int) -> Bool {
        first >= options.sustained || second >= options.sustained + 1
    }

    /// Whether an open finding clears: neither number reaches half of its threshold.
    func clears(first: Int, second: Int) -> Bool {
        2 * first < options.sustained && 2 * second < options.sustained + 1
    }
}
