/// The lines at the head of a file that formats are tried on.
struct HeadSample {
    private let bytes: [UInt8]
    /// The lines without their endings; empty ones are left out.
    let lines: [Range<Int>]

    /// Takes up to `mostLines` complete lines, the first or the last ones, or the only line if it is not complete.
    init(_ head: Span<UInt8>, mostLines: Int, last: Bool = false) {
        var lines: [Range<Int>] = []
        var start = 0
        while lines.count < mostLines || last,
            let feed = ByteSearch.first(UInt8(ascii: "\n"), in: head, from: start, to: head.count)
        {
            HeadSample.append(start..<feed, head, to: &lines)
            start = feed + 1
        }
        if lines.isEmpty { HeadSample.append(start..<head.count, head, to: &lines) }
        if last { lines.removeFirst(max(0, lines.count - mostLines)) }
        self.lines = lines
        bytes = (0..<(lines.last?.upperBound ?? 0)).map { head[$0] }
    }

    private static func append(_ line: Range<Int>, _ head: Span<UInt8>, to lines: inout [Range<Int>]) {
        let hasReturn = !line.isEmpty && head[line.upperBound - 1] == 0x0D
        let text = line.lowerBound..<line.upperBound - (hasReturn ? 1 : 0)
        if ByteOrderMark.end(head, text) < text.upperBound { lines.append(text) }
    }

    /// What becomes of each line in the hands of a format, `nil` if it cannot be had without options.
    func outcomes(of format: LogFormat) -> [LineOutcome]? {
        guard var parser = try? format.makeParser(ParserOptions()) else { return nil }
        var copy = bytes
        var block = copy.mutableSpan
        var record = AccessRecord()
        return lines.map { parser.parse($0, in: &block, into: &record) }
    }

    /// Whether one of some texts stands in the lines; `true` where none is asked for.
    func holdsOne(of texts: [String]) -> Bool {
        texts.isEmpty || texts.contains { holds(Array($0.utf8)) }
    }

    private func holds(_ text: [UInt8]) -> Bool {
        guard let first = text.first else { return true }
        var from = 0
        while let hit = ByteSearch.first(first, in: bytes.span, from: from, to: bytes.count) {
            if bytes[hit...].starts(with: text) { return true }
            from = hit + 1
        }
        return false
    }

    /// Whether hardly any of the first bytes is a control character.
    var isText: Bool {
        let head = bytes.prefix(512)
        let controls = head.count { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 && $0 != 0x1B }
        return controls * 20 <= head.count
    }

    /// The first line with every run of letters as `a` and of digits as `9`, so that nothing of it is given away.
    var firstLineShape: String {
        var shape = ""
        for index in lines.first ?? 0..<0 where shape.utf8.count < 60 {
            let byte = bytes[index]
            let letter: Character
            switch byte {
            case 48...57: letter = "9"
            case 65...90, 97...122, 0x80...: letter = "a"
            case 0x20...0x7E: letter = Character(Unicode.Scalar(byte))
            default: letter = "?"
            }
            if letter != shape.last || letter != "9" && letter != "a" { shape.append(letter) }
        }
        return shape
    }
}
