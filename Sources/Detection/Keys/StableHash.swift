/// A 64-bit hash of bytes that is the same in every process: it names keys, resources and poll targets, and orders ties.
///
/// It multiplies 64 by 64 bits and folds the halves, as wyhash and its relatives do. Tables that are placed by it mix it
/// with a random seed first, so nobody can aim at a slot; two texts with the same hash merge, which costs nothing but the
/// accuracy of whoever made them (n²/2⁶⁵ by chance: 3·10⁻⁶ at ten million resources).
@safe public enum StableHash {
    private static let first: UInt64 = 0xa076_1d64_78bd_642f
    private static let second: UInt64 = 0xe703_7ed1_a0b4_28db
    private static let third: UInt64 = 0x8ebc_6af0_9c88_c6e3

    /// Multiplies and folds.
    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Joins two hashes; the order matters.
    @inline(__always)
    static func join(_ a: UInt64, _ b: UInt64) -> UInt64 {
        fold(a ^ first, b ^ second)
    }

    /// The hash of `bytes`, which differs with `seed`.
    public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        // Safe: every load below lies inside the buffer, since `left` counts what remains.
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return fold(seed ^ first, third) }
            var state = seed ^ first
            var left = buffer.count
            var at = unsafe base
            while left > 16 {
                state = unsafe fold(word(at) ^ second, word(at + 8) ^ state)
                unsafe at += 16
                left -= 16
            }
            let (low, high) = unsafe tail(at, left)
            return fold(fold(low ^ second, high ^ state), UInt64(buffer.count) ^ third)
        }
    }

    @inline(__always)
    private static func word(_ at: UnsafeRawPointer) -> UInt64 {
        unsafe UInt64(littleEndian: at.loadUnaligned(as: UInt64.self))
    }

    /// The last 0 to 16 bytes as two words.
    @inline(__always)
    private static func tail(_ at: UnsafeRawPointer, _ left: Int) -> (UInt64, UInt64) {
        if left >= 8 { return unsafe (word(at), word(at + (left - 8))) }
        if left >= 4 {
            let low = unsafe UInt32(littleEndian: at.loadUnaligned(as: UInt32.self))
            let high = unsafe UInt32(littleEndian: (at + (left - 4)).loadUnaligned(as: UInt32.self))
            return (UInt64(low), UInt64(high))
        }
        var low: UInt64 = 0
        for index in 0..<left { low = unsafe low << 8 | UInt64(at.load(fromByteOffset: index, as: UInt8.self)) }
        return (low, 0)
    }
}
