/// Whole numbers as they stand in fields of a log.
enum WholeNumber {
    /// One to fifteen digits and nothing else.
    static func read(_ text: Span<UInt8>) -> Int64? {
        guard !text.isEmpty, text.count <= 15 else { return nil }
        var number: Int64 = 0
        for index in text.indices {
            guard ASCII.isDigit(text[index]) else { return nil }
            number = 10 * number + Int64(text[index] - UInt8(ascii: "0"))
        }
        return number
    }

    /// A number of seconds, -1 where there is none (a Retry-After may also be a date).
    static func seconds(_ text: Span<UInt8>) -> Int32 { read(text).map { Int32(clamping: $0) } ?? -1 }
}
