/// Addresses that stand in a line together with a port.
enum ClientAddress {
    /// The first address of a list, without the port behind it, where there is one.
    static func alone(_ bytes: Span<UInt8>, _ range: Range<Int>) -> FieldRange {
        let first = FieldValues.firstOfList(bytes, FieldValues.text(bytes, range))
        let text = first.range
        guard let colon = ByteSearch.first(UInt8(ascii: ":"), in: bytes, from: text.lowerBound, to: text.upperBound)
        else { return first }
        // A bare address of version 6 has more than one colon, and no port.
        let hasPort =
            bytes[text.lowerBound] == UInt8(ascii: "[")
            || ByteSearch.first(UInt8(ascii: ":"), in: bytes, from: colon + 1, to: text.upperBound) == nil
        return hasPort ? withoutPort(bytes, text) : first
    }

    /// The address of `192.0.2.1:443`, `2001:db8::1:443` or `[2001:db8::1]:443`; of a text without a colon, all of it.
    @inline(__always)
    static func withoutPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> FieldRange {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] != UInt8(ascii: ":") { end -= 1 }
        guard end > range.lowerBound else { return FieldValues.text(bytes, range) }
        let hasBrackets =
            end - range.lowerBound > 3 && bytes[range.lowerBound] == UInt8(ascii: "[")
            && bytes[end - 2] == UInt8(ascii: "]")
        return hasBrackets
            ? FieldValues.text(bytes, range.lowerBound + 1..<end - 2)
            : FieldValues.text(bytes, range.lowerBound..<end - 1)
    }
}
