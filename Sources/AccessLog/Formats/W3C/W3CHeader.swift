/// What the last `#Fields:` line said.
struct W3CHeader: Sendable {
    /// The line's bytes, to tell that a later one is the same.
    private var text: [UInt8] = []
    /// The columns from left to right; empty before the first `#Fields:`.
    private(set) var columns: [W3CColumn] = []
    /// Whether the columns are those of CloudFront, whose durations are seconds and whose texts are percent-encoded.
    private(set) var isCloudFront = false
    /// The names that the policy asks for.
    private let customFields: [String]

    init(customFields: [String]) {
        self.customFields = customFields.map { $0.lowercased() }
    }

    /// Takes a line that begins with `#`; only `#Fields:` says something.
    ///
    /// The same header again, which some servers write thousands of times, costs a comparison.
    mutating func take(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        guard line.count >= 8, (line.lowerBound..<line.lowerBound + 8).spells("#Fields:", in: bytes) else { return }
        if !equalsText(line, bytes) { replace(line, bytes) }
    }

    private func equalsText(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard line.count == text.count else { return false }
        for index in text.indices where text[index] != bytes[line.lowerBound + index] { return false }
        return true
    }

    @inline(never)
    private mutating func replace(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        text = line.map { bytes[$0] }
        let names = text.dropFirst(8).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        columns = names.map { column(String(decoding: $0, as: UTF8.self)) }
        isCloudFront = names.contains { $0.elementsEqual("x-edge-location".utf8) }
    }

    private func column(_ name: String) -> W3CColumn {
        var custom: UInt8 = 0
        for (index, wanted) in customFields.prefix(4).enumerated() where wanted == name.lowercased() {
            custom |= 1 << UInt8(index)
        }
        return W3CColumn(role: W3CColumn.role(name), custom: custom)
    }
}
