/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// Text that is made to break outputs: controls, marks, wide letters, quotes.
    mutating func hostileText(_ length: Int) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "B", "7", " ", " ", "/", "\"", "\\", "\n", "\r", "\t", "\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{9B}",
            "\u{202E}", "\u{2066}", "\u{200B}", "\u{2028}", "\u{FEFF}", "\u{AD}", "\u{301}", "\u{301}", "\u{E0041}",
            "漢", "字",
            "😀", "é", "\u{A0}", "ﷺ", "\u{FFFD}", "<", "&", "'", "{", "%",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<next(length + 1) { text.append(scalars[next(scalars.count)]) }
        return String(text)
    }
}
