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

    // MARK: - Writing

    static func append(_ text: Span<UInt8>, to line: inout [UInt8]) {
        var start = 0
        for index in text.indices where !isPlain(text[index]) {
            let byte = text[index]
            line.append(copying: text.extracting(start..<index))
            line.append(byte <= low ? low : high)
            line.append(hexDigit(of: byte >> 4))
            line.append(hexDigit(of: byte & 15))
            start = index + 1
        }
        line.append(copying: text.extracting(start..<text.count))
    }

    private static func isPlain(_ byte: UInt8) -> Bool { byte > low && byte < high }

    private static func hexDigit(of value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }

    /// Appends 16 hex digits.
    static func append(hex value: UInt64, to line: inout [UInt8]) {
        line.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 16))
        var (place, rest) = (line.count, value)
        while rest > 0 {
            place -= 1
            line[place] = hexDigit(of: UInt8(rest & 15))
            rest >>= 4
        }
    }

    /// Appends a number of so many digits at least.
    static func append(_ value: Int64, width: Int, to line: inout [UInt8]) {
        append(max(0, value), digits: max(width, digitCount(max(0, value))), to: &line)
    }

    /// Appends a number whose order is that of its text; all below 0 are one.
    static func append(number value: Int64, to line: inout [UInt8]) {
        guard value >= 0 else { return line.append(UInt8(ascii: "-")) }
        let count = digitCount(value)
        line.append(UInt8(ascii: "A") + UInt8(count - 1))
        append(value, digits: count, to: &line)
    }

    private static func append(_ value: Int64, digits count: Int, to line: inout [UInt8]) {
        line.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        var (place, rest) = (line.count, value)
        while rest > 0 {
            place -= 1
            line[place] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }

    private static func digitCount(_ value: Int64) -> Int {
        var (count, rest) = (1, value)
        while rest >= 10 {
            count += 1
            rest /= 10
        }
        return count
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
        var read = field.lowerBound
        while read < field.upperBound, isPlain(block[read]) { read += 1 }
        var write = read
        while read < field.upperBound {
            let byte = block[read]
            if isPlain(byte) {
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
