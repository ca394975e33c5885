/// Writes requests as lines of nginx: `combined` with the request time behind it, or also with the entity tag.
struct LineText {
    let hasTags: Bool
    private(set) var bytes: [UInt8] = []
    private var second = Int64.min
    private var stamp: [UInt8] = []

    init(hasTags: Bool) { self.hasTags = hasTags }

    /// The format as the program takes it; `nil` where it finds it by itself.
    static func format(hasTags: Bool) -> String? {
        guard hasTags else { return nil }
        let common = #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer""#
        return "nginx:" + common + #" "$http_user_agent" $request_time "$sent_http_etag""#
    }

    mutating func write(_ request: Request, _ target: ArraySlice<UInt8>, _ actor: LogIdentity, _ dice: Int) {
        bytes.removeAll(keepingCapacity: true)
        bytes += actor.addresses[dice % actor.addresses.count]
        put(" - ")
        bytes += actor.login
        put(" [")
        write(stamp: request.stamp)
        bytes += stamp
        put("] \"")
        put(request.method.text)
        put(" ")
        bytes += target
        put(" HTTP/1.1\" ")
        put(Int(request.status))
        put(" ")
        put(request.size)
        put(" \"-\" \"")
        bytes += actor.agent
        put("\" ")
        put(Int(request.duration / 1000))
        put(".")
        digits(Int(request.duration % 1000), 3)
        if hasTags { writeTag(request) }
        put("\n")
    }

    /// Whether an answer has a tag: pictures and persons have none.
    static func hasTag(_ request: Request) -> Bool {
        request.object != nil && request.status == 200 && request.method == .get && request.route != .picture
            && request.route != .employee
    }

    private mutating func writeTag(_ request: Request) {
        guard Self.hasTag(request) else { return put(" \"-\"") }
        put(" \"W/\\x22")
        put(Int(request.route.rawValue))
        put("-")
        put(request.object ?? 0)
        put("-")
        put(Int(request.version))
        put("\\x22\"")
    }

    private mutating func write(stamp at: Int64) {
        guard at != second else { return }
        second = at
        let (year, month, day) = CivilDate.parts(Int(at / 86_400))
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rest = Int(at % 86_400)
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(CivilDate.two).joined(separator: ":")
        stamp = Array("\(CivilDate.two(day))/\(names[month - 1])/\(year):\(clock) +0000".utf8)
    }

    private mutating func put(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    private mutating func put(_ number: Int) {
        var width = 1
        var rest = number / 10
        while rest > 0 {
            width += 1
            rest /= 10
        }
        digits(number, width)
    }

    private mutating func digits(_ number: Int, _ width: Int) {
        let from = bytes.count
        for _ in 0..<width { bytes.append(0x30) }
        var rest = number
        for place in stride(from: from + width - 1, through: from, by: -1) {
            bytes[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}

/// How a key looks in a log.
struct LogIdentity {
    var login: [UInt8]
    var addresses: [[UInt8]]
    var agent: [UInt8]

    init(_ actor: Actor) {
        login = Array(actor.key.login.utf8)
        addresses = actor.addresses.map { Array($0.utf8) }
        agent = Array(actor.agent.utf8)
    }
}
