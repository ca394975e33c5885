/// One partner in one base: who it is, and what its program does.
struct Partner {
    enum Habit: Int {
        /// Fetches what was pushed, catches up twice a day.
        case push
        /// Lists and objects, as people click.
        case site
        /// The same pictures for every visitor.
        case proxy
        /// All objects again each hour.
        case crawler
    }

    let user: [UInt8]
    let base: String
    let agent: [UInt8]
    let addresses: [[UInt8]]
    let habit: Habit
    /// Where its objects begin among those of the log, and how many it has.
    let firstResource: Int
    let resources: Int
    var next = 0

    init(_ number: Int, of partners: Int, resources all: Int) {
        var random = SeededRandom(state: UInt64(number) &* 0x1234_5678_9ABC_DEF1)
        let products = ["portal-sync", "web", "export", "app", "estate-feed", "crm", "media", "report"]
        let clients = [
            "Java/17.0.9 okhttp/4.12.0", "python-requests/2.32.3", "node-fetch/3.3.2 (+https://github.com)",
            "GuzzleHttp/7 curl/8.5 PHP/8.3.6", "Mozilla/5.0 (compatible)", "Go-http-client/2.0",
            "dotnet/8.0 RestSharp/112",
        ]
        user = Array("\(products[number % products.count])-\(number)".utf8)
        let base = number % 331
        let letters = [base / 26 % 26, base % 26, base * 7 % 26, base * 11 % 26].map {
            String(UnicodeScalar(UInt8(65 + $0)))
        }
        self.base = "MS" + letters.joined()
        agent = Array(
            "\(products[random.below(8)].uppercased())-Integration/\(random.below(9)).\(random.below(30)).\(random.below(99)) (contact: ops\(number)@partner.example; tenant \(random.next()); build \(random.next() >> 40)) \(clients[random.below(7)])"
                .utf8)
        addresses = (0...random.below(4)).map { _ in
            Array("203.\(random.below(200)).\(random.below(256)).\(random.below(256))".utf8)
        }
        habit = Habit(rawValue: number % 13 < 4 ? number % 13 : 1) ?? .site
        let share = max(20, all / partners)
        firstResource = (number * share) % max(1, all - share)
        self.resources = share
    }
}
