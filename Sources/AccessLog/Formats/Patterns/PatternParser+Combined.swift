/// The short way through a `combined` line that has nothing unusual; every other line takes the long one.
///
///     192.0.2.1 - alfa [17/May/2026:10:05:03 +0000] "GET /x HTTP/1.1" 200 512 "-" "Sync/1.0" rt=0.042
///     └ address   └ user └ stamp                      └ request         └ └     └    └ agent   └ extras
///
/// It reads exactly what the compiled pattern reads, or nothing: a line without an escape whose parts end at the first
/// place where they may. `HostileLineTests` compares both ways on random lines.
extension PatternParser {
    /// Reads a line without backslashes.
    ///
    /// - Returns: whether it was read; if not, the record must be reset.
    @inline(__always)
    mutating func readCombined(_ bytes: Span<UInt8>, from start: Int, to end: Int, _ record: inout AccessRecord) -> Bool
    {
        let (space, quote) = (UInt8(ascii: " "), UInt8(ascii: "\""))
        guard let addressEnd = ByteSearch.first(space, in: bytes, from: start, to: end), addressEnd > start,
            ByteSearch.first(UInt8(ascii: ","), in: bytes, from: start, to: addressEnd) == nil,
            addressEnd + 4 < end, bytes[addressEnd + 1] == UInt8(ascii: "-"), bytes[addressEnd + 2] == space,
            let userEnd = ByteSearch.first(space, in: bytes, from: addressEnd + 3, to: end), userEnd > addressEnd + 3,
            userEnd + 32 < end, bytes[userEnd + 1] == UInt8(ascii: "["),
            let stamp = stamps.commonLog(bytes, at: userEnd + 2, to: end), stamp.next + 12 < end,
            bytes[stamp.next] == UInt8(ascii: "]"), bytes[stamp.next + 1] == space, bytes[stamp.next + 2] == quote
        else { return false }
        let request = stamp.next + 3
        guard let requestEnd = ByteSearch.first(quote, in: bytes, from: request, to: end), requestEnd + 9 < end,
            bytes[requestEnd + 1] == space, let parts = RequestLine.split(bytes, request..<requestEnd),
            bytes[requestEnd + 5] == space, FieldValues.readStatus(bytes, requestEnd + 2..<requestEnd + 5, &record),
            let bytesEnd = ByteSearch.first(space, in: bytes, from: requestEnd + 6, to: end),
            FieldValues.readBytes(bytes, requestEnd + 6..<bytesEnd, &record), bytesEnd + 5 < end,
            bytes[bytesEnd + 1] == quote,
            let referrerEnd = ByteSearch.first(quote, in: bytes, from: bytesEnd + 2, to: end), referrerEnd + 3 < end,
            bytes[referrerEnd + 1] == space, bytes[referrerEnd + 2] == quote,
            let agentEnd = ByteSearch.first(quote, in: bytes, from: referrerEnd + 3, to: end)
        else { return false }
        record.time = stamp.time
        record.address = FieldValues.text(bytes, start..<addressEnd)
        record.user = FieldValues.text(bytes, addressEnd + 3..<userEnd)
        record.method = FieldRange(parts.method)
        record.target = FieldRange(parts.target)
        record.agent = FieldValues.text(bytes, referrerEnd + 3..<agentEnd)
        if agentEnd + 1 < end { TrailingFields.read(bytes, agentEnd + 1..<end, &record) }
        return record.target.count <= RequestLine.longestTarget
    }
}
