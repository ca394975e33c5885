/// A number of bytes as people write it in the policy and on the command line: `64K`, `256M`, `2G`.
///
/// The letters are powers of 1,024; a number without a letter is bytes.
public struct ByteSize: Sendable, Hashable, Comparable {
    /// The number of bytes, never negative.
    public var bytes: Int

    /// Makes a size.
    public init(bytes: Int) { self.bytes = bytes }

    /// Reads a whole number with at most one letter `K`, `M`, `G` or `T`, `nil` for anything else (also where the bytes do
    /// not fit in 64 bits).
    public init?(_ text: String) {
        guard let number = unitNumber(text, units: Self.units) else { return nil }
        bytes = number
    }

    /// Smaller before larger.
    public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }

    /// Unit letters with their bytes, the largest first.
    static let units: KeyValuePairs<String, Int> = ["T": 1 << 40, "G": 1 << 30, "M": 1 << 20, "K": 1 << 10, "": 1]
}

extension ByteSize: CustomStringConvertible {
    /// The shortest form that reads back to the same size: `64K`, `1000`.
    public var description: String { unitText(bytes, units: Self.units) }
}
