/// Puts the keys of a workload together, one archetype after the other.
struct Cast {
    let season: Season
    let seed: UInt64
    /// Whether the log holds entity tags.
    let hasTags: Bool
    private(set) var actors: [Actor] = []
    var random: SeededRandom

    init(_ season: Season, seed: UInt64, keys: Int, hasTags: Bool) {
        self.season = season
        self.seed = SeededRandom.mix(seed ^ (season.name == .spring ? 1 : 2) << 32)
        self.hasTags = hasTags
        random = SeededRandom(self.seed, 1)
        let abusive = max(Self.abusers.count, keys * 22 / 100)
        let near = max(Self.nearMisses.count, keys * 18 / 100)
        let good = max(Self.goods.count, keys - abusive - near)
        fill(Self.goods, good, .good)
        fill(Self.abusers, abusive, .abusive)
        fill(Self.nearMisses, near, .nearMiss)
    }

    private mutating func fill(_ makers: [Maker], _ count: Int, _ label: Label) {
        for number in 0..<count {
            let maker = makers[number % makers.count]
            var draft = Draft(round: number / makers.count, cast: &self)
            maker.make(&draft, &self)
            let key = Key(
                place: actors.count, login: draft.login ?? "\(Self.names[actors.count % 12])-\(actors.count)",
                installation: draft.base.installation, label: draft.label ?? label, archetype: maker.archetype,
                variant: maker.variant, expectation: draft.expectation, deservedDays: draft.deservedDays)
            actors.append(Actor(key, draft.base, draft.programs, seed: seed))
        }
    }

    /// The whole season.
    var always: Schedule { Schedule(from: season.start * 1000, to: season.end * 1000) }

    /// Some whole days that leave room for nine clean ones behind them; the first begins a bit later than its night.
    mutating func some(_ days: Int, hours: Range<Int>? = nil) -> Schedule {
        let room = max(1, season.days - 10)
        let count = min(days, max(3, room - 1))
        let first = 1 + random.below(max(1, room - count))
        let late = hours == nil ? random.below(4 * 3_600_000) : 0
        return Schedule(
            from: season.starts[first] * 1000 + Int64(late), to: season.starts[min(season.days, first + count)] * 1000,
            hours: hours)
    }

    private static let names = [
        "alfa", "beta", "gamma", "delta", "sigma", "kappa", "lambda", "omega", "portal", "media", "nordic", "bolig",
    ]
}

/// A key as it is being put together.
struct Draft {
    /// How many keys of the same kind there were before.
    let round: Int
    var base: Base
    var programs: [any Program] = []
    var login: String?
    var label: Label?
    var expectation: Expectation?
    var deservedDays: ClosedRange<Int>?

    init(round: Int, cast: inout Cast) {
        self.round = round
        base = Base(cast.actors.count, seed: cast.seed)
    }

    /// Says what must be found.
    mutating func expect(
        _ rule: String, in schedule: Schedule, multiple: Double? = nil, threshold: Int? = nil, isSteady: Bool = true
    ) {
        expectation = Expectation(
            rule: rule, from: schedule.from / 1000, to: schedule.to / 1000, multiple: multiple, isSteady: isSteady,
            threshold: threshold)
    }

    /// Says that a poller must be found.
    mutating func expectPolling(
        _ schedule: Schedule, mean interval: Double, periods: [Double] = [], isSteady: Bool = true
    ) {
        expect("polling", in: schedule, multiple: 300 / interval, isSteady: isSteady)
        expectation?.interval = interval
        expectation?.periods = periods
        expectation?.isSlow = interval > 151 || periods.contains { $0 > 300 }
    }
}

/// One kind of key.
struct Maker {
    var archetype: String
    var variant: String
    var make: (inout Draft, inout Cast) -> Void

    init(_ archetype: String, _ variant: String = "", _ make: @escaping (inout Draft, inout Cast) -> Void) {
        self.archetype = archetype
        self.variant = variant
        self.make = make
    }
}
