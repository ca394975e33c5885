/// A program that asks again and again for the same.
struct Poller: Program {
    /// How it is told when to ask.
    enum Clock {
        /// On the round minutes and seconds of a clock that is a bit ahead.
        case cron
        /// So long after the last answer.
        case sleep
        /// The gap spread evenly by so much of itself to both sides.
        case jitter(Double)
        /// Gaps by pure chance.
        case exponential
    }

    /// What it asks for.
    enum Question {
        case list
        /// `changedAfter=` with the moment of the last call.
        case delta
        /// With the tag of the last answer.
        case conditional
    }

    var schedule: Schedule
    /// The mean gap, s.
    var period: Double
    var clock = Clock.cron
    var question = Question.list
    var route = Route.estates
    /// The share of the beats that do not come.
    var missed = 0.0
    /// Of a cron: how far from the full period it asks, ms.
    var phase: Int64 = 0
    private var next: Int64?
    private var seen: UInt32?

    init(_ schedule: Schedule, every period: Double, _ clock: Clock = .cron, _ question: Question = .list) {
        self.schedule = schedule
        self.period = period
        self.clock = clock
        self.question = question
    }

    mutating func act(on day: Day, at base: Base, _ random: inout SeededRandom, into traffic: inout Traffic) {
        guard schedule.touches(day) else { return }
        let gap = Int64(period * 1000)
        var time = next ?? schedule.from
        if case .cron = clock, next == nil { time = (time + gap - 1) / gap * gap + phase }
        while time < min(day.to, schedule.to) {
            var took: Int64 = 0
            if schedule.contains(time), !random.happens(missed) { took = ask(at: time, base, &random, &traffic) }
            switch clock {
            case .cron: time += gap
            case .sleep: time += gap + took
            case .jitter(let share): time += Int64(period * 1000 * (1 + share * (2 * random.fraction() - 1)))
            case .exponential: time += Int64(random.exponential(mean: period * 1000))
            }
        }
        next = time
    }

    private mutating func ask(
        at time: Int64, _ base: Base, _ random: inout SeededRandom, _ traffic: inout Traffic
    ) -> Int64 {
        var time = time
        if case .cron = clock { time += Int64(random.below(300)) }
        if case .delta = question {
            traffic.changes(since: time - Int64(period * 1000), at: time, base, &random)
            return 40
        }
        var request = base.fetch(route, 0, at: time, &random)
        if case .conditional = question {
            if seen == request.version { (request.status, request.size) = (304, 0) }
            seen = request.version
        }
        traffic.add(request, base.target(route, 0))
        return request.duration
    }
}
