internal import AccessLog

/// What the head of an input says: its format, its first stamp, and whether it may be the same as another.
struct InputPeek {
    var format: LogFormat?
    /// The sentence where no format fits.
    var message = ""
    /// The first stamp, `nil` if no line of the head has one.
    var first: Int64?

    /// Looks at decoded bytes.
    init(head: [UInt8], named format: LogFormat?, _ options: ParserOptions) throws(LogFormatError) {
        if let format {
            self.format = format
        } else {
            let detection = LogFormats.detect(head.span)
            self.format = detection.format
            message = detection.message
        }
        guard let format = self.format else { return }
        first = Self.firstStamp(head, try format.makeParser(options))
    }

    private static func firstStamp(_ head: [UInt8], _ parser: any LineParser) -> Int64? {
        var parser = parser
        var copy = head
        var text = copy.mutableSpan
        var record = AccessRecord()
        var cutter = LineCutter(count: head.count)
        while let line = cutter.line(in: text.span) {
            switch parser.parse(line, in: &text, into: &record) {
            case .record: return record.time
            case .unreadable(let reason) where reason.hasTime: return record.time
            default: continue
            }
        }
        return nil
    }
}
