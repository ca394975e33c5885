/// Reads a format that comes as JSON or as text, line by line.
struct JSONOrTextParser<Text: LineParser>: LineParser {
    private var json: JSONLineParser
    private var text: Text

    init(json: JSONLineParser, text: Text) {
        self.json = json
        self.text = text
    }

    mutating func parse(
        _ line: Range<Int>, in block: inout MutableSpan<UInt8>, into record: inout AccessRecord
    ) -> LineOutcome {
        let start = ByteOrderMark.end(block.span, line)
        return start < line.upperBound && block[start] == UInt8(ascii: "{")
            ? json.parse(line, in: &block, into: &record) : text.parse(line, in: &block, into: &record)
    }
}
