/// A decimal number as it stands in a log, `0.042` or `4.2e-05`, kept as digits and a power of ten.
///
/// Never a floating-point value: 0.29 seconds are 290 milliseconds, not 289.
struct DecimalNumber {
    /// The digits without the point, at most 18 of them.
    private(set) var digits: Int64 = 0
    /// The value is `digits` × 10^`exponent`.
    private(set) var exponent = 0
    /// Whether a point stood among the digits.
    private(set) var hasPoint = false

    /// Reads a range that holds a number without a sign and nothing else.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        var seen = 0
        while index < range.upperBound {
            let byte = bytes[index]
            if Digits.isDigit(byte) {
                seen += 1
                take(Int64(byte - 48))
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard seen > 0, readExponent(bytes, index..<range.upperBound) else { return nil }
    }

    /// Takes the next digit; digits behind the 18th only move the point.
    @inline(__always)
    private mutating func take(_ digit: Int64) {
        if digits < 100_000_000_000_000_000 {
            digits = digits &* 10 &+ digit
            exponent -= hasPoint ? 1 : 0
        } else {
            exponent += hasPoint ? 0 : 1
        }
    }

    private mutating func readExponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if range.isEmpty { return true }
        var start = range.lowerBound + 1
        guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e"), start < range.upperBound else { return false }
        let isNegative = bytes[start] == UInt8(ascii: "-")
        if isNegative || bytes[start] == UInt8(ascii: "+") { start += 1 }
        guard range.upperBound - start <= 4, let power = Digits.whole(bytes, start..<range.upperBound) else {
            return false
        }
        exponent += isNegative ? -Int(power) : Int(power)
        return true
    }

    /// The value times 10^`power`, rounded down; `nil` above 18 digits.
    ///
    /// `scaled(by: 3)` turns seconds into milliseconds, `scaled(by: -3)` microseconds.
    func scaled(by power: Int) -> Int64? {
        var value = digits
        var shift = exponent + power
        while shift > 0, value != 0 {
            guard value < 100_000_000_000_000_000 else { return nil }
            value *= 10
            shift -= 1
        }
        while shift < 0, value != 0 {
            value /= 10
            shift += 1
        }
        return value
    }
}
