/// Traffic of many partners over days, in the order of time: the popular few make most of it, some poll, some fetch again.
struct Workload {
    let lines: Int
    let seconds: Int64
    var partners: [Partner]
    private let cumulative: [UInt64]
    private var random: SeededRandom
    private var writer = LineWriter()
    private var text: [UInt8] = []

    init(lines: Int, seed: UInt64, days: Int = 7, partners count: Int = 2000, resources: Int = 300_000) {
        self.lines = lines
        seconds = Int64(days) * 86_400
        partners = (0..<count).map { Partner($0, of: count, resources: resources) }
        random = SeededRandom(state: seed)
        var sum: UInt64 = 0
        cumulative = (0..<count).map { rank in
            sum += 1_000_000_000 / UInt64(rank + 20)
            return sum
        }
    }

    /// Hands out every line with the number of its second and its partner.
    mutating func run(_ take: (borrowing [UInt8], Int64, Int) throws -> Void) rethrows {
        var made = 0
        for second in 0..<seconds {
            let due = Int(Int64(lines) * (second + 1) / seconds)
            var polls = 0
            for poller in 0..<24 where made < due && isDue(poller, second) {
                poll(poller, second)
                try take(writer.bytes, second, poller)
                made += 1
                polls += 1
            }
            while made < due {
                let partner = pick()
                request(partner, second)
                try take(writer.bytes, second, partner)
                made += 1
            }
        }
    }

    /// Pollers: every 10 s to 300 s, some allowed (330 s), some only five hours a day.
    private func isDue(_ poller: Int, _ second: Int64) -> Bool {
        let periods: [Int64] = [60, 10, 150, 240, 300, 330, 60, 30]
        let period = periods[poller % 8]
        if poller % 8 == 6, second / 3600 % 24 >= 5 { return false }
        return (second + Int64(poller) * 7) % period == 0
    }

    private mutating func poll(_ poller: Int, _ second: Int64) {
        let partner = partners[poller]
        text = Array("/\(partner.base)/Estates".utf8)
        if poller % 2 == 1 {
            text += Array("?changedAfter=2026-03-\(10 + second / 86_400 % 20)T\(10 + second / 3600 % 14):00:00Z".utf8)
        }
        write(partner, second, "GET", status: 200, size: 4225 + Int(second / 43_200) % 7)
    }

    private mutating func pick() -> Int {
        let wanted = random.next() % (cumulative.last ?? 1)
        var (low, high) = (0, cumulative.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] <= wanted { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func request(_ number: Int, _ second: Int64) {
        let dice = random.below(1000)
        if partners[number].habit == .crawler { partners[number].next += 1 }
        let partner = partners[number]
        if dice < 12 { return write(401, partner, second) }
        if dice < 20 { return missing(partner, second) }
        if dice < 32 { return change(partner, second) }
        switch partner.habit {
        case .push where dice < 100, .site where dice < 250: list(partner, second)
        case .proxy: object(partner, random.below(40), "/Picture", second)
        case .crawler: object(partner, partner.next % partner.resources, "", second)
        default: object(partner, zipf(partner.resources), dice % 3 == 0 ? "/ContactRelations" : "", second)
        }
    }

    private mutating func zipf(_ count: Int) -> Int {
        let first = random.below(count)
        return random.below(first + 1)
    }

    private mutating func write(_ status: Int, _ partner: Partner, _ second: Int64) {
        text = Array("/\(partner.base)/Estates".utf8)
        write(partner, second, "GET", status: status, size: 0)
    }

    private mutating func missing(_ partner: Partner, _ second: Int64) {
        text = Array("/\(partner.base)/Contacts/\(random.below(9_000_000))".utf8)
        write(partner, second, "GET", status: random.percent(70) ? 404 : random.percent(50) ? 429 : 503, size: 146)
    }

    private mutating func change(_ partner: Partner, _ second: Int64) {
        text = Array("/\(partner.base)/Contacts".utf8)
        write(partner, second, random.percent(50) ? "POST" : "PUT", status: 201, size: 88)
    }

    private mutating func list(_ partner: Partner, _ second: Int64) {
        let hour = second / 3600
        text = Array(
            "/\(partner.base)/Estates?departmentId=\(random.below(7))&changedAfter=2026-03-\(10 + hour / 24 % 20)T\(10 + hour % 14):\(10 + random.below(50)):00Z"
                .utf8)
        write(partner, second, "GET", status: 200, size: 200 + random.below(60_000))
    }

    private mutating func object(_ partner: Partner, _ place: Int, _ tail: String, _ second: Int64) {
        let id = SeededRandom.mix(UInt64(partner.firstResource + place) &+ 0x5851_F42D)
        let rest = SeededRandom.mix(id)
        text = Array("/\(partner.base)/\(tail == "/Picture" ? "Employees" : "Estates")/".utf8)
        Self.guid(id, rest, into: &text)
        text += Array(tail.utf8)
        let version = UInt64(second / 86_400) + id % 3
        let size = 1000 + Int(SeededRandom.mix(id &+ (id % 5 == 0 ? version : 0)) % 50_000)
        write(partner, second, "GET", status: 200, size: size)
    }

    private static func guid(_ high: UInt64, _ low: UInt64, into text: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append(0x2D) }
            let word = index < 16 ? high : low
            text.append(digits[Int(word >> UInt64(60 - index % 16 * 4) & 15)])
        }
    }

    private mutating func write(_ partner: Partner, _ second: Int64, _ method: StaticString, status: Int, size: Int) {
        let address = partner.addresses[random.below(partner.addresses.count)]
        writer.line(
            second, address: address, user: partner.user, method: method, target: text, status: status, size: size,
            agent: partner.agent, milliseconds: 3 + random.below(20) * random.below(40))
    }
}
