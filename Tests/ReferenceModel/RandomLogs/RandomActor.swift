/// Somebody who sends requests: one login, often one habit.
struct RandomActor {
    let world: RandomWorld
    let budget: Int
    var random: SeededGenerator
    var login = "-"
    /// Percent of lines whose URL is written in another way.
    private var oddSpellings = 0
    /// Percent of lines without a request time.
    private var unmeasured = 0

    init(world: RandomWorld, budget: Int, random: SeededGenerator) {
        self.world = world
        self.budget = budget
        self.random = random
        login = self.random.one(of: world.logins)
        oddSpellings = Int(self.random.one(of: [0, 0, 5, 40]))
        unmeasured = Int(self.random.one(of: [0, 10, 100]))
    }

    /// Everything that the actor sends.
    mutating func lines() -> [ModelLine] {
        switch random.number(0...99) {
        case ..<34: pollerLines()
        case ..<42: nightOwlLines()
        case ..<62: refetcherLines()
        case ..<70: relapserLines()
        case ..<76: sweeperLines()
        case ..<90: writerLines()
        default: visitorLines()
        }
    }

    /// A line as this actor sends it; nothing is left as it is for certain.
    mutating func line(
        at time: Int64, _ resource: RandomWorld.Resource, query: String = "", method: String = "GET", status: Int? = nil
    ) -> ModelLine {
        let content = world.content(of: resource, at: time, login: login)
        var line = ModelLine(
            time: snapped(time), duration: duration(), bytes: content.bytes, status: status ?? ordinaryStatus(),
            method: method, target: "", user: login, etag: content.etag)
        if line.status == 304 || method == "HEAD" { line.bytes = 0 }
        if random.chance(1) { line.bytes = nil }
        let target = resource.path + (query.isEmpty ? "" : "?" + query)
        line.target = random.chance(oddSpellings) ? random.respelled(target) : LogText(target.utf8)
        if random.chance(1) { line.user = LogText(random.one(of: ["-", "", "beta"]).utf8) }
        line.address = "192.0.2.\(random.number(1...3))"
        // A moved line keeps what its new moment would have delivered.
        let moved = world.content(of: resource, at: line.time, login: String(decoding: line.user, as: UTF8.self))
        line.etag = moved.etag.map { LogText($0.utf8) }
        if let bytes = line.bytes, bytes > 0 { line.bytes = moved.bytes }
        return line
    }

    /// Now and then a stamp lies exactly on a border of an hour, a block or a local day, or a millisecond beside it.
    private mutating func snapped(_ time: Int64) -> Int64 {
        guard random.chance(1) else { return time }
        let slot = world.options.minIntervalSeconds * 1_000
        let offset = 137 * world.options.minIntervalSeconds / 300 * 1_000
        let borders: [(Int64, Int64)] = [(3_600_000, 137_000), (12 * slot, offset), (slot, offset), (3_600_000, 0)]
        let (length, shift) = random.one(of: borders, or: (3_600_000, 0))
        let border = ReferenceModel.floorDivided(time - shift, by: length) * length + shift
        return min(world.end, max(world.start, border + random.one(of: [-1, 0, 0, 1])))
    }

    private mutating func duration() -> Int64? {
        if random.chance(unmeasured) { return nil }
        return random.chance(3) ? random.number(1_000...90_000) : random.number(0...900)
    }

    private mutating func ordinaryStatus() -> Int {
        if random.chance(96) { return 200 }
        return Int(random.one(of: [203, 206, 304, 304, 401, 403, 404, 429, 499, 500, 503]))
    }
}
