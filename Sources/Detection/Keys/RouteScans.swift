/// What a key's route is to the rules that look at how lists and their items are fetched.
struct RouteScans {
    /// What every line of the route asks for.
    struct Roles: OptionSet {
        let rawValue: UInt8

        /// The route of the items of a list.
        static let item = Roles(rawValue: 1)
        /// A route without identifiers, which may be the list of item routes.
        static let list = Roles(rawValue: 2)
        /// A route of which walks can be wasteful.
        static let paged = Roles(rawValue: 8)
        /// One of which pages were asked for.
        static let walked = Roles(rawValue: 4)
    }

    var roles: Roles = []
    /// The list's last answer 200.
    var listed = LatestTimes.never
    /// The number of the item route's burst, -1 for none.
    var burst: Int32 = -1
    /// The bursts of the list's item routes.
    var items: [Int32] = []
}

extension RouteScans: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        var bits = roles.rawValue
        coder.code(&bits)
        roles = Roles(rawValue: bits)
        coder.codeTime(&listed)
        coder.code(&burst)
        coder.code(&items)
    }
}
