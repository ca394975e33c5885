internal import AccessLog

/// A path of which a look tells where its segments and identifiers are: it begins with `/`, has no empty segment, and identifiers
/// that count are numbers or UUIDs in lower case.
///
///     /MSDEMO/Estates/4711/Pictures?size=2      the same as /{installation}/Estates/{id}/Pictures to template, route and quotas
///      installation  id   word
///              word
///
/// Whether it is canonical as it is, follows from its words alone.
struct PlainPath {
    /// Words and the places of all else, joined with a seed.
    private(set) var fingerprint: UInt64
    /// Where the path ends in the target.
    private(set) var end = 0
    /// Where the first three segments end, or the path where it has fewer.
    private var ends: (Int, Int, Int)
    /// The number of the first segment that is no word, beyond all others where all are.
    private var firstOther = Int.max

    /// Looks at a target; `nil` where its path takes more than a look.
    ///
    /// - Parameters:
    ///   - block: the block that the target lies in.
    ///   - target: where the request target stands, as sent.
    ///   - seed: what paths are told apart with, besides what is in them.
    ///   - isShared: whether it makes no difference which installation the first segment names.
    ///   - installations: tells whether it names one.
    init?(
        _ block: Span<UInt8>, _ target: Range<Int>, seed: UInt64, isShared: Bool,
        _ installations: inout InstallationPattern
    ) {
        guard target.count > 1, target.count <= CanonicalURL.longestTarget, block[target.lowerBound] == ASCII.slash
        else { return nil }
        ends = (0, 0, 0)
        fingerprint = seed
        var (start, depth) = (target.lowerBound + 1, 0)
        var glance = Glance(block, from: start, to: target.upperBound)
        while true {
            let length = glance.segment(block, from: start, to: target.upperBound)
            guard length > 0, depth < CanonicalURL.mostSegments else { return nil }
            depth += 1
            let stop = start + length
            let segment = block.extracting(start..<stop)
            if depth == 1
                ? isShared && Self.isInstallation(segment, &installations) : glance.isIdentifier(block, start, length)
            {
                fingerprint = StableHash.join(fingerprint, 1)
                firstOther = min(firstOther, depth)
            } else {
                fingerprint = StableHash.hash(segment, seed: fingerprint)
            }
            end = stop - target.lowerBound
            if depth == 1 { ends.0 = end } else if depth == 2 { ends.1 = end } else if depth == 3 { ends.2 = end }
            if stop == target.upperBound || block[stop] == ASCII.question { break }
            start = stop + 1
        }
        if depth < 3 { ends.2 = end }
        if depth < 2 { ends.1 = end }
        fingerprint |= 1
    }

    /// Whether a segment is an installation, and no more than a word.
    @inline(__always)
    private static func isInstallation(_ segment: Span<UInt8>, _ installations: inout InstallationPattern) -> Bool {
        // Longer ones may be UUIDs.
        guard segment.count < 32 else { return false }
        if installations.isUsual { return installations.matches(segment) }
        for index in segment.indices where !ASCII.isLetter(segment[index]) && !ASCII.isDigit(segment[index]) {
            return false
        }
        return installations.matches(segment)
    }

    /// Makes the answer for another path of the same words that of this one.
    @inline(__always)
    func complete(_ answer: inout TargetMemo.Answer, _ target: Span<UInt8>) {
        if firstOther < .max {
            if firstOther == 1 { answer.base = StableHash.hash(target.extracting(0..<ends.0)) }
            if firstOther <= 2 { answer.collection = StableHash.hash(target.extracting(0..<ends.1)) }
            answer.path = StableHash.hash(target.extracting(0..<end))
            if firstOther <= 3 {
                answer.object = ends.2 == end ? answer.path : StableHash.hash(target.extracting(0..<ends.2))
            }
        }
        answer.resource = answer.path
    }
}

/// Up to 64 bytes of a target: where segments end, and what is a digit.
private struct Glance {
    private var place: Int
    private var stops: UInt64
    private var digits: UInt64

    /// Looks at the bytes from `start` on; the target ends at `end`.
    @inline(__always)
    init(_ block: Span<UInt8>, from start: Int, to end: Int) {
        place = start
        stops = ByteMask.either(ASCII.slash, ASCII.question, in: block, at: start)
        digits = ByteMask.digits(in: block, at: start)
        if end - start < 64 { stops |= 1 << UInt64(end - start) }
    }

    /// The length of the segment that begins at `start`, 0 where it is longer than a look.
    @inline(__always)
    mutating func segment(_ block: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var left = stops >> UInt64(start - place)
        if left == 0 {
            self = Glance(block, from: start, to: end)
            left = stops
        }
        return left == 0 ? 0 : left.trailingZeroBitCount
    }

    /// Whether the segment that was asked for last is a number or a UUID in lower case.
    @inline(__always)
    func isIdentifier(_ block: Span<UInt8>, _ start: Int, _ length: Int) -> Bool {
        if length == 36 { return isLowerUUID(block, start) }
        return ~digits >> UInt64(start - place) & (1 << UInt64(length) - 1) == 0
    }

    @inline(never)
    private func isLowerUUID(_ block: Span<UInt8>, _ start: Int) -> Bool {
        let all: UInt64 = 1 << 36 - 1
        let dashes: UInt64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23
        return ByteMask.equal(ASCII.dash, in: block, at: start) & all == dashes
            && (ByteMask.lowerHex(in: block, at: start) | dashes) & all == all
    }
}
