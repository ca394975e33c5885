/// Percent-encoded text (RFC 3986, section 2.1).
enum PercentText {
    /// The byte that two hexadecimal digits at `at` stand for, `nil` where there are none.
    @inline(__always)
    static func value(_ bytes: Span<UInt8>, _ at: Int) -> UInt8? {
        guard at + 1 < bytes.count, let high = ASCII.hexValue(bytes[at]), let low = ASCII.hexValue(bytes[at + 1])
        else { return nil }
        return high << 4 | low
    }

    /// The bytes that an encoded text stands for; what is no valid escape stays.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] { decode(bytes.span) }

    /// The bytes that an encoded text stands for; what is no valid escape stays.
    static func decode(_ span: Span<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(span.count)
        var index = 0
        while index < span.count {
            if span[index] == ASCII.percent, let value = value(span, index + 1) {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(span[index])
                index += 1
            }
        }
        return decoded
    }

    /// Lower-cases letters that are not part of an escape.
    static func lowercase(_ bytes: inout [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == ASCII.percent {
                index += 3
            } else {
                bytes[index] = ASCII.lower(bytes[index])
                index += 1
            }
        }
    }
}
