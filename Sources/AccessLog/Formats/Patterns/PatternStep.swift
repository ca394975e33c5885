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
        /// Up to the literal, which begins with a space; spaces between the parts of a list are no end.
        case list
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
///
/// Kept small: a step with its literal is copied for every field of every line.
struct PatternLiteral: Sendable, Equatable {
    /// Up to eight bytes, the first one lowest.
    private(set) var word: UInt64 = 0
    /// The bits of `word` that count.
    private(set) var mask: UInt64 = 0
    private let shortCount: UInt16
    private let restStart: UInt16

    /// An empty literal, which stands for the line's end.
    init() {
        shortCount = 0
        restStart = 0
    }

    /// Makes a literal; bytes from the ninth on are appended to `store`, which must hold less than 64 KiB then.
    init(_ bytes: [UInt8], store: inout [UInt8]) {
        shortCount = UInt16(truncatingIfNeeded: bytes.count)
        restStart = UInt16(truncatingIfNeeded: store.count)
        for (index, byte) in bytes.prefix(8).enumerated() {
            word |= UInt64(byte) << UInt64(index * 8)
            mask |= 0xFF << UInt64(index * 8)
        }
        store += bytes.dropFirst(8)
    }

    /// All bytes, counted.
    @inline(__always)
    var count: Int { Int(shortCount) }

    /// The first byte, which is searched for.
    @inline(__always)
    var first: UInt8 { UInt8(truncatingIfNeeded: word) }

    /// Where the bytes from the ninth on lie in ``Pattern/longLiterals``.
    var rest: Range<Int> { Int(restStart)..<Int(restStart) + max(count - 8, 0) }
}
