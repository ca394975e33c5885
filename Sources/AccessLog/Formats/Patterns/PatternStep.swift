/// One capture of a compiled pattern and the literal behind it. Trivial, so that a step costs no reference counting.
struct PatternStep: Sendable {
    /// How the end of the captured text is found.
    enum Shape: UInt8, Sendable {
        /// Up to the literal.
        case text
        /// Up to the literal, which begins with a quote that no backslash escapes.
        case quoted
        /// `17/May/2015:10:05:03 +0000`.
        case commonLogStamp
        /// `2026-03-02T07:02:17+01:00` and its kin.
        case isoStamp
        /// `1772434937.123`.
        case epochStamp
        /// A part of a stamp (``piece``).
        case stampPiece
        /// Up to the next space or the line's end; neither belongs to a literal.
        case word
        /// The further fields behind a `combined` line, to the line's end.
        case extras
        /// The further fields behind a `common` line; the first one has no quote, or the line would be `combined`.
        case plainExtras
    }

    var shape: Shape
    var role: FieldRole
    var piece: StampPiece = .literal
    /// One bit for each of the four custom fields that this capture fills.
    var custom: UInt8 = 0
    /// The literal behind the capture.
    var literal = PatternLiteral()
    /// Whether nothing but a closing quote comes behind, so that the line's end may cut it off.
    var mayBeCut = false
}

/// The literal between two captures: its first eight bytes as a word, the rest in the pattern's store.
struct PatternLiteral: Sendable, Equatable {
    /// The first byte, which is searched for.
    var first: UInt8 = 0
    /// All bytes, counted.
    var count = 0
    /// Up to eight bytes, the first one lowest.
    var word: UInt64 = 0
    /// The bits of `word` that count.
    var mask: UInt64 = 0
    /// Where the bytes from the ninth on lie in ``Pattern/longLiterals``.
    var rest: Range<Int> = 0..<0

    /// An empty literal, which stands for the line's end.
    init() {}

    /// Makes a literal; bytes from the ninth on are appended to `store`.
    init(_ bytes: [UInt8], store: inout [UInt8]) {
        first = bytes.first ?? 0
        count = bytes.count
        for (index, byte) in bytes.prefix(8).enumerated() {
            word |= UInt64(byte) << UInt64(index * 8)
            mask |= 0xFF << UInt64(index * 8)
        }
        let start = store.count
        store += bytes.dropFirst(8)
        rest = start..<store.count
    }
}
