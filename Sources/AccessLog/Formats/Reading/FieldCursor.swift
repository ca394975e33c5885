/// Walks over the fields of a line that single spaces part; a field in quotes may hold spaces.
struct FieldCursor {
    /// The first byte of the next field; behind ``end`` once the last one was taken.
    var next: Int
    let end: Int

    init(_ line: Range<Int>) {
        next = line.lowerBound
        end = line.upperBound
    }

    /// Whether the line has no further field.
    var isAtEnd: Bool { next > end }

    /// The next field without quotes, up to the next space or the line's end; `nil` behind the last.
    @inline(__always)
    mutating func plain(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard next <= end else { return nil }
        let stop = ByteSearch.first(UInt8(ascii: " "), in: bytes, from: next, to: end) ?? end
        let field = next..<stop
        next = stop + 1
        return field
    }

    /// The next field, which stands in quotes, without them; `nil` if it does not, or is cut off.
    ///
    /// A quote ends it that no backslash escapes, with a space or the line's end behind it.
    @inline(__always)
    mutating func quoted(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard next < end, bytes[next] == UInt8(ascii: "\"") else { return nil }
        let start = next + 1
        var from = start
        while let hit = ByteSearch.first(UInt8(ascii: "\""), in: bytes, from: from, to: end) {
            let isLast = hit + 1 == end || bytes[hit + 1] == UInt8(ascii: " ")
            if isLast, !EscapedText.isEscaped(bytes, at: hit, from: start) {
                next = hit + 2
                return start..<hit
            }
            from = hit + 1
        }
        return nil
    }

    /// The next field, with or without quotes.
    mutating func any(_ bytes: Span<UInt8>) -> Range<Int>? {
        next < end && bytes[next] == UInt8(ascii: "\"") ? quoted(bytes) : plain(bytes)
    }
}
