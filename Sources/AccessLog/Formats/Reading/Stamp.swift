/// A time stamp that was read, and where the bytes behind it begin.
struct Stamp: Equatable {
    /// Milliseconds since 1970 UTC.
    var time: Int64
    /// The offset of the first byte behind the stamp.
    var next: Int

    /// The last millisecond of the year 9999: later ones have no date of four digits, and are no stamps of a log.
    static let last: Int64 = 253_402_300_799_999
}

extension Stamp {
    /// Milliseconds of a time of day; `nil` if it is none. A leap second counts as the second before it.
    @inline(__always)
    static func milliseconds(hour: Int, minute: Int, second: Int) -> Int64? {
        guard hour >= 0, hour <= 23, minute >= 0, minute <= 59, second >= 0, second <= 60 else { return nil }
        return Int64((hour * 60 + minute) * 60 + min(second, 59)) * 1000
    }

    /// The milliseconds of the digits behind a decimal point, cut after the third.
    @inline(__always)
    static func fraction(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64 {
        var value: Int64 = 0
        var weight: Int64 = 100
        for index in range where weight > 0 {
            value += Int64(bytes[index] - 48) * weight
            weight /= 10
        }
        return value
    }

    /// The month of an English abbreviation in any case, `Jan` is 1.
    static func month(_ bytes: Span<UInt8>, at start: Int) -> Int? {
        let name =
            UInt32(bytes[start] | 0x20) << 16 | UInt32(bytes[start + 1] | 0x20) << 8 | UInt32(bytes[start + 2] | 0x20)
        switch name {
        case 0x6A_61_6E: return 1
        case 0x66_65_62: return 2
        case 0x6D_61_72: return 3
        case 0x61_70_72: return 4
        case 0x6D_61_79: return 5
        case 0x6A_75_6E: return 6
        case 0x6A_75_6C: return 7
        case 0x61_75_67: return 8
        case 0x73_65_70: return 9
        case 0x6F_63_74: return 10
        case 0x6E_6F_76: return 11
        case 0x64_65_63: return 12
        default: return nil
        }
    }

    /// Reads `+hhmm`, `+hh:mm` or `+hh` at `start`.
    ///
    /// - Returns: milliseconds east and the first byte behind, or `nil`.
    static func zone(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> (east: Int64, next: Int)? {
        guard start + 3 <= end else { return nil }
        let sign = bytes[start]
        let hours = Digits.pair(bytes, at: start + 1)
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), hours >= 0, hours <= 23 else { return nil }
        let colon = start + 3 < end && bytes[start + 3] == UInt8(ascii: ":") ? 1 : 0
        var next = start + 3
        var minutes = 0
        if next + colon + 2 <= end, case let pair = Digits.pair(bytes, at: next + colon), pair >= 0 {
            guard pair <= 59 else { return nil }
            minutes = pair
            next += colon + 2
        }
        let east = Int64(hours * 60 + minutes) * 60_000
        return (sign == UInt8(ascii: "-") ? -east : east, next)
    }
}
