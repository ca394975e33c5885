extension Redaction {
    /// Percent-decoding until nothing changes, three rounds at most: proxies and clients encode twice.
    static func decoded(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = Array(raw)
        for _ in 0..<3 where bytes.contains(UInt8(ascii: "%")) {
            let once = decodedOnce(bytes)
            if once.count == bytes.count { break }
            bytes = once
        }
        return bytes
    }

    private static func decodedOnce(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = hexDigit(bytes[index + 1]), let low = hexDigit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
