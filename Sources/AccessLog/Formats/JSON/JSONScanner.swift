/// Walks over one JSON object and reports the values whose paths a table knows.
///
/// Checks the grammar (RFC 8259) as far as a shape goes: brackets, commas, numbers, escapes. Control characters in strings
/// and bytes that are no UTF-8 pass, since logs hold them.
struct JSONScanner {
    enum Expectation {
        case keyOrEnd
        case key
        case value
        case valueOrEnd
        case commaOrEnd
    }

    var cursor: Int
    let end: Int
    /// Whether the line holds a backslash at all.
    let hasEscapes: Bool
    /// Whether `-`, and nothing at all, pass for a value that is absent.
    let isLenient: Bool
    /// How many containers are open, at most 64.
    var depth = 0
    /// One bit a container, set for objects.
    private var objects: UInt64 = 0
    /// How many of them are arrays; inside of one, paths are not looked at.
    private var arrays = 0
    /// The keys that lead to the cursor, the outermost first; the ninth level and deeper ones are not looked at.
    private var keys: InlineArray<8, FieldRange> = .init(repeating: .none)
    /// The hashes of the paths that the keys make; the first one stands for the line itself.
    private var paths: InlineArray<9, UInt64> = .init(repeating: 0)
    /// What the key read last means.
    var entry: JSONFieldTable.Entry?
    var expectation = Expectation.value

    init(_ range: Range<Int>, hasEscapes: Bool, isLenient: Bool) {
        self.isLenient = isLenient
        cursor = range.lowerBound
        end = range.upperBound
        self.hasEscapes = hasEscapes
    }

    /// Steps over spaces.
    ///
    /// - Returns: the next byte, or `nil` at the end.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>) -> UInt8? {
        while cursor < end {
            let byte = bytes[cursor]
            if byte != UInt8(ascii: " "), byte != 0x09, byte != 0x0D { return byte }
            cursor += 1
        }
        return nil
    }

    /// Opens an object or array that begins at the cursor; what an array's key means holds for its first element.
    mutating func open(isObject: Bool) -> Bool {
        guard depth < 64 else { return false }
        let bit: UInt64 = 1 << UInt64(depth)
        objects = isObject ? objects | bit : objects & ~bit
        arrays += isObject ? 0 : 1
        depth += 1
        cursor += 1
        if isObject || arrays > 1 { entry = nil }
        expectation = isObject ? .keyOrEnd : .valueOrEnd
        return true
    }

    /// Closes the innermost container, whose kind must be the bracket's.
    mutating func close(isObject: Bool) -> Bool {
        guard depth > 0, isInObject == isObject else { return false }
        depth -= 1
        arrays -= isObject ? 0 : 1
        entry = nil
        cursor += 1
        expectation = .commaOrEnd
        return true
    }

    /// Whether the innermost container is an object.
    var isInObject: Bool { objects >> UInt64(depth - 1) & 1 == 1 }

    /// Reads the key at the cursor and the colon behind it, and looks up what the path means.
    @inline(__always)
    mutating func key(_ bytes: Span<UInt8>, _ table: JSONFieldTable) -> Bool {
        guard let key = string(bytes), next(bytes) == UInt8(ascii: ":") else { return false }
        cursor += 1
        expectation = .value
        entry = nil
        if arrays == 0, depth <= 8 {
            keys[depth - 1] = FieldRange(key)
            paths[depth] = JSONFieldTable.hash(key, below: paths[depth - 1], bytes)
            entry = table.find(paths[depth], keys, depth: depth - 1, bytes)
        }
        return true
    }

    /// Reads the string whose first quote stands at the cursor; its escapes are looked at but not decoded.
    @inline(__always)
    mutating func string(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard cursor < end, bytes[cursor] == UInt8(ascii: "\"") else { return nil }
        let start = cursor + 1
        var from = start
        while let hit = ByteSearch.first(UInt8(ascii: "\""), in: bytes, from: from, to: end) {
            if !hasEscapes || !EscapedText.isEscaped(bytes, at: hit, from: start) {
                cursor = hit + 1
                return !hasEscapes || JSONText.isWellFormed(start..<hit, bytes) ? start..<hit : nil
            }
            from = hit + 1
        }
        return nil
    }

    /// Reads the number, `true`, `false` or `null` at the cursor.
    @inline(__always)
    mutating func scalar(_ bytes: Span<UInt8>) -> Range<Int>? {
        let start = cursor
        while cursor < end, JSONScanner.isScalar(bytes[cursor]) { cursor += 1 }
        let range = start..<cursor
        if JSONScanner.isNumber(range, bytes) { return range }
        let isWord =
            range.spells("null", in: bytes) || range.spells("true", in: bytes) || range.spells("false", in: bytes)
        if isWord { return range }
        return isLenient && FieldValues.isAbsent(bytes, range) ? range : nil
    }

    /// Letters, digits, `+`, `-` and `.`.
    private static func isScalar(_ byte: UInt8) -> Bool {
        Digits.isDigit(byte) || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Whether a range is `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`.
    private static func isNumber(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let end = range.upperBound
        var start = range.lowerBound
        if start < end, bytes[start] == UInt8(ascii: "-") { start += 1 }
        var next = Digits.end(bytes, from: start, to: end)
        guard next > start, next == start + 1 || bytes[start] != UInt8(ascii: "0") else { return false }
        if next < end, bytes[next] == UInt8(ascii: ".") {
            let fraction = next + 1
            next = Digits.end(bytes, from: fraction, to: end)
            if next == fraction { return false }
        }
        if next < end, bytes[next] | 0x20 == UInt8(ascii: "e") {
            next += 1
            if next < end, bytes[next] == UInt8(ascii: "+") || bytes[next] == UInt8(ascii: "-") { next += 1 }
            let power = next
            next = Digits.end(bytes, from: power, to: end)
            if next == power { return false }
        }
        return next == end
    }
}
