/// Compact JSON (RFC 8259), appended value by value; commas come by themselves.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Forgets what was handed on; the buffer stays allocated.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Begins a line for the next value of an array; white space between values means nothing.
    mutating func startLine() {
        separate()
        needsComma = false
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Ends a document; the next value stands on its own.
    mutating func endDocument() {
        needsComma = false
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func object(_ content: (inout JSONText) -> Void) {
        open(UInt8(ascii: "{"))
        content(&self)
        close(UInt8(ascii: "}"))
    }

    mutating func array<Item>(_ items: some Sequence<Item>, _ content: (inout JSONText, Item) -> Void) {
        open(UInt8(ascii: "["))
        for item in items { content(&self, item) }
        close(UInt8(ascii: "]"))
    }

    mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    mutating func name(_ name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func value(_ number: Int64?) {
        separate()
        bytes += (number.map(String.init) ?? "null").utf8
        needsComma = true
    }

    mutating func value(_ flag: Bool) {
        separate()
        bytes += (flag ? "true" : "false").utf8
        needsComma = true
    }

    mutating func value(_ text: String?) {
        guard let text else { return value(Int64?.none) }
        separate()
        bytes.append(UInt8(ascii: "\""))
        append(escaping: text)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    mutating func field(_ name: String, _ number: Int64?) {
        self.name(name)
        value(number)
    }

    mutating func field(_ name: String, _ text: String?) {
        self.name(name)
        value(text)
    }

    /// Milliseconds since 1970, as RFC 3339.
    mutating func field(_ name: String, time: Int64?) {
        self.name(name)
        value(time.map { CivilTime(milliseconds: $0).rfc3339 })
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func append(escaping text: String) {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        {
            bytes += text.utf8
            return
        }
        for scalar in text.unicodeScalars { append(escaping: scalar) }
    }

    /// Beside what the format demands, all that could steer or reorder a terminal is written as `\uXXXX`.
    private mutating func append(escaping scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: scalar.value)]
        case "\n": bytes += "\\n".utf8
        case "\r": bytes += "\\r".utf8
        case "\t": bytes += "\\t".utf8
        case _ where DisplayText.isUnsafe(scalar):
            for unit in String(scalar).utf16 { append(escaping: unit) }
        default: bytes += String(scalar).utf8
        }
    }

    private mutating func append(escaping unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += "\\u".utf8
        bytes += String(repeating: "0", count: 4 - digits.utf8.count).utf8
        bytes += digits.utf8
    }
}
