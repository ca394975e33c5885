#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The two unsafe steps of reading a line: `memchr` within a range, and eight bytes at once.
@safe
public enum ByteSearch {
    /// The offset of the first `byte` in `start..<end`, or `nil`.
    ///
    /// `memchr` takes half an instruction a byte, a loop over the span takes 4.6.
    @inline(__always)
    public static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        precondition(start >= 0 && start <= end && end <= bytes.count, "range outside of the block")
        if start == end { return nil }
        // Safe: `start..<end` was checked to lie in the span and not to be empty, so the base is not nil; the pointer that
        // comes back lies in the same range and does not leave the closure.
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let hit = unsafe memchr(base + start, Int32(byte), end - start)
            else { return nil }
            return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        }
    }

    /// The eight bytes from `start` on, the first one lowest; they must lie in the block.
    @inline(__always)
    static func word(at start: Int, in bytes: Span<UInt8>) -> UInt64 {
        precondition(start >= 0 && start <= bytes.count - 8, "word outside of the block")
        // Safe: the eight bytes were checked to lie in the span; `loadUnaligned` asks for no alignment.
        let word = unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: start, as: UInt64.self) }
        return UInt64(littleEndian: word)
    }

    /// As ``word(at:in:)``, of fewer than eight bytes.
    @inline(__always)
    static func shortWord(at start: Int, count: Int, in bytes: Span<UInt8>) -> UInt64 {
        if start + 8 <= bytes.count { return word(at: start, in: bytes) & (1 << UInt64(count * 8) &- 1) }
        var value: UInt64 = 0
        for offset in 0..<count { value |= UInt64(bytes[start + offset]) << UInt64(offset * 8) }
        return value
    }

    /// Whether `count` bytes are the same in two places, eight at a time.
    @inline(__always)
    static func isEqual(
        _ left: Int, in leftBytes: Span<UInt8>, _ right: Int, in rightBytes: Span<UInt8>, count: Int
    ) -> Bool {
        guard count >= 8 else {
            return shortWord(at: left, count: count, in: leftBytes)
                == shortWord(at: right, count: count, in: rightBytes)
        }
        var offset = 0
        while offset + 8 < count {
            if word(at: left + offset, in: leftBytes) != word(at: right + offset, in: rightBytes) { return false }
            offset += 8
        }
        return word(at: left + count - 8, in: leftBytes) == word(at: right + count - 8, in: rightBytes)
    }
}
