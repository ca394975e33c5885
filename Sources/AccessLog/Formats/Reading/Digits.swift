/// Numbers written in ASCII digits, read with integer arithmetic.
enum Digits {
    /// Whether a byte is `0` to `9`.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 <= 9 }

    /// The value of two digits at `start`, or -1; both bytes must lie in the block.
    @inline(__always)
    static func pair(_ bytes: Span<UInt8>, at start: Int) -> Int {
        let tens = bytes[start] &- 48
        let ones = bytes[start + 1] &- 48
        return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : -1
    }

    /// The value of a range that holds 1 to 18 digits and nothing else.
    @inline(__always)
    static func whole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard range.count >= 1, range.count <= 18 else { return nil }
        var value: Int64 = 0
        for index in range {
            let digit = bytes[index] &- 48
            guard digit <= 9 else { return nil }
            value = value &* 10 &+ Int64(digit)
        }
        return value
    }

    /// The offset of the first byte in `start..<end` that is no digit, or `end`.
    @inline(__always)
    static func end(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end, isDigit(bytes[index]) { index += 1 }
        return index
    }
}
