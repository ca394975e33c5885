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
    let end: Int
    /// Where the first three segments end, or the path where it has fewer.
    private var ends: (Int, Int, Int)
    /// The number of the first segment that is no word, beyond all others where all are.
    private var firstOther = Int.max

    /// Looks at a target; `nil` where its path takes more than a look.
    ///
    /// - Parameters:
    ///   - target: the request target as sent.
    ///   - seed: what paths are told apart with, besides what is in them.
    ///   - isShared: whether it makes no difference which installation the first segment names.
    ///   - installations: tells whether it names one.
    init?(
        _ target: Span<UInt8>, seed: UInt64, isShared: Bool, _ installations: inout InstallationPattern
    ) {
        guard target.count > 1, target.count <= CanonicalURL.longestTarget, target[0] == ASCII.slash else { return nil }
        end = ByteSearch.first(ASCII.question, in: target, from: 0, to: target.count) ?? target.count
        ends = (end, end, end)
        fingerprint = seed
        var (start, depth) = (1, 0)
        while true {
            let stop = Self.endOfSegment(target, from: start, to: end)
            guard stop > start, depth < CanonicalURL.mostSegments else { return nil }
            depth += 1
            let segment = target.extracting(start..<stop)
            if depth == 1 ? isShared && Self.isInstallation(segment, &installations) : Self.isIdentifier(segment) {
                fingerprint = StableHash.join(fingerprint, 1)
                firstOther = min(firstOther, depth)
            } else {
                fingerprint = StableHash.hash(segment, seed: fingerprint)
            }
            if depth == 1 { ends.0 = stop } else if depth == 2 { ends.1 = stop } else if depth == 3 { ends.2 = stop }
            if stop == end { break }
            start = stop + 1
        }
        fingerprint |= 1
    }

    /// Where the segment ends that begins at `start`; the path ends at `end`.
    @inline(__always)
    private static func endOfSegment(_ target: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index + 8 <= target.count {
            // Safe: eight bytes are left.
            let word = unsafe target.withUnsafeBytes { bytes in
                unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            }
            let slash = ByteClass.first(ASCII.slash, in: word)
            index += slash
            if slash < 8 || index >= end { return min(index, end) }
        }
        while index < end, target[index] != ASCII.slash { index += 1 }
        return min(index, end)
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

    @inline(__always)
    private static func isIdentifier(_ segment: Span<UInt8>) -> Bool {
        if !ASCII.isHex(segment[0]) { return false }
        if segment.count == 36 { return isLowerUUID(segment) }
        for index in segment.indices where !ASCII.isDigit(segment[index]) { return false }
        return true
    }

    /// Whether 36 bytes are a UUID in lower case.
    private static func isLowerUUID(_ segment: Span<UInt8>) -> Bool {
        // Safe: the words lie in the 36 bytes.
        unsafe segment.withUnsafeBytes { bytes in
            var (misplaced, belonging) = (UInt64(0), ByteClass.high)
            func look(at start: Int, dashes: UInt64) {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                let found = ByteClass.dashesInLowerHex(UInt64(littleEndian: word))
                misplaced |= found.dashes ^ dashes
                belonging &= found.belongs
            }
            look(at: 0, dashes: 0)
            look(at: 8, dashes: 0x0000_8000_0000_0080)
            look(at: 16, dashes: 0x8000_0000_0080_0000)
            look(at: 24, dashes: 0)
            look(at: 28, dashes: 0)
            return misplaced == 0 && belonging == ByteClass.high
        }
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
