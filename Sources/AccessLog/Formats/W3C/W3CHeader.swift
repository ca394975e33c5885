/// What the last `#Fields:` line said.
struct W3CHeader: Sendable {
    /// The line's bytes, to tell that a later one is the same.
    private var text: [UInt8] = []
    /// The columns from left to right; empty before the first `#Fields:`.
    private(set) var columns: [W3CColumn] = []
    /// Who wrote the lines, as far as the directives tell.
    private(set) var writer = W3CWriter.unknown
    private var isASPNet = false
    /// The names that the policy asks for.
    private let customFields: [String]

    /// Makes a header that no line has filled; `writer` is known where the format was named.
    init(customFields: [String], writer: W3CWriter) {
        isASPNet = writer == .aspNet
        self.writer = writer
        self.customFields = customFields.map { $0.lowercased() }
    }

    /// Takes a line that begins with `#`; only `#Fields:` says much.
    ///
    /// The same header again, which some servers write thousands of times, costs a comparison.
    mutating func take(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        guard line.count >= 8 else { return }
        guard (line.lowerBound..<line.lowerBound + 8).spells("#Fields:", in: bytes) else {
            return takeOther(line, bytes)
        }
        if !equalsText(line, bytes) { replace(line, bytes) }
    }

    /// ASP.NET Core writes `#Start-Date:`, where others write `#Software:` and `#Date:`.
    private mutating func takeOther(_ line: Range<Int>, _ bytes: Span<UInt8>) {
        let isStart = line.count >= 12 && (line.lowerBound..<line.lowerBound + 12).spells("#Start-Date:", in: bytes)
        let isSoftware = line.count >= 10 && (line.lowerBound..<line.lowerBound + 10).spells("#Software:", in: bytes)
        guard isStart || isSoftware, isASPNet != isStart else { return }
        isASPNet = isStart
        // The writer is told anew by the next `#Fields:`.
        text = []
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
        if columns.contains(where: { $0.role == .path }) {
            for index in columns.indices where columns[index].role == .uri { columns[index].role = .skipped }
        }
        let isCloudFront = names.contains { $0.elementsEqual("x-edge-location".utf8) }
        writer = isCloudFront ? .cloudFront : isASPNet ? .aspNet : .unknown
    }

    private func column(_ name: String) -> W3CColumn {
        var custom: UInt8 = 0
        for (index, wanted) in customFields.prefix(4).enumerated() where wanted == name.lowercased() {
            custom |= 1 << UInt8(index)
        }
        return W3CColumn(role: W3CColumn.role(name), custom: custom)
    }
}

/// Who wrote a W3C log.
enum W3CWriter: Sendable {
    /// IIS, or anybody: whole durations are milliseconds, such with a point seconds.
    case unknown
    /// Durations are seconds, and texts are percent-encoded once more.
    case cloudFront
    /// Durations are milliseconds, with a point.
    case aspNet
}
