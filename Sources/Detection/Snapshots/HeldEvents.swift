public import AccessLog

/// Requests that were read and wait for earlier ones, as bytes: a run that ends keeps them for the next.
///
/// They are kept as they were understood, texts and all; only the policy's route is looked up again by its text.
public struct HeldEvents: Sendable {
    /// Texts of all events.
    public private(set) var bytes: [UInt8] = []
    /// The events, in the order in which they were added; texts are ranges of ``bytes``.
    public private(set) var events: [RequestEvent] = []
    /// The input of each event.
    public private(set) var files: [Int32] = []

    /// No events.
    public init() {}

    /// Adds an event with its texts.
    public mutating func add(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32) {
        var event = event
        event.method = copy(event.method, block)
        event.requestTarget = copy(event.requestTarget, block)
        event.login = copy(event.login, block)
        event.secondLogin = copy(event.secondLogin, block)
        event.address = copy(event.address, block)
        event.agent = copy(event.agent, block)
        for place in event.custom.indices { event.custom[place] = copy(event.custom[place], block) }
        events.append(event)
        files.append(file)
    }

    private mutating func copy(_ range: FieldRange, _ block: Span<UInt8>) -> FieldRange {
        guard !range.isEmpty else { return .none }
        let start = bytes.count
        for index in range.range { bytes.append(block[index]) }
        return FieldRange(start..<bytes.count)
    }

    /// Writes the events.
    ///
    /// - Parameter routes: the policy's, which the events name.
    /// - Returns: bytes for ``init(encoded:_:)``.
    public func encoded(_ routes: [RouteRule]) -> [UInt8] {
        guard !events.isEmpty else { return [] }
        var held = self
        return StateCoder.write { held.code(&$0, routes) }
    }

    /// Reads events that were written.
    ///
    /// - Parameters:
    ///   - bytes: what ``encoded(_:)`` returned.
    ///   - routes: the policy's, which may have changed meanwhile.
    /// - Throws: ``SnapshotError`` where the bytes are damaged.
    public init(encoded bytes: [UInt8], _ routes: [RouteRule]) throws(SnapshotError) {
        guard !bytes.isEmpty else { return }
        let isWhole = try StateCoder.read(bytes.span) { coder throws(SnapshotError) in
            code(&coder, routes)
            return coder.isWhole
        }
        guard isWhole, events.count == files.count, texts.allSatisfy({ $0.range.upperBound <= self.bytes.count })
        else { throw .damaged }
    }

    private var texts: [FieldRange] {
        events.flatMap { event in
            [event.method, event.requestTarget, event.login, event.secondLogin, event.address, event.agent]
                + event.custom.indices.map { event.custom[$0] }
        }
    }

    private mutating func code(_ coder: inout StateCoder, _ routes: [RouteRule]) {
        coder.code(&bytes)
        coder.code(&files)
        coder.code(&events, blank: { RequestEvent() }) { event, coder in
            event.code(&coder)
            var text = event.route >= 0 ? routes[Int(event.route)].match : nil
            coder.code(&text)
            guard coder.isReading else { return }
            let place = text.flatMap { text in routes.firstIndex { $0.match == text } }
            event.route = place.map { Int16(truncatingIfNeeded: $0) } ?? -1
        }
    }
}

extension RequestEvent: Stateful {
    /// All but the route, whose number belongs to one policy.
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&time)
        coder.code(&orderTime)
        coder.codeHash(&resource)
        coder.codeHash(&target)
        coder.codeHash(&key)
        coder.codeHash(&template)
        coder.codeHash(&base)
        coder.codeHash(&collection)
        coder.codeHash(&object)
        coder.codeHash(&path)
        coder.codeHash(&entityTag)
        coder.code(&bytes)
        coder.code(&quotas)
        coder.code(&duration)
        coder.code(&retryAfter)
        coder.code(&line)
        coder.code(&status)
        coder.code(&depth)
        var (rank, bits) = (order.rawValue, flags.rawValue)
        coder.code(&rank)
        coder.code(&bits)
        if let known = Order(rawValue: rank) { order = known } else { coder.fail() }
        flags = Flags(rawValue: bits)
        method.code(&coder)
        requestTarget.code(&coder)
        login.code(&coder)
        secondLogin.code(&coder)
        address.code(&coder)
        agent.code(&coder)
        for place in custom.indices { custom[place].code(&coder) }
    }
}

extension FieldRange: Stateful {
    mutating func code(_ coder: inout StateCoder) {
        coder.code(&start)
        coder.code(&count)
    }
}
