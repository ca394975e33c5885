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

    /// The classes of eight bytes of ASCII; `nil` where one of them ends the segment, is a percent sign or no ASCII.
    ///
    /// In every byte the highest bit says whether it is of the class: below 128 nothing is carried into the next one.
    @inline(__always)
    static func plain(_ word: UInt64) -> ByteClass? {
        let others = different(word, ASCII.slash) & different(word, ASCII.question)
        guard (word | ~(others & different(word, ASCII.hash) & different(word, ASCII.percent))) & high == 0 else {
            return nil
        }
        let digit = above(word, UInt8(ascii: "0") - 1) & ~above(word, UInt8(ascii: "9"))
        let folded = word | ones * 0x20
        let hex = above(folded, UInt8(ascii: "a") - 1) & ~above(folded, UInt8(ascii: "f"))
        let upper = above(word, UInt8(ascii: "A") - 1) & ~above(word, UInt8(ascii: "Z"))
        let dash = ~different(word, ASCII.dash)
        let sign = ~(different(word, UInt8(ascii: "@")) & different(word, UInt8(ascii: ")")))
        var bits: UInt8 = 0
        if digit & high != 0 { bits |= ByteClass.digit.rawValue }
        if hex & high != 0 { bits |= ByteClass.hexLetter.rawValue }
        if upper & high != 0 { bits |= ByteClass.upper.rawValue }
        if dash & high != 0 { bits |= ByteClass.dash.rawValue }
        if sign & high != 0 { bits |= ByteClass.sign.rawValue }
        if ~(digit | hex | dash | sign) & high != 0 { bits |= ByteClass.other.rawValue }
        return ByteClass(rawValue: bits)
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    /// The highest bit of every byte.
    static var high: UInt64 { ones * 0x80 }

    /// The number of the first of eight bytes that is `byte`; 8 where none is.
    @inline(__always)
    static func first(_ byte: UInt8, in word: UInt64) -> Int {
        zeros(word ^ eight(byte)).trailingZeroBitCount >> 3
    }

    /// Eight times the same byte.
    @inline(__always)
    static func eight(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    /// The highest bit of bytes that are zero. A byte of one behind a zero may be taken for another; the first is one for sure, since
    /// a byte of zeros borrows from those behind it, never from those before it.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & high }

    /// The highest bit of every byte that is not `byte`.
    @inline(__always)
    private static func different(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        (word ^ ones &* UInt64(byte)) &+ ones * 0x7f
    }

    /// The highest bit of every byte above `byte`.
    @inline(__always)
    private static func above(_ word: UInt64, _ byte: UInt8) -> UInt64 { word &+ ones &* UInt64(127 - byte) }

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
