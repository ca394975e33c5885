/// One customer base of the API: its installation, how its ids look, and the content behind its routes.
struct Base: Sendable {
    let number: Int
    let installation: String
    /// Ids are GUIDs, or short numbers.
    var usesGUIDs: Bool
    /// Lists of objects.
    var lists: Content
    /// Objects.
    var objects: Content

    init(_ number: Int, seed: UInt64) {
        self.number = number
        let letters = [number / 676 % 26, number / 26 % 26, number % 26].map {
            Character(UnicodeScalar(UInt8(65 + $0)))
        }
        installation = "MS" + String(letters)
        usesGUIDs = number % 2 == 0
        let own = SeededRandom.mix(seed &+ UInt64(number))
        lists = Content(seed: own, changeInterval: 45 * 60_000, sizes: 20_000...80_000)
        objects = Content(seed: own &+ 1, changeInterval: 20 * 86_400_000)
    }

    /// A fetch of an object of a route, with the answer that its content gives at that moment.
    func fetch(_ route: Route, _ object: Int, at time: Int64, _ random: inout SeededRandom) -> Request {
        let isList = route == .estates || route == .employees || route == .departments || route == .find
        let content = isList ? lists : objects
        var request = Request()
        request.start = time
        request.duration = Int64(random.within(8...70))
        request.route = route
        request.object = object
        let place = Int(route.rawValue) << 32 | object
        request.version = content.version(place, at: time)
        request.size = content.size(place, version: request.version)
        return request
    }

    /// The target of an object, in one of the ways in which it can be spelled.
    func target(_ route: Route, _ object: Int, spelling: Int = 0) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(80)
        if route != .account {
            text.append(0x2F)
            text.append(contentsOf: installation.utf8)
        }
        switch route {
        case .account: append("/Account/Methods", &text)
        case .estates: append(spelling == 1 ? "/E%73tates" : "/Estates", &text)
        case .estate: append(spelling == 1 ? "//Estates/" : "/Estates/", &text)
        case .images: append("/Images/", &text)
        case .departments: append("/Departments", &text)
        case .department: append("/Departments/", &text)
        case .employees: append("/Employees", &text)
        case .employee, .picture: append(spelling == 1 ? "/%45mployees/" : "/Employees/", &text)
        case .find: append("/Contacts/Find", &text)
        case .contact: append("/Contacts/", &text)
        case .contacts: append("/Contacts", &text)
        case .transactions: append("/Accounting/Transactions", &text)
        case .tips: append("/Tips", &text)
        case .areaTypes: append("/Next/AreaTypes", &text)
        }
        switch route {
        case .estate, .department, .employee, .contact: append(id: object, of: route, spelling, &text)
        case .picture:
            append(id: object, of: .employee, spelling, &text)
            append("/Picture", &text)
        case .images:
            append(id: object, of: route, spelling, &text)
            append(spelling == 2 ? "?width=640&height=480" : "?height=480&width=640", &text)
        default: break
        }
        return text
    }

    private func append(id object: Int, of route: Route, _ spelling: Int, _ text: inout [UInt8]) {
        guard usesGUIDs, route != .department, route != .employee else {
            text.append(contentsOf: String(1000 + object).utf8)
            return
        }
        let ten: UInt8 = spelling == 2 ? 0x41 - 10 : 0x61 - 10
        var word = SeededRandom.mix(UInt64(number) << 40 ^ UInt64(route.rawValue) << 32 ^ UInt64(object))
        for place in 0..<32 {
            if place == 8 || place == 12 || place == 16 || place == 20 { text.append(0x2D) }
            if place == 16 { word = SeededRandom.mix(word) }
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(4 * (place % 16))) & 15
            text.append(digit < 10 ? 0x30 + digit : ten + digit)
        }
    }

    private func append(_ literal: StaticString, _ text: inout [UInt8]) {
        literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }
}
