/// The values of single fields, common to all formats.
enum FieldValues {
    /// A field's text; `-` and nothing are absent.
    @inline(__always)
    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> FieldRange {
        isAbsent(bytes, range) ? .none : FieldRange(range)
    }

    /// The first of several texts with commas between them.
    static func firstOfList(_ bytes: Span<UInt8>, _ list: FieldRange) -> FieldRange {
        let range = list.range
        guard let comma = ByteSearch.first(UInt8(ascii: ","), in: bytes, from: range.lowerBound, to: range.upperBound)
        else { return list }
        return text(bytes, range.lowerBound..<comma)
    }

    /// Whether a field is `-` or nothing.
    @inline(__always)
    static func isAbsent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.isEmpty || range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-")
    }

    /// Reads a status of three digits; `-` is none.
    ///
    /// - Returns: whether it was one of these.
    @inline(__always)
    static func readStatus(_ bytes: Span<UInt8>, _ range: Range<Int>, _ record: inout AccessRecord) -> Bool {
        guard range.count == 3, let status = Digits.whole(bytes, range) else {
            return range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-")
        }
        record.status = UInt16(truncatingIfNeeded: status)
        return true
    }

    /// Reads a number of bytes; `-` is 0.
    ///
    /// - Returns: whether it was one of these.
    @inline(__always)
    static func readBytes(_ bytes: Span<UInt8>, _ range: Range<Int>, _ record: inout AccessRecord) -> Bool {
        if let count = Digits.whole(bytes, range) {
            record.bytes = count
            return true
        }
        record.bytes = 0
        return range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-")
    }

    /// Splits a request into the record's method and target.
    ///
    /// - Returns: whether it was one.
    @inline(__always)
    static func readRequest(_ bytes: Span<UInt8>, _ range: Range<Int>, _ record: inout AccessRecord) -> Bool {
        guard let parts = RequestLine.split(bytes, range) else { return false }
        record.method = FieldRange(parts.method)
        record.target = FieldRange(parts.target)
        return true
    }

    /// A duration in whole milliseconds; `nil` for `-`, for several with commas, and for what is no number.
    static func duration(_ bytes: Span<UInt8>, _ range: Range<Int>, _ unit: FieldRole) -> Int64? {
        guard let number = DecimalNumber(bytes, range) else { return nil }
        switch unit {
        case .milliseconds: return number.scaled(by: 0)
        case .microseconds: return number.scaled(by: -3)
        default: return number.scaled(by: 3)
        }
    }

    /// Whether a field looks like an IPv4 or IPv6 address: a hexadecimal digit or colon first, a point or colon in it.
    @inline(__always)
    static func looksLikeAddress(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if range.count < 3 { return false }
        var hasSeparator = false
        for index in range {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") {
                hasSeparator = true
            } else if EscapedText.hexadecimal(byte) == nil {
                return false
            }
        }
        return hasSeparator
    }
}

extension AccessRecord {
    /// Puts a text into the custom fields whose bits are set.
    @inline(__always)
    mutating func setCustom(_ fields: UInt8, _ text: FieldRange) {
        for index in 0..<4 where fields & (1 << UInt8(index)) != 0 { custom[index] = text }
    }
}
