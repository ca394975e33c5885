/// A compiled line format: literals and captures in turn.
struct Pattern: Sendable {
    /// What a line begins with.
    var prefix = PatternLiteral()
    /// The captures, from left to right.
    var steps: [PatternStep] = []
    /// The bytes of all literals from their ninth on.
    var longLiterals: [UInt8] = []
    /// Whether the stamp is put together from pieces.
    var stampIsInPieces = false
}

extension Pattern {
    /// Whether a literal stands at `start` and ends at or before `end`.
    @inline(__always)
    func matches(_ literal: PatternLiteral, _ bytes: Span<UInt8>, at start: Int, to end: Int) -> Bool {
        guard literal.count <= end - start else { return false }
        guard start + 8 <= bytes.count else { return matchesAtBlockEnd(literal, bytes, at: start) }
        guard ByteSearch.word(at: start, in: bytes) & literal.mask == literal.word else { return false }
        return literal.count <= 8 || restMatches(literal, bytes, at: start + 8)
    }

    /// The offset of the first place in `start..<end` where a literal stands; `end` for the empty one.
    @inline(__always)
    func find(_ literal: PatternLiteral, _ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        if literal.count == 0 { return end }
        var from = start
        while let hit = ByteSearch.first(literal.first, in: bytes, from: from, to: end) {
            if matches(literal, bytes, at: hit, to: end) { return hit }
            from = hit + 1
        }
        return nil
    }

    /// As ``find(_:_:from:to:)``, for a literal whose first byte is a quote that must not be escaped.
    @inline(__always)
    func findQuoted(
        _ literal: PatternLiteral, _ bytes: Span<UInt8>, from start: Int, to end: Int, hasEscapes: Bool
    ) -> Int? {
        var from = start
        while let hit = ByteSearch.first(literal.first, in: bytes, from: from, to: end) {
            let isText = hasEscapes && EscapedText.isEscaped(bytes, at: hit, from: start)
            if !isText, matches(literal, bytes, at: hit, to: end) { return hit }
            from = hit + 1
        }
        return nil
    }

    /// As ``find(_:_:from:to:)``, for a literal that begins with a space, behind several texts: `a, b` as X-Forwarded-For and
    /// nginx have them, `a : b` where nginx went on to another group of servers.
    func findBehindList(_ literal: PatternLiteral, _ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        var from = start
        while let hit = find(literal, bytes, from: from, to: end) {
            let isBehindSign =
                hit > start && bytes[hit - 1] == UInt8(ascii: ",")
                || hit > start + 1 && bytes[hit - 1] == UInt8(ascii: ":") && bytes[hit - 2] == UInt8(ascii: " ")
            let isBeforeColon =
                hit + 2 < end && bytes[hit + 1] == UInt8(ascii: ":") && bytes[hit + 2] == UInt8(ascii: " ")
            if !isBehindSign, !isBeforeColon { return hit }
            from = hit + 1
        }
        return nil
    }

    /// Compares byte by byte where eight bytes would reach beyond the block; the literal itself does not.
    @inline(never)
    private func matchesAtBlockEnd(_ literal: PatternLiteral, _ bytes: Span<UInt8>, at start: Int) -> Bool {
        for index in 0..<literal.count where UInt64(bytes[start + index]) != literal.word >> UInt64(index * 8) & 0xFF {
            return false
        }
        return true
    }

    @inline(never)
    private func restMatches(_ literal: PatternLiteral, _ bytes: Span<UInt8>, at start: Int) -> Bool {
        for (index, position) in literal.rest.enumerated() where bytes[start + index] != longLiterals[position] {
            return false
        }
        return true
    }
}
