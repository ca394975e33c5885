/// Dates and times as they stand in URLs. Only the shape counts, not whether the day exists.
enum DateText {
    /// Whether `dddd-dd-dd` stands at `at`.
    static func isDate(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        guard at + 10 <= bytes.count else { return false }
        for index in 0..<10 {
            let byte = bytes[at + index]
            if index == 4 || index == 7 ? byte != ASCII.dash : !ASCII.isDigit(byte) { return false }
        }
        return true
    }

    /// Whether the bytes are `dddd-dd-dd[T +]dd:dd(:dd([.,]d+)?)?(Z|[+ -]dd:?dd)?`, whole.
    static func isDateTime(_ bytes: Span<UInt8>) -> Bool {
        guard isDate(bytes, 0), bytes.count >= 16 else { return false }
        let mark = bytes[10]
        guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") || mark == UInt8(ascii: "+") else { return false }
        guard isTwoDigits(bytes, 11), bytes[13] == ASCII.colon, isTwoDigits(bytes, 14) else { return false }
        var at = 16
        if at < bytes.count, bytes[at] == ASCII.colon {
            guard isTwoDigits(bytes, at + 1) else { return false }
            at = skipFraction(bytes, at + 3)
        }
        return isZone(bytes, at)
    }

    private static func isTwoDigits(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        at + 2 <= bytes.count && ASCII.isDigit(bytes[at]) && ASCII.isDigit(bytes[at + 1])
    }

    private static func skipFraction(_ bytes: Span<UInt8>, _ at: Int) -> Int {
        guard at < bytes.count, bytes[at] == ASCII.dot || bytes[at] == UInt8(ascii: ",") else { return at }
        var end = at + 1
        while end < bytes.count, ASCII.isDigit(bytes[end]) { end += 1 }
        return end > at + 1 ? end : at
    }

    private static func isZone(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        let left = bytes.count - at
        if left == 0 { return true }
        let sign = bytes[at]
        if left == 1 { return sign == UInt8(ascii: "Z") }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: " ") || sign == ASCII.dash else { return false }
        guard isTwoDigits(bytes, at + 1) else { return false }
        if left == 5 { return isTwoDigits(bytes, at + 3) }
        return left == 6 && bytes[at + 3] == ASCII.colon && isTwoDigits(bytes, at + 4)
    }
}
