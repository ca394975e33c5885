public import CBytes

/// What 64 bytes of a block are, all at once: a bit for each, that of the first byte lowest.
///
///     /MSDEMO/Estates/4711?x=1 HTTP/1.1" 200 …
///     1000000100000001000000000100000000000…      equal("/"), written from left to right
///
/// Bytes behind the end of the block count as zeros. A search takes as many steps wherever it ends, so that the processor
/// need not guess.
@safe
public enum ByteMask {
    /// Which of the 64 bytes from `start` on are `byte`.
    @inlinable @inline(__always)
    public static func equal(_ byte: UInt8, in bytes: Span<UInt8>, at start: Int) -> UInt64 {
        // Safe: here and below, 64 bytes are there to be read.
        unsafe read(bytes, start) { unsafe abuse_scan_equal($0, byte) }
    }

    /// Which of them are one of two bytes.
    @inlinable @inline(__always)
    public static func either(_ one: UInt8, _ other: UInt8, in bytes: Span<UInt8>, at start: Int) -> UInt64 {
        // Safe: as above.
        unsafe read(bytes, start) { unsafe abuse_scan_either($0, one, other) }
    }

    /// Which of them are decimal digits.
    @inlinable @inline(__always)
    public static func digits(in bytes: Span<UInt8>, at start: Int) -> UInt64 {
        // Safe: as above.
        unsafe read(bytes, start) { unsafe abuse_scan_digits($0) }
    }

    /// Which of them are hexadecimal digits in lower case.
    @inlinable @inline(__always)
    public static func lowerHex(in bytes: Span<UInt8>, at start: Int) -> UInt64 {
        // Safe: as above.
        unsafe read(bytes, start) { unsafe abuse_scan_lower_hex($0) }
    }

    @inlinable @inline(__always)
    static func read(_ bytes: Span<UInt8>, _ start: Int, _ look: (UnsafePointer<UInt8>) -> UInt64) -> UInt64 {
        precondition(start >= 0 && start <= bytes.count, "bytes outside of the block")
        // Safe: here, too, 64 bytes will be there.
        guard bytes.count - start >= 64 else { return unsafe readRest(bytes, start, look) }
        // Safe: so many were checked to be left.
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe look(base + start)
        }
    }

    /// The last bytes of a block, of which there are fewer than 64.
    @inlinable @inline(never)
    static func readRest(_ bytes: Span<UInt8>, _ start: Int, _ look: (UnsafePointer<UInt8>) -> UInt64) -> UInt64 {
        var rest = InlineArray<64, UInt8>(repeating: 0)
        for offset in 0..<bytes.count - start { rest[offset] = bytes[start + offset] }
        // Safe: it has 64 bytes.
        return unsafe rest.span.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return unsafe look(base)
        }
    }
}
