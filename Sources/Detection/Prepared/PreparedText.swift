internal import AccessLog

/// Texts and numbers as printable ASCII whose bytewise order is that of what they stand for.
///
///     text     bytes 22…7D as they are; `!` and two hex digits for those below, `~` and two for those above
///     number   `-` for none, else a letter for the number of digits and the digits: A7 < B12 < C100
///     hash     16 hex digits; nothing for 0
///
/// Fields are separated by tabs, which sort before everything in them, so a text sorts before those that go on from it.
enum PreparedText {
    static let separator = UInt8(ascii: "\t")
    private static let low = UInt8(ascii: "!")
    private static let high = UInt8(ascii: "~")
    private static let digits = Array("0123456789ABCDEF".utf8)

    // MARK: - Writing

    static func append(_ text: Span<UInt8>, to line: inout [UInt8]) {
        for index in text.indices {
            let byte = text[index]
            if byte > low, byte < high {
                line.append(byte)
            } else {
                line.append(byte <= low ? low : high)
                line.append(digits[Int(byte >> 4)])
                line.append(digits[Int(byte & 15)])
            }
        }
    }

    /// Appends 16 hex digits.
    static func append(hex value: UInt64, to line: inout [UInt8]) {
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 4
            line.append(digits[Int(value >> shift & 15)])
        }
    }

    /// Appends a number of so many digits at least.
    static func append(_ value: Int64, width: Int, to line: inout [UInt8]) {
        let text = Array(String(max(0, value)).utf8)
        for _ in 0..<max(0, width - text.count) { line.append(UInt8(ascii: "0")) }
        line += text
    }

    /// Appends a number whose order is that of its text; all below 0 are one.
    static func append(number value: Int64, to line: inout [UInt8]) {
        guard value >= 0 else { return line.append(UInt8(ascii: "-")) }
        let text = Array(String(value).utf8)
        line.append(UInt8(ascii: "A") + UInt8(text.count - 1))
        line += text
    }

    // MARK: - Reading

    /// The places of the separators of a line, with those before its first and behind its last field.
    static func split(_ line: Range<Int>, _ block: Span<UInt8>, into ends: inout [Int]) {
        ends.removeAll(keepingCapacity: true)
        ends.append(line.lowerBound - 1)
        for index in line where block[index] == separator { ends.append(index) }
        ends.append(line.upperBound)
    }

    /// Turns a text into what it stands for, in its place; `nil` where it is none.
    static func decode(_ field: Range<Int>, in block: inout MutableSpan<UInt8>) -> FieldRange? {
        var (read, write) = (field.lowerBound, field.lowerBound)
        while read < field.upperBound {
            let byte = block[read]
            if byte > low, byte < high {
                block[write] = byte
                read += 1
            } else {
                guard byte == low || byte == high, read + 2 < field.upperBound,
                    let first = hexDigit(block[read + 1]), let second = hexDigit(block[read + 2])
                else { return nil }
                block[write] = first << 4 | second
                read += 3
            }
            write += 1
        }
        return write == field.lowerBound ? FieldRange.none : FieldRange(field.lowerBound..<write)
    }

    /// Reads 16 hex digits; nothing is 0.
    static func hex(_ field: Range<Int>, in block: Span<UInt8>) -> UInt64? {
        guard field.count == 16 || field.isEmpty else { return nil }
        var value: UInt64 = 0
        for index in field {
            guard let digit = hexDigit(block[index]) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    /// Reads decimal digits, which must be there and fit.
    static func decimal(_ field: Range<Int>, in block: Span<UInt8>) -> Int64? {
        guard !field.isEmpty, field.count <= 20 else { return nil }
        var value: Int64 = 0
        for index in field {
            let digit = block[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = product.addingReportingOverflow(Int64(digit))
            if isOver || isBeyond { return nil }
            value = sum
        }
        return value
    }

    /// Reads what ``append(number:to:)`` wrote; -1 for none.
    static func number(_ field: Range<Int>, in block: Span<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        if block[first] == UInt8(ascii: "-") { return field.count == 1 ? -1 : nil }
        guard Int(block[first]) == 64 + field.count - 1 else { return nil }
        return decimal(field.dropFirst(), in: block)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
