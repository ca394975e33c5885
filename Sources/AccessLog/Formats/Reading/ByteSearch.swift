#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The two unsafe steps of reading a line: `memchr` within a range, and eight bytes at once.
@safe
enum ByteSearch {
    /// The offset of the first `byte` in `start..<end`, or `nil`.
    ///
    /// `memchr` takes half an instruction a byte, a loop over the span takes 4.6.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
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
}
