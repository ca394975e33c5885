internal import AccessLog

/// The one order in which lines are judged and findings are printed, whatever files they came in.
public enum CanonicalOrder {
    /// Whether one request comes before another: by time, class (writes first) and resource, then by what ties are told by.
    ///
    /// - Parameters:
    ///   - left: a request.
    ///   - leftBlock: the bytes that its texts lie in.
    ///   - right: another request.
    ///   - rightBlock: the bytes that its texts lie in.
    /// - Returns: whether `left` comes first; neither does where both are interchangeable.
    @inlinable
    public static func precedes(
        _ left: RequestEvent, _ leftBlock: Span<UInt8>, _ right: RequestEvent, _ rightBlock: Span<UInt8>
    ) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.order != right.order { return left.order.rawValue < right.order.rawValue }
        if left.resource != right.resource { return left.resource < right.resource }
        return precedesInTie(left, leftBlock, right, rightBlock)
    }

    /// The order of requests of one stamp, class and resource; 0 where they are interchangeable.
    @usableFromInline
    static func precedesInTie(
        _ left: RequestEvent, _ leftBlock: Span<UInt8>, _ right: RequestEvent, _ rightBlock: Span<UInt8>
    ) -> Bool {
        // No key sorts before any; keys differ by their text, and the hash only tells whether they do.
        if (left.key == 0) != (right.key == 0) { return left.key == 0 }
        let login = compare(left.login, leftBlock, right.login, rightBlock)
        if login != 0 { return login < 0 }
        let second = compare(left.secondLogin, leftBlock, right.secondLogin, rightBlock)
        if second != 0 { return second < 0 }
        let method = compare(left.method, leftBlock, right.method, rightBlock)
        if method != 0 { return method < 0 }
        if left.status != right.status { return left.status < right.status }
        if left.bytes != right.bytes { return left.bytes < right.bytes }
        if left.duration != right.duration { return left.duration < right.duration }
        return precedesAmongEqual(left, leftBlock, right, rightBlock)
    }

    /// Rules cannot tell such lines apart, but examples and clients show more of a line than rules see.
    private static func precedesAmongEqual(
        _ left: RequestEvent, _ leftBlock: Span<UInt8>, _ right: RequestEvent, _ rightBlock: Span<UInt8>
    ) -> Bool {
        if left.entityTag != right.entityTag { return left.entityTag < right.entityTag }
        let target = compare(left.requestTarget, leftBlock, right.requestTarget, rightBlock)
        if target != 0 { return target < 0 }
        let (client, other) = (left.client(in: leftBlock), right.client(in: rightBlock))
        return client < other
    }

    private static func compare(
        _ left: FieldRange, _ leftBlock: Span<UInt8>, _ right: FieldRange, _ rightBlock: Span<UInt8>
    ) -> Int {
        ByteOrder.compare(leftBlock.extracting(left.range), rightBlock.extracting(right.range))
    }

    /// Whether one key comes before another: none before any, then by bytes.
    static func precedes(_ left: PartnerKey, _ right: PartnerKey) -> Bool {
        let login = compare(left.login, right.login)
        return login != 0 ? login < 0 : compare(left.installation, right.installation) < 0
    }

    /// Whether one finding comes before another: key, rule, route, target, start.
    static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        let orders = [
            compare(left.key.login, right.key.login), compare(left.key.installation, right.key.installation),
            compare(left.rule.rawValue, right.rule.rawValue), compare(left.route, right.route),
            compare(left.target, right.target),
        ]
        if let first = orders.first(where: { $0 != 0 }) { return first < 0 }
        if left.started != right.started { return left.started < right.started }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if case .wastefulScan(let mine) = left.evidence, case .wastefulScan(let theirs) = right.evidence {
            return compare(mine.kind.rawValue, theirs.kind.rawValue) < 0
        }
        // Doors of one route differ in nothing but their status.
        guard case .closedDoor(let mine) = left.evidence, case .closedDoor(let theirs) = right.evidence else {
            return false
        }
        return mine.status < theirs.status
    }

    private static func compare(_ left: String?, _ right: String?) -> Int {
        guard let left, let right else { return (left == nil ? 0 : 1) - (right == nil ? 0 : 1) }
        return ByteOrder.compare(left.utf8.span, right.utf8.span)
    }
}
