extension PatternParser {
    /// Puts a captured text where it belongs.
    @inline(__always)
    func keep(
        _ range: Range<Int>, of step: PatternStep, _ block: inout MutableSpan<UInt8>, _ reading: inout PatternReading,
        _ record: inout AccessRecord
    ) {
        switch step.role {
        case .extras: TrailingFields.read(block.span, range, &record)
        case .skipped where step.custom == 0: return
        case .status: reading.hasShape = reading.hasShape && FieldValues.readStatus(block.span, range, &record)
        case .proxyStatus:
            reading.hasShape =
                reading.hasShape
                && (FieldValues.readStatus(block.span, range, &record) || range.spells("0", in: block.span))
        case .bytes: reading.hasShape = reading.hasShape && FieldValues.readBytes(block.span, range, &record)
        case .seconds, .milliseconds, .microseconds, .upstreamSeconds:
            record.duration = FieldValues.duration(block.span, range, step.role) ?? -1
        case .identity:
            let isListed = range.last.map { block[$0] } == UInt8(ascii: ",")
            reading.hasShape = reading.hasShape && !isListed && !FieldValues.looksLikeAddress(block.span, range)
        default: keepText(range, of: step, &block, &reading, &record)
        }
        if step.custom != 0, !FieldRole.isText(step.role) {
            record.setCustom(step.custom, FieldValues.text(block.span, range))
        }
    }

    /// Decodes a text and puts it into the record.
    @inline(__always)
    private func keepText(
        _ raw: Range<Int>, of step: PatternStep, _ block: inout MutableSpan<UInt8>, _ reading: inout PatternReading,
        _ record: inout AccessRecord
    ) {
        // The backslash of `DOMAIN\name` is one, whatever letter follows.
        let range =
            reading.hasEscapes ? EscapedText.decode(raw, hasLetters: step.role != .user, in: &block) : raw
        let text = FieldValues.text(block.span, range)
        switch step.role {
        case .address: record.address = text
        case .certainAddress:
            record.address = FieldValues.firstOfList(block.span, text)
            reading.hasShape = reading.hasShape && !text.isEmpty
        case .host:
            reading.hasShape = reading.hasShape && range.last.map { block[$0] } != UInt8(ascii: ",")
        case .forwarded: record.address = FieldValues.firstOfList(block.span, text)
        case .user: record.user = text
        case .agent: record.agent = text
        case .entityTag: record.entityTag = text
        case .request:
            reading.hasRequest = FieldValues.readRequest(block.span, range, &record)
        case .method:
            reading.hasRequest = reading.hasRequest && RequestLine.isMethod(block.span, range)
            record.method = FieldRange(range)
        case .target: record.target = text
        case .path:
            reading.hasPath = true
            reading.path = text
        case .query: reading.query = text
        default: break
        }
        if step.custom != 0 { record.setCustom(step.custom, text) }
    }
}
