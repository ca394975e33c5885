/// A run of bytes inside the block that a record was read from.
///
/// Offsets count from the first byte of the block. An empty range means that the line has no such field.
public struct FieldRange: Sendable, Equatable, BitwiseCopyable {
    /// The offset of the first byte in the block.
    public var start: UInt32
    /// The number of bytes.
    public var count: UInt32

    /// The range of a field that the line does not have.
    @inlinable
    public static var none: FieldRange { FieldRange(start: 0, count: 0) }

    /// Makes a range of `count` bytes from `start` on.
    @inlinable
    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }

    /// Makes a range from offsets in the block.
    @inlinable
    public init(_ range: Range<Int>) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        count = UInt32(truncatingIfNeeded: range.count)
    }

    /// Whether the line has no such field.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The offsets in the block.
    @inlinable
    public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// One line of an access log, read: numbers by value, texts as ranges of the block that holds the line.
///
/// Texts are already decoded (nginx `\xXX`, Apache `\"`, JSON escapes, IIS `+`): the parser decodes them in place, since a
/// decoded text is never longer than its escaped form.
public struct AccessRecord: Sendable, BitwiseCopyable {
    /// The line's own stamp, milliseconds since 1970 UTC.
    public var time: Int64 = 0
    /// The request time, whole milliseconds (rounded down), or -1 where the line has none.
    public var duration: Int64 = -1
    /// The bytes of the answer's body; `-` is 0; -1 where the line has no such field at all.
    public var bytes: Int64 = -1
    /// The status, 0 where the line has none.
    public var status: UInt16 = 0
    /// The method as sent, `GET`.
    public var method = FieldRange.none
    /// The request target as sent, `/MSDEMO/Estates?x=1` or an absolute URL.
    public var target = FieldRange.none
    /// The authenticated user; empty for `-`.
    public var user = FieldRange.none
    /// The client's address.
    public var address = FieldRange.none
    /// The user agent; empty for `-`.
    public var agent = FieldRange.none
    /// The answer's entity tag; empty for `-`.
    public var entityTag = FieldRange.none
    /// The fields that the policy asks for by name, in the order of ``ParserOptions/customFields``.
    public var custom: InlineArray<4, FieldRange> = .init(repeating: .none)

    /// An empty record.
    public init() {}

    /// Empties the record where it stands, field by field: a new one would be read again before it is written.
    @inline(__always)
    mutating func clear() {
        (time, duration, bytes, status) = (0, -1, -1, 0)
        (method, target, user) = (.none, .none, .none)
        (address, agent, entityTag) = (.none, .none, .none)
        for place in custom.indices { custom[place] = .none }
    }
}
