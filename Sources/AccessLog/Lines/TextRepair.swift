/// Makes valid UTF-8 of bytes: each piece that is none becomes U+FFFD.
///
/// Engines that hand text around repair it so on their way. Where every reader does, keys and URLs are the same wherever a
/// log is read. The pieces are those of Java's decoder: the longest start of a character that breaks off, and a whole
/// surrogate half.
public enum TextRepair {
    private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

    /// Repairs the first `count` bytes of a block; those behind are lost where anything was to be repaired.
    ///
    /// - Complexity: a look at each byte; nothing is copied where all is well.
    public static func repair(_ bytes: inout [UInt8], _ count: inout Int) {
        guard let fault = firstFault(bytes.span.extracting(0..<count)) else { return }
        bytes = repaired(bytes.span.extracting(0..<count), from: fault)
        count = bytes.count
    }

    /// Where the first piece begins that is no character.
    private static func firstFault(_ bytes: Span<UInt8>) -> Int? {
        var index = 0
        while let next = firstBeyondASCII(bytes, from: index) {
            index = next
            while index < bytes.count, bytes[index] >= 0x80 {
                let (length, isCharacter) = piece(bytes, at: index)
                if !isCharacter { return index }
                index += length
            }
        }
        return nil
    }

    /// The first byte from 0x80 on.
    private static func firstBeyondASCII(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        // Safe: words are loaded only where 64 bytes remain, and bytes only before the end.
        unsafe bytes.withUnsafeBytes { buffer in
            var index = start
            // All but the last few bytes are looked at in pieces of 64, so that hardly anything but loading them takes time.
            for _ in 0..<(buffer.count - index) / 64 {
                let words = unsafe buffer.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
                let pairs = words.lowHalf | words.highHalf
                let any = pairs.lowHalf | pairs.highHalf
                if (any[0] | any[1]) & 0x8080_8080_8080_8080 != 0 { break }
                index &+= 64
            }
            while index < buffer.count {
                if unsafe buffer[index] >= 0x80 { return index }
                index += 1
            }
            return nil
        }
    }

    private static func repaired(_ bytes: Span<UInt8>, from fault: Int) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 64)
        for index in 0..<fault { text.append(bytes[index]) }
        var index = fault
        while index < bytes.count {
            let (length, isCharacter) = piece(bytes, at: index)
            if isCharacter {
                for place in index..<index + length { text.append(bytes[place]) }
            } else {
                text += replacement
            }
            index += length
        }
        return text
    }

    /// The length of what begins at a byte, and whether it is a character.
    private static func piece(_ bytes: Span<UInt8>, at index: Int) -> (length: Int, isCharacter: Bool) {
        let first = bytes[index]
        if first < 0x80 { return (1, true) }
        let wanted: Int
        switch first {
        case 0xc2...0xdf: wanted = 2
        case 0xe0...0xef: wanted = 3
        case 0xf0...0xf4: wanted = 4
        default: return (1, false)
        }
        var length = 1
        while length < wanted, index + length < bytes.count, follows(bytes[index + length], first, at: length) {
            length += 1
        }
        guard length == wanted else { return (length, false) }
        return (length, first != 0xed || bytes[index + 1] < 0xa0)
    }

    /// Whether a byte may stand at a place behind the first one of a character.
    private static func follows(_ byte: UInt8, _ first: UInt8, at place: Int) -> Bool {
        guard byte & 0xc0 == 0x80 else { return false }
        guard place == 1 else { return true }
        switch first {
        case 0xe0: return byte >= 0xa0
        case 0xf0: return byte >= 0x90
        case 0xf4: return byte < 0x90
        default: return true
        }
    }
}
