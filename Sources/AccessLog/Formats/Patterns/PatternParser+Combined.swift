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
        let spaces = ByteMask.equal(space, in: bytes, at: start)
        let addressEnd = start + spaces.trailingZeroBitCount
        guard addressEnd + 4 < end, addressEnd > start, !isList(bytes, start..<addressEnd),
            bytes[addressEnd + 1] == UInt8(ascii: "-"), bytes[addressEnd + 2] == space,
            let userEnd = endOfUser(bytes, start, spaces, from: addressEnd + 3, to: end), userEnd > addressEnd + 3,
            userEnd + 32 < end, bytes[userEnd + 1] == UInt8(ascii: "["),
            let stamp = stamps.commonLog(bytes, at: userEnd + 2, to: end), stamp.next + 12 < end,
            bytes[stamp.next] == UInt8(ascii: "]"), bytes[stamp.next + 1] == space
        else { return false }
        var marks = LineMarks(bytes, start..<end)
        guard marks.next(bytes) == stamp.next + 2, bytes[stamp.next + 2] == quote else { return false }
        let request = stamp.next + 3
        let requestEnd = marks.next(bytes)
        let referrer = marks.next(bytes) + 1
        guard requestEnd + 9 < end, bytes[requestEnd] == quote, bytes[requestEnd + 1] == space,
            let parts = RequestLine.split(bytes, request..<requestEnd), bytes[requestEnd + 5] == space,
            FieldValues.readStatus(bytes, requestEnd + 2..<requestEnd + 5, &record), referrer + 3 < end,
            referrer >= requestEnd + 8, bytes[referrer - 1] == quote, bytes[referrer - 2] == space,
            FieldValues.readBytes(bytes, requestEnd + 6..<referrer - 2, &record)
        else { return false }
        let referrerEnd = marks.next(bytes)
        guard referrerEnd + 3 < end, bytes[referrerEnd] == quote, bytes[referrerEnd + 1] == space,
            marks.next(bytes) == referrerEnd + 2, bytes[referrerEnd + 2] == quote
        else { return false }
        let agentEnd = marks.next(bytes)
        guard agentEnd < end, bytes[agentEnd] == quote, !marks.hasBackslash(bytes) else { return false }
        record.time = stamp.time
        record.address = FieldValues.text(bytes, start..<addressEnd)
        record.user = FieldValues.text(bytes, addressEnd + 3..<userEnd)
        record.method = FieldRange(parts.method)
        record.target = FieldRange(parts.target)
        record.agent = FieldValues.text(bytes, referrerEnd + 3..<agentEnd)
        if agentEnd + 1 < end { TrailingFields.read(bytes, agentEnd + 1..<end, &record) }
        return record.target.count <= RequestLine.longestTarget
    }

    /// Whether several addresses stand where one does elsewhere; it is at most 64 bytes long.
    @inline(__always)
    private func isList(_ bytes: Span<UInt8>, _ address: Range<Int>) -> Bool {
        let commas = ByteMask.equal(UInt8(ascii: ","), in: bytes, at: address.lowerBound)
        return address.count >= 64 || commas & (1 << UInt64(address.count) &- 1) != 0
    }

    /// The third space of a line, which the first 64 bytes hold nearly always.
    @inline(__always)
    private func endOfUser(_ bytes: Span<UInt8>, _ line: Int, _ spaces: UInt64, from start: Int, to end: Int) -> Int? {
        let behindFirst = spaces & (spaces &- 1)
        let third = behindFirst & (behindFirst &- 1)
        if third != 0 { return line + third.trailingZeroBitCount }
        return ByteSearch.first(UInt8(ascii: " "), in: bytes, from: start, to: end)
    }
}

/// The quotes and backslashes of a line, one after the other.
private struct LineMarks {
    /// Where the 64 bytes begin that are looked at, and which of them are still to come.
    private var place: Int
    private var left: UInt64
    private let end: Int

    @inline(__always)
    init(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        (place, end) = (line.lowerBound, line.upperBound)
        left = Self.marks(bytes, place)
    }

    @inline(__always)
    private static func marks(_ bytes: Span<UInt8>, _ place: Int) -> UInt64 {
        ByteMask.either(UInt8(ascii: "\""), UInt8(ascii: "\\"), in: bytes, at: place)
    }

    /// Where the next one stands; the line's end if there is none.
    @inline(__always)
    mutating func next(_ bytes: Span<UInt8>) -> Int {
        while left == 0 {
            guard place + 64 < end else { return end }
            place += 64
            left = Self.marks(bytes, place)
        }
        let next = place + left.trailingZeroBitCount
        left &= left &- 1
        return min(next, end)
    }

    /// Whether one of those that are left is a backslash.
    @inline(__always)
    mutating func hasBackslash(_ bytes: Span<UInt8>) -> Bool {
        while true {
            let next = next(bytes)
            if next == end { return false }
            if bytes[next] == UInt8(ascii: "\\") { return true }
        }
    }
}
