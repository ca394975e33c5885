/// The hash that a bitmap is made of, once more: 64 by 64 bits are multiplied and their halves folded.
///
/// The page wants a fixed key where a hash reaches a result, and leaves the hash open; so this is not from the page.
enum ModelHash {
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return high ^ low
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The hash of a text.
    static func hash(_ text: LogText) -> UInt64 {
        var rest = text[...]
        var state: UInt64 = 0xa076_1d64_78bd_642f
        if text.isEmpty { return fold(state, 0x8ebc_6af0_9c88_c6e3) }
        while rest.count > 16 {
            state = fold(number(rest.prefix(8)) ^ 0xe703_7ed1_a0b4_28db, number(rest.dropFirst(8).prefix(8)) ^ state)
            rest = rest.dropFirst(16)
        }
        var words: (low: UInt64, high: UInt64) = (rest.reduce(0) { $0 << 8 | UInt64($1) }, 0)
        let width = rest.count >= 8 ? 8 : 4
        if rest.count >= 4 { words = (number(rest.prefix(width)), number(rest.suffix(width))) }
        return fold(
            fold(words.low ^ 0xe703_7ed1_a0b4_28db, words.high ^ state), UInt64(text.count) ^ 0x8ebc_6af0_9c88_c6e3)
    }

    /// The place of an item in a bitmap of 512.
    static func bit(_ item: LogText) -> UInt64 {
        fold(hash(item) ^ 0xa076_1d64_78bd_642f, 0x6661_6e5f_6f75_7421 ^ 0xe703_7ed1_a0b4_28db) >> 55
    }
}
