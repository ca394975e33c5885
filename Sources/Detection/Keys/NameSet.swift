/// A few parameter names, compared without regard to the case of ASCII letters.
struct NameSet: Sendable {
    /// The shortest first.
    private let names: [[UInt8]]
    /// Bit n: a name of n bytes exists (63: of 63 or more).
    private let lengths: UInt64
    /// Where the names of n bytes begin, up to 63 or more.
    private let starts: [Int]

    init(_ names: [String]) {
        let sorted = names.map { $0.utf8.map(ASCII.lower) }.sorted { $0.count < $1.count }
        self.names = sorted
        lengths = sorted.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
        starts = (0...64).map { length in sorted.firstIndex { min($0.count, 63) >= length } ?? sorted.count }
    }

    func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let length = min(range.count, 63)
        guard lengths & 1 << UInt64(length) != 0 else { return false }
        for place in starts[length]..<starts[length + 1] where Self.isEqual(bytes, range, names[place]) { return true }
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
        let count = min(left.count, right.count)
        var at = 0
        // Safe: here and below, only bytes before `count` are loaded, which both have.
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                while at + 8 <= count {
                    let one = unsafe left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    let other = unsafe right.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    if one != other { return UInt64(bigEndian: one) < UInt64(bigEndian: other) ? -1 : 1 }
                    at += 8
                }
                while at < count {
                    if unsafe left[at] != right[at] { return unsafe Int(left[at]) - Int(right[at]) }
                    at += 1
                }
                return left.count - right.count
            }
        }
    }
}
