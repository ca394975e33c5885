/// The API of one random log: its resources, who may ask, and how contents change.
struct RandomWorld {
    /// Something with a URL and a content.
    struct Resource {
        enum Sizes: CaseIterable {
            case one, few, many
        }

        var path: String
        var sizes: Sizes
        var hasEtag: Bool
        /// Milliseconds between two versions.
        var changesEvery: Int64
    }

    let options: ModelOptions
    /// The first and the last instant, whole seconds in milliseconds since 1970 UTC; the last is often the border of an hour.
    let start: Int64
    let end: Int64
    let isInWholeSeconds: Bool
    let logins: [String]
    let installations: [String]
    let resources: [Resource]

    init(options: ModelOptions, _ random: inout SeededGenerator) {
        self.options = options
        let hours = random.chance(30) ? random.number(60...130) : random.number(2...60)
        start = Self.anchor(of: options.timeZone, &random) + random.number(0...7_200) * 1_000
        let last = start + hours * 3_600_000
        end = random.chance(30) ? ReferenceModel.hour(of: last) * 3_600_000 + ReferenceModel.hourOffset : last
        isInWholeSeconds = random.chance(50)
        logins = Array(
            ["alfa", "Alfa", "beta", "gamma-web"].shuffled(using: &random).prefix(Int(random.number(1...3))))
        installations = Array(["MSDEMO", "MSNORD", "B2"].shuffled(using: &random).prefix(Int(random.number(1...2))))
        var resources: [Resource] = []
        for path in installations.flatMap(Self.paths) + ["/Account/Methods", "/health", "/"] {
            resources.append(
                Resource(
                    path: path, sizes: random.one(of: [.one, .few, .many], or: .one), hasEtag: random.chance(30),
                    changesEvery: random.one(of: [600_000, 7_200_000, 90_000_000, .max])))
        }
        self.resources = resources
    }

    /// A few hours to days before a change of clocks, or an ordinary evening.
    private static func anchor(of zone: String, _ random: inout SeededGenerator) -> Int64 {
        let changes: [String: [Int64]] = [
            "Europe/Oslo": [1_774_738_800, 1_792_879_200], "Africa/Cairo": [1_776_981_600],
            "America/Santiago": [1_788_667_200],
        ]
        let midnight = random.one(of: changes[zone, default: []] + [1_772_409_600]) * 1_000
        return midnight - random.number(1...20) * 3_600_000
    }

    private static func paths(of installation: String) -> [String] {
        let estates = ["0a1b2c3d-0000-1111-2222-33334444ffff", "9f8e7d6c-aaaa-4bbb-8ccc-ddddeeeeffff", "17"]
        let children = estates.flatMap { ["/Estates/\($0)", "/Estates/\($0)/Contacts"] }
        let others = [
            "", "/Estates", "/Departments", "/Departments/3", "/Employees/kari@firma.example/Picture", "/Next/Types",
        ]
        return (others + children).map { "/\(installation)\($0)" }
    }

    /// What an answer holds: its size, which may depend on the login, and its entity tag, which now and then is not logged.
    func content(of resource: Resource, at time: Int64, login: String) -> (bytes: Int64, etag: String?) {
        let version = (time - start) / resource.changesEvery
        let path = Int64(resource.path.utf8.reduce(7) { ($0 * 31 + Int($1)) % 9_973 })
        let size: Int64
        switch resource.sizes {
        case .one: size = 1_000
        case .few: size = 1_000 + version % 2
        case .many: size = 500 + (path * 131 + version * 37) % 4_000
        }
        let isLogged = resource.hasEtag && time / 1_000 % 11 != 0
        return (size + (login == "beta" ? 1 : 0), isLogged ? "\"v\(version)\"" : nil)
    }
}
