/// The lines at the head of a file that formats are tried on.
struct HeadSample {
    private let bytes: [UInt8]
    /// The lines without their endings; empty ones are left out.
    let lines: [Range<Int>]

    /// Takes up to `mostLines` complete lines, or the only line if it is not complete.
    init(_ head: Span<UInt8>, mostLines: Int) {
        var lines: [Range<Int>] = []
        var start = 0
        while lines.count < mostLines,
            let feed = ByteSearch.first(UInt8(ascii: "\n"), in: head, from: start, to: head.count)
        {
            HeadSample.append(start..<feed, head, to: &lines)
            start = feed + 1
        }
        if lines.isEmpty { HeadSample.append(start..<head.count, head, to: &lines) }
        self.lines = lines
        bytes = (0..<(lines.last?.upperBound ?? 0)).map { head[$0] }
    }

    private static func append(_ line: Range<Int>, _ head: Span<UInt8>, to lines: inout [Range<Int>]) {
        let hasReturn = !line.isEmpty && head[line.upperBound - 1] == 0x0D
        let text = line.lowerBound..<line.upperBound - (hasReturn ? 1 : 0)
        if ByteOrderMark.end(head, text) < text.upperBound { lines.append(text) }
    }

    /// How many lines speak for a format.
    func linesRead(by format: LogFormat) -> Int {
        guard format.evidence != .never, var parser = try? format.makeParser(ParserOptions()) else { return 0 }
        var copy = bytes
        var block = copy.mutableSpan
        var record = AccessRecord()
        var read = 0
        for line in lines where format.counts(parser.parse(line, in: &block, into: &record)) { read += 1 }
        return read
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

extension LogFormat {
    /// Whether a line with this outcome speaks for the format.
    func counts(_ outcome: LineOutcome) -> Bool {
        switch (outcome, evidence) {
        case (.record, _): true
        case (.directive, .recordsAndDirectives): true
        case (.unreadable(.shape), _), (.unreadable(.tooLong), _): false
        case (.unreadable(.time), let evidence): evidence == .shapes
        case (.unreadable, _): true
        case (.directive, _): false
        }
    }
}
