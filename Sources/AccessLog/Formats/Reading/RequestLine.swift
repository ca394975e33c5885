/// The three parts of `GET /x HTTP/1.1`.
enum RequestLine {
    /// The longest target that is looked at, bytes after decoding.
    static let longestTarget = 8192

    /// Splits a request into method and target.
    ///
    /// A target may hold spaces if a version stands behind it; without a version it may not.
    /// - Returns: `nil` if the range is not `METHOD target [HTTP/x.y]`.
    @inline(__always)
    static func split(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (method: Range<Int>, target: Range<Int>)? {
        if let parts = splitUsual(bytes, range) { return parts }
        let methodEnd = endOfMethod(bytes, range)
        guard methodEnd > range.lowerBound, methodEnd < range.upperBound,
            bytes[methodEnd] == UInt8(ascii: " ")
        else { return nil }
        var targetEnd = range.upperBound
        if let version = startOfVersion(bytes, methodEnd..<range.upperBound) {
            targetEnd = version
        } else if ByteSearch.first(UInt8(ascii: " "), in: bytes, from: methodEnd + 1, to: targetEnd) != nil {
            return nil
        }
        guard targetEnd > methodEnd + 1 else { return nil }
        return (range.lowerBound..<methodEnd, methodEnd + 1..<targetEnd)
    }

    /// The parts of `GET … HTTP/1.1`, told by two words; `nil` for all else, which the long way reads.
    @inline(__always)
    private static func splitUsual(
        _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> (method: Range<Int>, target: Range<Int>)? {
        let (start, end) = (range.lowerBound, range.upperBound)
        // The first byte stands lowest in a word.
        let (get, version): (UInt64, UInt64) = (0x2054_4547, 0x312e_312f_5054_5448)
        guard range.count > 13, ByteSearch.word(at: start, in: bytes) & 0xffff_ffff == get,
            ByteSearch.word(at: end - 8, in: bytes) == version, bytes[end - 9] == UInt8(ascii: " ")
        else { return nil }
        return (start..<start + 3, start + 4..<end - 9)
    }

    /// Whether a range is 1 to 20 letters, `_` or `-`.
    @inline(__always)
    static func isMethod(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        !range.isEmpty && endOfMethod(bytes, range) == range.upperBound
    }

    /// The first byte behind the method; the range's start if there is none or it is too long.
    @inline(__always)
    private static func endOfMethod(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") else { break }
            index += 1
        }
        // A lone `-` stands for a method that is not known.
        if index == range.lowerBound + 1, bytes[range.lowerBound] == UInt8(ascii: "-") { return range.lowerBound }
        return index - range.lowerBound <= 20 ? index : range.lowerBound
    }

    /// The offset of the space before ` HTTP/1.1`, ` HTTP/2` or the like at the end of a range.
    @inline(__always)
    private static func startOfVersion(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let end = range.upperBound
        if isVersion(bytes, at: end - 9, in: range), bytes[end - 2] == UInt8(ascii: "."),
            Digits.isDigit(bytes[end - 3])
        {
            return end - 9
        }
        return isVersion(bytes, at: end - 7, in: range) ? end - 7 : nil
    }

    /// Whether ` HTTP/` stands at `start` and a digit at the range's end.
    @inline(__always)
    private static func isVersion(_ bytes: Span<UInt8>, at start: Int, in range: Range<Int>) -> Bool {
        guard start >= range.lowerBound else { return false }
        return bytes[start] == UInt8(ascii: " ") && bytes[start + 1] == UInt8(ascii: "H")
            && bytes[start + 2] == UInt8(ascii: "T") && bytes[start + 3] == UInt8(ascii: "T")
            && bytes[start + 4] == UInt8(ascii: "P") && bytes[start + 5] == UInt8(ascii: "/")
            && Digits.isDigit(bytes[range.upperBound - 1])
    }
}
