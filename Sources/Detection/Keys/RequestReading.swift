public import AccessLog

/// One request as the rules see it, in words: for `explain`, never on the way of a line.
public struct RequestReading: Sendable, Equatable {
    /// What tells one content of the resource from another.
    public enum Content: String, Sendable {
        /// The entity tag.
        case entityTag = "etag"
        /// The size.
        case size
    }

    /// The canonical path and query: what is one resource.
    public var resource: String
    /// The canonical path and query with volatile values masked: what is one poll target.
    public var target: String
    /// Method and template, or the pattern of the policy's route.
    public var template: String
    /// The place of the policy's route, `nil` where none matches.
    public var route: Int?
    /// Whom the request is counted for, `nil` for unidentified lines.
    public var key: PartnerKey?
    /// The installation, also of unidentified lines.
    public var installation: String?
    /// Whether a 401 alone leaves it unidentified.
    public var isRefusedLogin: Bool
    /// Whether it changed something: a 2xx answer to a method that writes.
    public var isWrite: Bool
    /// Whether it is a GET or a HEAD, which polling counts.
    public var isPoll: Bool
    /// Whether it is a GET answered 200, 203, 206 or 304, which repeated_fetch counts.
    public var isFetch: Bool
    /// What the delivered content is told by; `nil` where nothing whole was delivered.
    public var delivery: Content?
    /// The places of the quotas that count it.
    public var quotas: [Int]
}

extension RequestReader {
    /// Reads one record, and says in words what became of it.
    ///
    /// - Parameters:
    ///   - record: a record.
    ///   - block: the block that its texts lie in.
    /// - Returns: `nil` where the URL breaks the limits of length, segments or parameters.
    public mutating func reading(_ record: borrowing AccessRecord, in block: Span<UInt8>) -> RequestReading? {
        var event = RequestEvent()
        guard read(record, in: block, into: &event), url.read(block.extracting(record.target.range))
        else { return nil }
        let resource = String(decoding: url.resource, as: UTF8.self)
        let target = String(decoding: url.target, as: UTF8.self)
        var trie = RouteTrie()
        let template = trie.route(of: event, block, url)
        let key = PartnerKey(event, block, &url, secrets)
        let isGet = event.flags.contains(.isGet)
        let isWhole = event.status == 200 || event.status == 203
        return RequestReading(
            resource: resource, target: target, template: template, route: event.route >= 0 ? Int(event.route) : nil,
            key: event.key == 0 ? nil : key, installation: key.installation,
            isRefusedLogin: event.status == 401 && !event.login.isEmpty, isWrite: event.order == .write,
            isPoll: isGet || event.flags.contains(.isHead),
            isFetch: isGet && (isWhole || event.status == 206 || event.status == 304),
            delivery: isGet && isWhole && event.bytes >= 0 ? event.entityTag == 0 ? .size : .entityTag : nil,
            quotas: (0..<Quota.most).filter { event.quotas >> UInt64($0) & 1 != 0 })
    }
}
