extension JSONLineParser {
    /// Makes the record of the values that were found.
    @inline(__always)
    mutating func finish(
        _ findings: JSONFindings, _ block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) -> LineOutcome {
        let outcome = finish(findings, block.span, &record)
        guard outcome == .record else { return outcome }
        if isEncodedTwice { W3CText.decodeAgent(&record, isCloudFront: true, in: &block) }
        guard record.target.isEmpty else { return outcome }
        var (path, query) = (findings.text(.path, block.span), findings.query(block.span))
        if isEncodedTwice { W3CText.decodeTarget(&path, &query, &record, in: &block) }
        // Joining moves bytes, so it comes last.
        TargetJoin.join(path: path, query: query, in: &block, &record)
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }

    @inline(__always)
    private mutating func finish(
        _ findings: JSONFindings, _ bytes: Span<UInt8>, _ record: inout AccessRecord
    ) -> LineOutcome {
        if findings[.status].isFound, !readStatus(findings[.status].text, bytes, &record) { return .unreadable(.shape) }
        guard let time = time(findings, bytes) else { return .unreadable(.time) }
        record.time = time
        record.duration = duration(findings, bytes)
        if findings[.bytes].isFound, !FieldValues.readBytes(bytes, findings[.bytes].text, &record) { record.bytes = -1 }
        record.user = findings.text(.user, bytes)
        record.address = ClientAddress.alone(bytes, findings[.address].text)
        record.agent = findings.text(.agent, bytes)
        record.entityTag = findings.text(.entityTag, bytes)
        guard readRequest(findings, bytes, &record) else { return .unreadable(.request) }
        return record.target.count <= RequestLine.longestTarget ? .record : .unreadable(.url)
    }

    @inline(__always)
    private mutating func time(_ findings: JSONFindings, _ bytes: Span<UInt8>) -> Int64? {
        if findings[.time].isFound { return JSONStamp.time(bytes, findings[.time].text, &stamps) }
        guard findings[.date].isFound, findings[.clock].isFound else { return nil }
        return stamps.utc(bytes, date: findings[.date].text, clock: findings[.clock].text)
    }

    /// Reads a status; `0`, which proxies write for a request that got no answer, is none.
    private func readStatus(_ text: Range<Int>, _ bytes: Span<UInt8>, _ record: inout AccessRecord) -> Bool {
        FieldValues.readStatus(bytes, text, &record) || text.isEmpty || text.spells("0", in: bytes)
    }

    /// The duration in milliseconds; of several fields that of the largest unit.
    private func duration(_ findings: JSONFindings, _ bytes: Span<UInt8>) -> Int64 {
        if findings[.seconds].isFound { return duration(findings[.seconds], 3, bytes) }
        if findings[.goDuration].isFound { return goDuration(findings[.goDuration].text, bytes) }
        if findings[.pointSeconds].isFound { return pointSeconds(findings, bytes) }
        if findings[.milliseconds].isFound { return duration(findings[.milliseconds], 0, bytes) }
        if findings[.microseconds].isFound { return duration(findings[.microseconds], -3, bytes) }
        return findings[.nanoseconds].isFound ? duration(findings[.nanoseconds], -6, bytes) : -1
    }

    private func duration(_ value: JSONValue, _ power: Int, _ bytes: Span<UInt8>) -> Int64 {
        guard let number = DecimalNumber(bytes, value.text) else { return GoDuration.milliseconds(bytes, value.text) }
        return number.scaled(by: power) ?? -1
    }

    private func goDuration(_ text: Range<Int>, _ bytes: Span<UInt8>) -> Int64 {
        guard let number = DecimalNumber(bytes, text) else { return GoDuration.milliseconds(bytes, text) }
        if Digits.end(bytes, from: text.lowerBound, to: text.upperBound) < text.upperBound {
            return number.scaled(by: 3) ?? -1
        }
        // As seconds such a number would be a request of days, as milliseconds one of many minutes.
        let nanoseconds = number.scaled(by: 0) ?? -1
        return nanoseconds == 0 || nanoseconds >= 1_000_000 ? nanoseconds / 1_000_000 : -1
    }

    private func pointSeconds(_ findings: JSONFindings, _ bytes: Span<UInt8>) -> Int64 {
        guard let number = DecimalNumber(bytes, findings[.pointSeconds].text) else { return -1 }
        return number.scaled(by: number.hasPoint || findings[.secondsSign].isFound ? 3 : 0) ?? -1
    }

    /// Takes the target from its own field, or else from the whole request, or else leaves it to path and query.
    private func readRequest(_ findings: JSONFindings, _ bytes: Span<UInt8>, _ record: inout AccessRecord) -> Bool {
        let target = findings.text(.target, bytes)
        if target.isEmpty {
            if FieldValues.readRequest(bytes, findings[.request].text, &record) { return true }
            if findings.text(.path, bytes).isEmpty { return false }
        }
        record.target = target
        guard findings[.method].isFound else {
            // A line of another log in the same file.
            guard findings[.request].isFound else { return !hasMethod }
            guard let parts = RequestLine.split(bytes, findings[.request].text) else { return false }
            record.method = FieldRange(parts.method)
            return true
        }
        record.method = FieldRange(findings[.method].text)
        return RequestLine.isMethod(bytes, findings[.method].text)
            && !FieldValues.isAbsent(bytes, findings[.method].text)
    }
}
