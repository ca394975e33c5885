/// A key with the programs that act for it.
struct Actor {
    var key: Key
    var base: Base
    var programs: [any Program]
    var addresses: [String]
    var agent: String
    private var random: SeededRandom

    init(_ key: Key, _ base: Base, _ programs: [any Program], seed: UInt64) {
        self.key = key
        self.base = base
        self.programs = programs
        var random = SeededRandom(seed, 7, key.place)
        let products = ["portal-sync", "web", "export", "app", "estate-feed", "crm", "media", "report"]
        let clients = [
            "okhttp/4.12.0", "python-requests/2.32.3", "GuzzleHttp/7", "Go-http-client/2.0", "RestSharp/112",
        ]
        agent = "\(products[key.place % 8])/\(random.below(9)).\(random.below(30)) \(clients[random.below(5)])"
        let network = "203.\(random.below(200)).\(random.below(256))"
        addresses = (0...random.below(3)).map { _ in "\(network).\(random.below(254) + 1)" }
        self.random = random
    }

    mutating func act(on day: Day, into traffic: inout Traffic) {
        traffic.key = key.place
        for place in programs.indices {
            programs[place].act(on: day, at: base, &random, into: &traffic)
        }
    }
}
