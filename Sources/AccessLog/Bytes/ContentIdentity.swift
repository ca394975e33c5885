internal import CZlib

/// What a file holds, whatever its name and compression: CRC-32 and length of the decoded bytes.
public struct ContentIdentity: Sendable, Hashable {
    /// The CRC-32 of RFC 1952.
    public let crc: UInt32
    /// Decoded bytes.
    public let length: Int64

    /// Makes an identity of what was counted elsewhere.
    public init(crc: UInt32, length: Int64) {
        self.crc = crc
        self.length = length
    }

    /// What these bytes and others behind them are together.
    public func followed(by next: ContentIdentity) -> ContentIdentity {
        let both = crc32_combine(UInt(crc), UInt(next.crc), Int(next.length))
        return ContentIdentity(crc: UInt32(truncatingIfNeeded: both), length: length + next.length)
    }

    /// Reads a stream to its end.
    public init(of stream: consuming ByteStream) {
        var crc: UInt = 0
        var length: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = stream.fill(&buffer, from: 0)
            if count == 0 { break }
            length += Int64(count)
            // Safe: `count` bytes of the buffer are filled.
            crc = unsafe buffer.withUnsafeBufferPointer { unsafe crc32(crc, $0.baseAddress, UInt32(count)) }
        }
        self.crc = UInt32(truncatingIfNeeded: crc)
        self.length = length
    }
}
