/// Text of a log as bytes, since a log may hold what is no UTF-8.
public typealias LogText = [UInt8]

/// One line of an access log, as plain values.
public struct ModelLine: Sendable, Equatable {
    /// The line's own stamp, milliseconds since 1970 UTC.
    public var time: Int64
    /// The request time in milliseconds; `nil` where the line has none.
    public var duration: Int64?
    /// The bytes of the answer; `-` is 0, `nil` where the line has no such field.
    public var bytes: Int64?
    /// The status of the answer.
    public var status: Int
    /// The method as sent.
    public var method: String
    /// The request target as sent, `/MSDEMO/Estates?x=1`.
    public var target: LogText
    /// The authenticated user; empty or `-` where there is none.
    public var user: LogText
    /// The client's address.
    public var address: String
    /// The user agent.
    public var agent: LogText
    /// The four fields that the policy asks for by name; empty where the line has none.
    public var fields: [LogText] = [[], [], [], []]
    /// The entity tag; `nil`, empty or `-` where there is none.
    public var etag: LogText?

    /// Makes a line; what is left out is a plain GET with status 200 and an empty answer.
    public init(
        time: Int64, duration: Int64? = nil, bytes: Int64? = 0, status: Int = 200, method: String = "GET",
        target: String, user: String = "alfa", address: String = "192.0.2.1", agent: String = "AlfaSync/2.3",
        etag: String? = nil
    ) {
        self.time = time
        self.duration = duration
        self.bytes = bytes
        self.status = status
        self.method = method
        self.target = Array(target.utf8)
        self.user = Array(user.utf8)
        self.address = address
        self.agent = Array(agent.utf8)
        self.etag = etag.map { Array($0.utf8) }
    }
}
