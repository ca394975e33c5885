/// The routes of the API that workloads use, as findings name them.
public enum Route: UInt8, Sendable, CaseIterable {
    case account, estates, estate, images, departments, department, employees, employee, picture, find, contact,
        contacts, transactions, tips, areaTypes

    /// The template without its method.
    public var template: String {
        switch self {
        case .account: "/Account/Methods"
        case .estates: "/{installation}/Estates"
        case .estate: "/{installation}/Estates/{id}"
        case .images: "/{installation}/Images/{id}"
        case .departments: "/{installation}/Departments"
        case .department: "/{installation}/Departments/{id}"
        case .employees: "/{installation}/Employees"
        case .employee: "/{installation}/Employees/{id}"
        case .picture: "/{installation}/Employees/{id}/Picture"
        case .find: "/{installation}/Contacts/Find"
        case .contact: "/{installation}/Contacts/{id}"
        case .contacts: "/{installation}/Contacts"
        case .transactions: "/{installation}/Accounting/Transactions"
        case .tips: "/{installation}/Tips"
        case .areaTypes: "/{installation}/Next/AreaTypes"
        }
    }

    /// The route of a finding's `route` field, for GET.
    public init?(finding text: String) {
        guard let found = Self.allCases.first(where: { "GET " + $0.template == text }) else { return nil }
        self = found
    }
}

/// The methods that workloads use.
public enum Method: UInt8, Sendable {
    case get, head, post, put

    /// As a request line has it.
    public var text: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        }
    }
}

/// One request, with what only its maker knows.
public struct Request: Sendable {
    /// When it began, ms since 1970.
    public var start: Int64 = 0
    /// How long it took, ms.
    public var duration: Int64 = 20
    /// Which key sent it, by its place in the workload.
    public var key = 0
    /// Its method.
    public var method = Method.get
    /// Its status.
    public var status: UInt16 = 200
    /// The bytes of the answer.
    public var size = 0
    /// Its route.
    public var route = Route.estates
    /// The object by its number among those of the route; `nil` for a request whose URL never comes again.
    public var object: Int?
    /// The version of the content that was answered.
    public var version: UInt32 = 0
    /// Whether it belongs to what its key's expectation counts, such as the requests of a fan-out.
    public var isCounted = false
    /// How late its line is written, s.
    public var lateness: Int64 = 0
    /// How far the clock of its server is off, s.
    public var skew: Int64 = 0

    /// The stamp of the line, a second since 1970: nginx writes it when the request has ended.
    public var stamp: Int64 { (start + duration) / 1000 + skew }
}
