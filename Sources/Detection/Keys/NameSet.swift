/// A few parameter names, compared without regard to the case of ASCII letters.
struct NameSet: Sendable {
    private let names: [[UInt8]]
    /// Bit n: a name of n bytes exists (63: of 63 or more).
    private let lengths: UInt64

    init(_ names: [String]) {
        self.names = names.map { $0.utf8.map(ASCII.lower) }
        lengths = self.names.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
    }

    func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard lengths & 1 << UInt64(min(range.count, 63)) != 0 else { return false }
        for name in names where Self.isEqual(bytes, range, name) { return true }
        return false
    }

    /// Whether the bytes are `name`, which must be in lower case.
    static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        for (offset, index) in range.enumerated() where ASCII.lower(bytes[index]) != name[offset] { return false }
        return true
    }
}

/// Bytes compared as unsigned numbers, first difference first.
enum ByteOrder {
    /// Less than, equal to or greater than 0.
    static func compare(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
        compare(left.span, right.span)
    }

    /// Less than, equal to or greater than 0.
    static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return Int(left[index]) - Int(right[index])
        }
        return left.count - right.count
    }
}
