/// What the bytes of a path segment tell at a glance.
struct ByteClass: OptionSet {
    let rawValue: UInt8

    static let percent = ByteClass(rawValue: 0x01)
    static let digit = ByteClass(rawValue: 0x02)
    /// `@` and `)`.
    static let sign = ByteClass(rawValue: 0x04)
    static let dash = ByteClass(rawValue: 0x08)
    /// `a` to `f` and `A` to `F`.
    static let hexLetter = ByteClass(rawValue: 0x10)
    /// `A` to `Z`.
    static let upper = ByteClass(rawValue: 0x20)
    /// Anything else that belongs to a segment, letters from `g` on among it.
    static let other = ByteClass(rawValue: 0x40)
    /// `/`, `?` and `#`.
    static let end = ByteClass(rawValue: 0x80)
    /// A segment with none of these is a plain word, unless it is a UUID without any digit.
    static let telling: ByteClass = [.percent, .digit, .sign]

    /// The class of every byte.
    static let table: [ByteClass] = (0...255).map { of($0) }

    private static func of(_ byte: UInt8) -> ByteClass {
        if ASCII.isDigit(byte) { return .digit }
        if ASCII.isLetter(byte) {
            let letter: ByteClass = ASCII.isHex(byte) ? .hexLetter : .other
            return ASCII.isUpper(byte) ? [letter, .upper] : letter
        }
        switch byte {
        case ASCII.slash, ASCII.question, ASCII.hash: return .end
        case ASCII.percent: return .percent
        case UInt8(ascii: "@"), UInt8(ascii: ")"): return .sign
        case ASCII.dash: return .dash
        default: return .other
        }
    }
}
