internal import AccessLog

/// What the head of an input says: its format, its first stamp, and whether it may be the same as another.
struct InputPeek {
    var format: LogFormat?
    /// The sentence where no format fits.
    var message = ""
    /// The sentence where more than one fits.
    var warning: String?
    /// The first stamp, `nil` if no line of the head has one.
    var first: Int64?
    /// The request time of that line, 0 where it has none.
    var firstDuration: Int64 = 0

    /// Looks at decoded bytes.
    init(head: [UInt8], named format: LogFormat?, _ options: ParserOptions) throws(LogFormatError) {
        if let format {
            self.format = format
        } else {
            let detection = LogFormats.detect(head.span)
            self.format = detection.format
            message = detection.message
            warning = detection.isAmbiguous ? detection.message : nil
        }
        guard let format = self.format else { return }
        takeFirstStamp(head, try format.makeParser(options))
    }

    private mutating func takeFirstStamp(_ head: [UInt8], _ parser: any LineParser) {
        var parser = parser
        var copy = head
        var text = copy.mutableSpan
        var record = AccessRecord()
        var cutter = LineCutter(count: head.count)
        while let line = cutter.line(in: text.span) {
            switch parser.parse(line, in: &text, into: &record) {
            case .record: break
            case .unreadable(let reason) where reason.hasTime: break
            default: continue
            }
            first = record.time
            firstDuration = max(0, record.duration)
            return
        }
    }
}
