import Crypto

/// SHA-256 as cases write it.
public enum ContentDigest {
    /// 64 hex digits.
    public static func hex(_ bytes: some Sequence<UInt8>) -> String { hex(bytes, bytes: 32) }

    /// The first so many bytes of it, two hex digits each.
    static func hex(_ bytes: some Sequence<UInt8>, bytes count: Int) -> String {
        SHA256.hash(data: Array(bytes)).prefix(count).map(\.hexDigits).joined()
    }

    /// Over fields, each after its length in bytes, so that no other fields give the same bytes.
    public static func hex(fields: [String]) -> String {
        var bytes: [UInt8] = []
        for field in fields { bytes += Array("\(field.utf8.count):".utf8) + Array(field.utf8) }
        return hex(bytes)
    }
}
