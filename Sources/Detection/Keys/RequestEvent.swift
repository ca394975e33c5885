public import AccessLog

/// One request as the rules see it: numbers and hashes by value, texts as ranges of the block that holds the line.
///
/// Events order and count without their texts; a text is read only where a rule meets something for the first time.
public struct RequestEvent: Sendable, BitwiseCopyable {
    /// The canonical order's class of a line.
    public enum Order: UInt8, Sendable, BitwiseCopyable {
        case push = 0
        case write = 1
        case other = 2
    }

    /// What a request is.
    public struct Flags: OptionSet, Sendable, BitwiseCopyable {
        /// The bits.
        public let rawValue: UInt8
        /// Makes flags from their bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A GET.
        public static let isGet = Flags(rawValue: 1)
        /// A HEAD.
        public static let isHead = Flags(rawValue: 2)
        /// A POST, which creates: it invalidates lists, not the path that it names.
        public static let isPost = Flags(rawValue: 4)
        /// The path has an installation.
        public static let hasInstallation = Flags(rawValue: 8)
        /// The line came after its input's watermark: it counts in the totals only.
        public static let isLate = Flags(rawValue: 16)
        /// A 2xx answer to it means that something changed.
        static let mayWrite = Flags(rawValue: 64)
        /// A GET whose query has a parameter that the rules on lists and items look at.
        static let isMarked = Flags(rawValue: 128)
        /// The line could not be read but for its stamp: it only tells how far the log goes.
        public static let isStampOnly = Flags(rawValue: 32)
        /// The line is a delivery by push, not a request; its status is 200 where it arrived.
        public static let isPush = Flags(rawValue: 128)
    }

    /// Milliseconds since 1970 UTC, as logged.
    public var time: Int64 = 0
    /// The time by which the event is ordered: ``time``, but for a late line the watermark that it missed.
    public var orderTime: Int64 = 0
    /// The canonical path and query.
    public var resource: UInt64 = 0
    /// The poll target; equal to `resource` where no value is volatile.
    public var target: UInt64 = 0
    /// Login and installation; 0 for unidentified lines.
    public var key: UInt64 = 0
    /// Method, space and template, before the cap on literal children; a route of the policy has its own.
    public var template: UInt64 = 0
    /// The first segment of the path, under which everything lies that can touch the resource.
    public var base: UInt64 = 0
    /// The first two segments, the first three, and the whole path; equal where the path ends there.
    var collection: UInt64 = 0
    var object: UInt64 = 0
    var path: UInt64 = 0
    /// The hash of address and agent, 0 where it was not made.
    var knownClient: UInt64 = 0
    /// The entity tag, 0 for none.
    public var entityTag: UInt64 = 0
    /// Bytes of the answer, -1 where the line has no such field.
    public var bytes: Int64 = -1
    /// The quotas that count it, one bit each.
    public var quotas: UInt64 = 0
    /// Request time in milliseconds, -1 for none; at most 24 days.
    public var duration: Int32 = -1
    /// Seconds to wait, as a 429 or 503 says them; -1 for none.
    public var retryAfter: Int32 = -1
    /// The line's number in its file, from 1.
    public var line: Int64 = 0
    /// The status of the answer.
    public var status: UInt16 = 0
    /// The policy's route, -1 for none.
    public var route: Int16 = -1
    /// Segments of the path, at most 12.
    var depth: UInt8 = 0
    /// Its class in the canonical order.
    public var order = Order.other
    /// What it is.
    public var flags: Flags = []
    /// The method as sent.
    public var method = FieldRange.none
    /// The request target as sent.
    public var requestTarget = FieldRange.none
    /// The first part of the login, and the second where the policy names two.
    public var login = FieldRange.none
    /// The second part of the login.
    public var secondLogin = FieldRange.none
    /// The client's address.
    public var address = FieldRange.none
    /// The user agent.
    public var agent = FieldRange.none
    /// The fields that the policy asks for by name; read only where `quotas` has a bit.
    public var custom: InlineArray<4, FieldRange> = .init(repeating: .none)

    /// An empty event.
    public init() {}

    /// The hash of address and agent: the one that was made while their texts were at hand, or made now.
    @inline(__always)
    func client(in block: Span<UInt8>) -> UInt64 { knownClient != 0 ? knownClient : makeClient(block) }

    /// Makes the hash of address and agent.
    @inline(__always)
    func makeClient(_ block: Span<UInt8>) -> UInt64 {
        StableHash.hash(block.extracting(agent.range), seed: StableHash.hash(block.extracting(address.range)))
    }
}
