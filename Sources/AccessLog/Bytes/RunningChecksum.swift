internal import CZlib

/// The CRC-32 of RFC 1952 over bytes that come one piece after the other.
public struct RunningChecksum: Sendable, Equatable {
    /// The checksum of all bytes so far.
    public private(set) var value: UInt32 = 0
    /// Bytes so far.
    public private(set) var length: Int64 = 0

    /// Begins without any byte.
    public init() {}

    /// Goes on behind bytes that were counted before.
    public init(after identity: ContentIdentity) {
        value = identity.crc
        length = identity.length
    }

    /// What the bytes so far are.
    public var identity: ContentIdentity { ContentIdentity(crc: value, length: length) }

    /// Takes the next bytes.
    public mutating func add(_ bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + 1 << 30)
            // Safe: the pointer and its length come from one span, and zlib only reads.
            value = unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { piece in
                UInt32(truncatingIfNeeded: unsafe crc32(UInt(value), piece.baseAddress, UInt32(piece.count)))
            }
            start = end
        }
        length += Int64(bytes.count)
    }

    /// The checksum of some bytes.
    public static func of(_ bytes: Span<UInt8>) -> UInt32 {
        var sum = RunningChecksum()
        sum.add(bytes)
        return sum.value
    }
}
