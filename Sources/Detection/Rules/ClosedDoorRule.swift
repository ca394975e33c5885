/// `closed_door`: asking on and on for what is refused; ``text`` says when it fires.
struct ClosedDoorRule: Sendable {
    static let text = RuleText(
        sentence: "So many requests were answered with the same error, hour after hour, and nearly all requests of the "
            + "route were: a program that does not look at its answers.",
        firesWhen: "In sustained hours, 6 of the last 24, at least requests requests of a key on a route were answered "
            + "with one status of 400, 403, 404, 405, 410 and 422, and these were at least share of its requests on "
            + "the route.",
        doesNotFireWhen: "The errors are mixed with work, or come in fewer hours. A 401 proves nothing about its "
            + "sender.",
        evidence: "The 24 hours with the most requests of that status: their number, share and bad hours.",
        defaults: "300 an hour, 90 %, 6 of 24 hours.")

    /// How much of the trigger's numbers makes a finding, or its early sight.
    enum Level: Int64 {
        case finding = 1
        case observation = 5
    }

    let options: ClosedDoorOptions

    /// Whether the rule counts a status.
    @inline(__always)
    static func counts(_ status: UInt16) -> Bool {
        switch status {
        case 400, 403, 404, 405, 410, 422: true
        default: false
        }
    }

    /// Whether an hour is bad: enough requests with the status, and the share.
    func isBad(_ requests: Int64, of all: Int64, _ level: Level) -> Bool {
        level.rawValue * requests >= Int64(options.requests) && 100 * requests >= Int64(options.sharePercent) * all
            && requests > 0
    }

    func fires(_ badHours: Int64, _ level: Level) -> Bool {
        badHours > 0 && level.rawValue * badHours >= Int64(options.sustained)
    }

    /// Fewer than half of the hours that fire.
    func clears(_ badHours: Int64, _ level: Level) -> Bool {
        2 * level.rawValue * badHours < Int64(options.sustained)
    }

    func threshold(_ level: Level) -> Int64 { (Int64(options.requests) + level.rawValue - 1) / level.rawValue }

    func points(_ requests: Int64) -> Int {
        Points.points(observed: requests, threshold: Int64(options.requests), confidence: 200)
    }
}
