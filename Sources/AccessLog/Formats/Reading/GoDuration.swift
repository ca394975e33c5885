/// Durations as Go's `time.Duration` prints them: `1.5ms`, `250µs`, `2m3.4s`.
enum GoDuration {
    /// Whole milliseconds, rounded down, or -1 where the range is no such duration.
    static func milliseconds(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64 {
        var cursor = range.lowerBound
        var nanoseconds: Int64 = 0
        while cursor < range.upperBound {
            var end = cursor
            while end < range.upperBound, Digits.isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
            guard let number = DecimalNumber(bytes, cursor..<end),
                let unit = unit(bytes, end..<range.upperBound),
                let value = number.scaled(by: unit.power), value <= 1_000_000_000_000_000_000
            else { return -1 }
            let (sum, isTooLong) = nanoseconds.addingReportingOverflow(value.multipliedClamped(by: unit.factor))
            if isTooLong { return -1 }
            nanoseconds = sum
            cursor = end + unit.count
        }
        return range.isEmpty ? -1 : nanoseconds / 1_000_000
    }

    /// The unit at the start of a range: nanoseconds are 10^`power` × `factor` of it.
    private static func unit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (power: Int, factor: Int64, count: Int)? {
        let rest = range.lowerBound
        func starts(_ text: StaticString) -> Bool {
            range.count >= text.utf8CodeUnitCount && (rest..<rest + text.utf8CodeUnitCount).spells(text, in: bytes)
        }
        if starts("ms") { return (6, 1, 2) }
        if starts("ns") { return (0, 1, 2) }
        if starts("us") { return (3, 1, 2) }
        // The micro sign and the Greek letter, each two bytes of UTF-8.
        if starts("\u{B5}s") || starts("\u{3BC}s") { return (3, 1, 3) }
        if starts("s") { return (9, 1, 1) }
        if starts("m") { return (9, 60, 1) }
        return starts("h") ? (9, 3600, 1) : nil
    }
}

extension Int64 {
    /// The product, or the largest number where it does not fit.
    fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
        let (product, isTooLarge) = multipliedReportingOverflow(by: factor)
        return isTooLarge ? .max : product
    }
}
