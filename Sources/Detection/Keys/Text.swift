/// Text of a block, read only where a rule meets something for the first time.
enum Text {
    /// The bytes of a range as text, repaired where they are not UTF-8.
    static func string(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
        // Safe: the buffer is not kept.
        unsafe block.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    /// Appends a copy of some bytes.
    package mutating func append(copying bytes: Span<UInt8>) {
        // Safe: the buffer is copied inside the call.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
