/// `overload`: taking a large part of the API's time while it cannot cope; ``text`` says when it fires.
struct OverloadRule: Sendable {
    static let text = RuleText(
        sentence: "In so many minutes the key took so much of all server time while the API was overloaded.",
        firesWhen:
            "In minutes of 60 consecutive minutes, or day_minutes of 24 hours, the API was overloaded and the key "
            + "was principal. Overloaded is a minute in which the requests of all keys kept the workers busy for load "
            + "of the capacity, or were load of the most that it bears, or met at least errors answers 5xx that are "
            + "error_share of them. Principal is a key with share of the minute's server time; of its requests, where "
            + "some line has no request time.",
        doesNotFireWhen: "Only errors show the overload and the key sends less than twice what it usually sends in a "
            + "minute: a fault of the API at normal load accuses nobody. Minutes in which what was pushed to the key in "
            + "the last ten minutes explains half of its requests are left out, those of planned maintenance only "
            + "observed. Without a known capacity and without errors keys are only ranked.",
        evidence:
            "The 24 hours with the most such minutes: how many, the key's share, its server time, requests, bytes "
            + "and peaks.",
        defaults: "80 % of the capacity; 20 errors and 5 %; 25 %; 10 minutes of 60 or 30 of a day.")

    /// What shows that a minute was overloaded.
    struct Stress: OptionSet, Equatable {
        let rawValue: UInt8
        static let workers = Stress(rawValue: 1)
        static let requests = Stress(rawValue: 2)
        static let errors = Stress(rawValue: 4)
    }

    static let minute: Int64 = 60_000
    /// Minutes of the window, and without any that end an episode.
    static let day: Int64 = 1440
    static let hour: Int64 = 60
    /// Minutes before the one that a push may have invited requests to.
    static let invitation: Int64 = 10

    let options: OverloadOptions
    let isCapacityKnown: Bool
    let isEndLogged: Bool
    /// The longest request that is believed, milliseconds, and the minutes beside its stamp that it may reach.
    let longest: Int64
    let reach: Int64
    /// From how many milliseconds, and how many requests a minute is overloaded; the largest number where not known.
    let busyLimit: Int64
    let requestLimit: Int64

    init(_ options: OverloadOptions, _ capacity: CapacityOptions, isEndLogged: Bool) {
        self.options = options
        self.isEndLogged = isEndLogged
        isCapacityKnown = capacity.isKnown
        longest = 1000 * Int64(min(3600, max(1, options.longestRequestSeconds)))
        reach = (longest + Self.minute - 1) / Self.minute
        let load = Int64(options.loadPercent)
        busyLimit = capacity.workers.map { max(1, load * 600 * Int64($0)) } ?? .max
        requestLimit = capacity.maxRequestsPerSecond.map { max(1, (load * 60 * Int64($0) + 99) / 100) } ?? .max
    }

    /// The minute that an instant lies in; its border belongs to the later one.
    static func index(_ time: Int64) -> Int64 { time.floorDivided(by: minute) }

    /// Whether a minute with these errors and requests shows a fault.
    func hasErrors(_ errors: Int64, of requests: Int64) -> Bool {
        errors >= Int64(options.errors) && 100 * errors >= Int64(options.errorSharePercent) * requests
    }

    /// What shows that a minute was overloaded, given how long its requests were worked on.
    func stress(_ totals: OverloadTotals, busy: Int64) -> Stress {
        var stress: Stress = []
        if busy >= busyLimit { stress.insert(.workers) }
        if totals.requests >= requestLimit { stress.insert(.requests) }
        if hasErrors(totals.errors, of: totals.requests) { stress.insert(.errors) }
        return stress
    }

    /// Whether a minute is near an overload by its own lines alone; what requests of later minutes add is not known yet.
    func isNear(_ totals: OverloadTotals) -> Bool {
        totals.requests >= requestLimit / 2 || totals.busy >= busyLimit / 2
            || hasErrors(totals.errors, of: totals.requests)
    }

    /// Whether a part of a whole makes a key principal.
    @inline(__always)
    func isPrincipal(_ part: Int64, of whole: Int64) -> Bool {
        part > 0 && 100 * part >= Int64(options.sharePercent) * whole
    }

    /// Whether a key sends more than it usually does; `usual` is `nil` where nothing is known of it, which accuses nobody.
    func isSurge(_ requests: Int64, usual: Int64?) -> Bool {
        guard let usual else { return false }
        return requests >= Int64(options.surge) * usual
    }

    /// Whether pushes explain a key's requests.
    static func isInvited(_ requests: Int64, pushes: Int64) -> Bool { pushes > 0 && 2 * pushes >= requests }

    /// Whether a minute lies in planned maintenance, if only with a part.
    func isMaintenance(_ minute: Int64) -> Bool {
        let (start, end) = (minute * Self.minute, (minute + 1) * Self.minute)
        return options.maintenance.contains { $0.start < end && start < $0.end }
    }

    func fires(hour: Int64, day: Int64) -> Bool { isHour(hour) || day >= Int64(options.dayMinutes) }

    private func isHour(_ hour: Int64) -> Bool { hour >= Int64(options.minutes) }

    /// The figure and the limit that a finding starts with: those of the day only where the hour's do not hold.
    func observed(hour: Int64, day: Int64) -> (observed: Int64, threshold: Int64) {
        isHour(hour) ? (hour, Int64(options.minutes)) : (day, Int64(options.dayMinutes))
    }

    func points(_ dayMinutes: Int64) -> Int {
        Points.points(observed: dayMinutes, threshold: Int64(options.minutes), confidence: 200)
    }
}

/// The sums of one minute over all lines.
struct OverloadTotals {
    var requests: Int64 = 0
    /// Answers 5xx.
    var errors: Int64 = 0
    /// Lines without a request time.
    var untimed: Int64 = 0
    /// Milliseconds that requests stamped in this minute were worked on within it.
    var busy: Int64 = 0
}
