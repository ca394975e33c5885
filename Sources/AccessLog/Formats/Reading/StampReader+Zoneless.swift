extension StampReader {
    /// The text of the last day that `06/Feb/2009:12:14:14.655` had, and its start as if it were UTC.
    struct ZonelessDay: Sendable {
        /// The words at 0 and 3 overlap, and these contradict each other: no text equals them.
        var start = UInt64.max
        var end: UInt64 = 0
        /// Milliseconds.
        var time: Int64 = 0
    }

    /// Reads `06/Feb/2009:12:14:14.655` at `start`, local time without a zone; the fraction may be missing.
    @inline(__always)
    mutating func zoneless(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Stamp? {
        guard end - start >= 20, bytes[start + 11] == UInt8(ascii: ":"), bytes[start + 14] == UInt8(ascii: ":"),
            bytes[start + 17] == UInt8(ascii: ":"), let day = day(bytes, at: start),
            let clock = Stamp.milliseconds(
                hour: Digits.pair(bytes, at: start + 12), minute: Digits.pair(bytes, at: start + 15),
                second: Digits.pair(bytes, at: start + 18)
            )
        else { return nil }
        var next = start + 20
        var fraction: Int64 = 0
        if next < end, bytes[next] == UInt8(ascii: ".") {
            next = Digits.end(bytes, from: next + 1, to: end)
            fraction = Stamp.fraction(bytes, start + 21..<next)
        }
        return Stamp(time: utc(fromLocal: day + clock) + fraction, next: next)
    }

    @inline(__always)
    private mutating func day(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
        let (first, last) = (ByteSearch.word(at: start, in: bytes), ByteSearch.word(at: start + 3, in: bytes))
        return first == zonelessDay.start && last == zonelessDay.end
            ? zonelessDay.time : newDay(bytes, start, first, last)
    }

    @inline(never)
    private mutating func newDay(_ bytes: Span<UInt8>, _ start: Int, _ first: UInt64, _ last: UInt64) -> Int64? {
        let (century, year) = (Digits.pair(bytes, at: start + 7), Digits.pair(bytes, at: start + 9))
        guard bytes[start + 2] == UInt8(ascii: "/"), bytes[start + 6] == UInt8(ascii: "/"), century >= 0, year >= 0,
            let month = Stamp.month(bytes, at: start + 3),
            let time = StampReader.dayStart(
                year: century * 100 + year, month: month, day: Digits.pair(bytes, at: start))
        else { return nil }
        zonelessDay = ZonelessDay(start: first, end: last, time: time)
        return time
    }
}
