extension StampReader {
    /// Reads `2026-03-02T07:02:17.123+01:00` at `start` (RFC 3339).
    ///
    /// Also a space for the `T`, slashes in the date, a comma for the point, `+0100`, `+01`, and no zone at all.
    @inline(__always)
    mutating func iso(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Stamp? {
        guard end - start >= 19, let dayStart = isoDay(bytes, at: start) else { return nil }
        let separator = bytes[start + 10]
        guard separator | 0x20 == UInt8(ascii: "t") || separator == UInt8(ascii: " "),
            let clock = clock(bytes, at: start + 11)
        else { return nil }
        var stamp = Stamp(time: dayStart + clock, next: start + 19)
        takeFraction(bytes, &stamp, to: end)
        takeZone(bytes, &stamp, to: end)
        return stamp
    }

    /// Reads a date at `start` and a time of day at `clockStart`, each a field of its own, as UTC.
    mutating func utc(_ bytes: Span<UInt8>, date: Range<Int>, clock range: Range<Int>) -> Int64? {
        guard date.count == 10, range.count >= 8, let dayStart = isoDay(bytes, at: date.lowerBound),
            let clock = clock(bytes, at: range.lowerBound)
        else { return nil }
        var stamp = Stamp(time: dayStart + clock, next: range.lowerBound + 8)
        takeFraction(bytes, &stamp, to: range.upperBound)
        return stamp.next == range.upperBound ? stamp.time : nil
    }

    /// Reads `1772434937.123` at `start`, seconds since 1970 with or without a fraction.
    @inline(__always)
    func epoch(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Stamp? {
        let next = Digits.end(bytes, from: start, to: end)
        guard next - start <= 12, let seconds = Digits.whole(bytes, start..<next) else { return nil }
        var stamp = Stamp(time: seconds * 1000, next: next)
        takeFraction(bytes, &stamp, to: end)
        return stamp.time <= Stamp.last ? stamp : nil
    }

    /// The start of the day `2026-03-02` at `start` as if it were UTC, from memory if the text is the last one.
    @inline(__always)
    private mutating func isoDay(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
        guard start + 10 <= bytes.count else { return nil }
        let text = (ByteSearch.word(at: start, in: bytes), ByteSearch.word(at: start + 2, in: bytes))
        return text == isoDay ? isoDayStart : newISODay(bytes, at: start, text)
    }

    @inline(never)
    private mutating func newISODay(_ bytes: Span<UInt8>, at start: Int, _ text: (UInt64, UInt64)) -> Int64? {
        let century = Digits.pair(bytes, at: start)
        let year = Digits.pair(bytes, at: start + 2)
        guard century >= 0, year >= 0, bytes[start + 4] == UInt8(ascii: "-") || bytes[start + 4] == UInt8(ascii: "/"),
            bytes[start + 7] == bytes[start + 4],
            let dayStart = StampReader.dayStart(
                year: century * 100 + year, month: Digits.pair(bytes, at: start + 5),
                day: Digits.pair(bytes, at: start + 8)
            )
        else { return nil }
        isoDay = text
        isoDayStart = dayStart
        return dayStart
    }

    /// Reads `07:02:17`; the eight bytes lie in the block.
    @inline(__always)
    private func clock(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
        guard bytes[start + 2] == UInt8(ascii: ":"), bytes[start + 5] == UInt8(ascii: ":") else { return nil }
        return Stamp.milliseconds(
            hour: Digits.pair(bytes, at: start), minute: Digits.pair(bytes, at: start + 3),
            second: Digits.pair(bytes, at: start + 6)
        )
    }

    /// Takes a point or comma and the digits behind it.
    @inline(__always)
    private func takeFraction(_ bytes: Span<UInt8>, _ stamp: inout Stamp, to end: Int) {
        guard stamp.next < end, bytes[stamp.next] == UInt8(ascii: ".") || bytes[stamp.next] == UInt8(ascii: ",") else {
            return
        }
        let next = Digits.end(bytes, from: stamp.next + 1, to: end)
        guard next > stamp.next + 1 else { return }
        stamp.time += Stamp.fraction(bytes, stamp.next + 1..<next)
        stamp.next = next
    }

    /// Takes `Z` or an offset; what is neither is no zone, and the assumed one holds.
    @inline(__always)
    private mutating func takeZone(_ bytes: Span<UInt8>, _ stamp: inout Stamp, to end: Int) {
        if stamp.next < end, bytes[stamp.next] | 0x20 == UInt8(ascii: "z") {
            stamp.next += 1
        } else if let zone = Stamp.zone(bytes, at: stamp.next, to: end) {
            stamp.time -= zone.east
            stamp.next = zone.next
        } else {
            stamp.time = utc(fromLocal: stamp.time)
        }
    }
}
