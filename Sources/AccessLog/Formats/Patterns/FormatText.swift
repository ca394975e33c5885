/// The text of a format and a place in it; remembers columns, so that messages can name them.
struct FormatText {
    private let bytes: [UInt8]
    private let columns: [Int]
    private var position = 0

    /// Takes a text as it is.
    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
        columns = Array(1...max(bytes.count, 1))
    }

    /// Takes a text as it stands in an nginx configuration: parts in single quotes are joined, what is between them dropped.
    init(joiningQuotes text: some StringProtocol) {
        let whole = FormatText(text)
        guard whole.bytes.first == UInt8(ascii: "'") else {
            self = whole
            return
        }
        var isInside = false
        var kept: [(byte: UInt8, column: Int)] = []
        for (index, byte) in whole.bytes.enumerated() {
            if byte == UInt8(ascii: "'") { isInside.toggle() } else if isInside { kept.append((byte, index + 1)) }
        }
        bytes = kept.map(\.byte)
        columns = kept.map(\.column)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The column of the next byte, counted from 1.
    var column: Int { position < columns.count ? columns[position] : bytes.count + 1 }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Steps over the next byte.
    mutating func take() -> UInt8? {
        guard let byte = next else { return nil }
        position += 1
        return byte
    }

    /// Steps over a byte if it is the next one.
    mutating func take(_ character: Character) -> Bool {
        guard next != nil, next == character.asciiValue else { return false }
        position += 1
        return true
    }

    /// Steps over bytes as long as they belong to a set.
    mutating func take(while belongs: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, belongs(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
