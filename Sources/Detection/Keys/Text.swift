/// Text of a block, read only where a rule meets something for the first time.
enum Text {
    /// The bytes of a range as text, repaired where they are not UTF-8.
    static func string(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: [UInt8](copying: block.extracting(range)), as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes of a span.
    init(copying span: Span<UInt8>) {
        self = []
        reserveCapacity(span.count)
        for index in span.indices { append(span[index]) }
    }
}
