extension StampReader {
    /// The text of the last minute and zone, and the instants that belong to them.
    ///
    ///     17/May/2015:10:05:03 +0000
    ///     └ day ────┘             │      words at 0 and 3
    ///     └ minute ───────┘       │      words at 0, 8 and 10
    ///                       └────┘       zone: the word at 18, less two bytes
    ///
    /// The words overlap, and the first values contradict each other there: no text equals them.
    struct CommonLogMinute: Sendable {
        var start = UInt64.max
        var middle = UInt64.max
        var colons: UInt64 = 0
        var zone: UInt64 = 0
        /// The word at 3, which ends the day's text.
        var dayEnd: UInt64 = 0
        /// The start of the day in the stamp's own zone, milliseconds since 1970 UTC.
        var dayStart: Int64 = 0
        /// The start of the minute, milliseconds since 1970 UTC.
        var minuteStart: Int64 = 0
    }

    /// Reads `17/May/2015:10:05:03 +0000` at `start`.
    @inline(__always)
    mutating func commonLog(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Stamp? {
        guard end - start >= 26 else { return nil }
        if ByteSearch.word(at: start, in: bytes) == commonLogMinute.start,
            ByteSearch.word(at: start + 8, in: bytes) == commonLogMinute.middle,
            ByteSearch.word(at: start + 10, in: bytes) == commonLogMinute.colons,
            ByteSearch.word(at: start + 18, in: bytes) >> 16 == commonLogMinute.zone
        {
            let second = Digits.pair(bytes, at: start + 18)
            guard second >= 0, second <= 60 else { return nil }
            return Stamp(time: commonLogMinute.minuteStart + Int64(min(second, 59)) * 1000, next: start + 26)
        }
        return newCommonLogMinute(bytes, at: start)
    }

    /// Reads a stamp whose minute is not the last one's; its 26 bytes lie in the block.
    @inline(never)
    private mutating func newCommonLogMinute(_ bytes: Span<UInt8>, at start: Int) -> Stamp? {
        guard bytes[start + 11] == UInt8(ascii: ":"), bytes[start + 14] == UInt8(ascii: ":"),
            bytes[start + 17] == UInt8(ascii: ":"), bytes[start + 20] == UInt8(ascii: " "),
            let dayStart = commonLogDay(bytes, at: start),
            let clock = Stamp.milliseconds(
                hour: Digits.pair(bytes, at: start + 12), minute: Digits.pair(bytes, at: start + 15),
                second: Digits.pair(bytes, at: start + 18)
            )
        else { return nil }
        var minute = CommonLogMinute()
        minute.start = ByteSearch.word(at: start, in: bytes)
        minute.middle = ByteSearch.word(at: start + 8, in: bytes)
        minute.colons = ByteSearch.word(at: start + 10, in: bytes)
        minute.zone = ByteSearch.word(at: start + 18, in: bytes) >> 16
        minute.dayEnd = ByteSearch.word(at: start + 3, in: bytes)
        minute.dayStart = dayStart
        minute.minuteStart = dayStart + clock / 60_000 * 60_000
        commonLogMinute = minute
        return Stamp(time: dayStart + clock, next: start + 26)
    }

    /// The start of the day in the zone that the stamp names, from memory if both texts are the last ones.
    private func commonLogDay(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
        if ByteSearch.word(at: start, in: bytes) == commonLogMinute.start,
            ByteSearch.word(at: start + 3, in: bytes) == commonLogMinute.dayEnd,
            ByteSearch.word(at: start + 18, in: bytes) >> 16 == commonLogMinute.zone
        {
            return commonLogMinute.dayStart
        }
        let day = Digits.pair(bytes, at: start)
        let century = Digits.pair(bytes, at: start + 7)
        let year = Digits.pair(bytes, at: start + 9)
        guard bytes[start + 2] == UInt8(ascii: "/"), bytes[start + 6] == UInt8(ascii: "/"), century >= 0, year >= 0,
            let month = Stamp.month(bytes, at: start + 3),
            let dayStart = StampReader.dayStart(year: century * 100 + year, month: month, day: day),
            let zone = Stamp.zone(bytes, at: start + 21, to: start + 26), zone.next == start + 26
        else { return nil }
        return dayStart - zone.east
    }
}
