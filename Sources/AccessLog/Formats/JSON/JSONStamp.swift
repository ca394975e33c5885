/// Reads a stamp whose form the format does not say.
enum JSONStamp {
    /// The instant of a whole value: ISO 8601, `17/May/2015:10:05:03 +0000`, or a number since 1970.
    ///
    /// - Returns: milliseconds since 1970 UTC, or `nil`.
    @inline(__always)
    static func time(_ bytes: Span<UInt8>, _ range: Range<Int>, _ stamps: inout StampReader) -> Int64? {
        let (start, end) = (range.lowerBound, range.upperBound)
        guard range.count >= 3 else { return nil }
        if bytes[start + 2] == UInt8(ascii: "/") {
            guard let stamp = stamps.commonLog(bytes, at: start, to: end), stamp.next == end else { return nil }
            return stamp.time
        }
        if range.count > 4, bytes[start + 4] == UInt8(ascii: "-") || bytes[start + 4] == UInt8(ascii: "/") {
            guard let stamp = stamps.iso(bytes, at: start, to: end), stamp.next == end else { return nil }
            return stamp.time
        }
        guard let time = epoch(bytes, range), time <= Stamp.last else { return nil }
        return time
    }

    /// A number since 1970; how many digits stand before the point says whether it counts seconds (up to 11), milliseconds
    /// (12 to 14), microseconds (15 to 17) or nanoseconds (18).
    private static func epoch(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        let whole = Digits.end(bytes, from: range.lowerBound, to: range.upperBound) - range.lowerBound
        guard let number = DecimalNumber(bytes, range) else { return nil }
        switch whole {
        case 1...11: return number.scaled(by: 3)
        case 12...14: return number.scaled(by: 0)
        case 15...17: return number.scaled(by: -3)
        default: return whole <= 19 ? number.scaled(by: -6) : nil
        }
    }
}
