/// Times in the zone of the display; computing stays in UTC.
struct DisplayTime {
    let offset: @Sendable (Int64) -> Int64
    /// Stamps of this year are shown without it.
    let year: Int64?

    /// `reference` is the last stamp of the log: its year goes without saying.
    init(offset: @escaping @Sendable (Int64) -> Int64, reference: Int64?) {
        self.offset = offset
        year = reference.map { Self.civil($0, offset).year }
    }

    /// `14 Nov 02:02`, or `14 Nov 2025 02:02` in another year than the log's last.
    func stamp(_ milliseconds: Int64) -> String {
        let time = Self.civil(milliseconds, offset)
        return "\(time.dayAndMonth)\(time.year == year ? "" : " \(time.year)") \(time.clock)"
    }

    /// `14 Nov`.
    func day(_ milliseconds: Int64) -> String {
        let time = Self.civil(milliseconds, offset)
        return "\(time.dayAndMonth)\(time.year == year ? "" : " \(time.year)")"
    }

    /// `13 to 19 Nov 2026`, `28 Oct to 3 Nov 2026`, `30 Dec 2026 to 2 Jan 2027`, `19 Nov 2026`.
    func period(from first: Int64, to last: Int64) -> String {
        let (start, end) = (Self.civil(first, offset), Self.civil(last, offset))
        let close = "\(end.dayAndMonth) \(end.year)"
        if start.year != end.year { return "\(start.dayAndMonth) \(start.year) to \(close)" }
        if start.month != end.month { return "\(start.dayAndMonth) to \(close)" }
        return start.day == end.day ? close : "\(start.day) to \(close)"
    }

    private static func civil(_ milliseconds: Int64, _ offset: (Int64) -> Int64) -> CivilTime {
        let seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0)
        return CivilTime(milliseconds: milliseconds + offset(seconds) * 1000)
    }
}

extension DisplayTime {
    /// `02:02`.
    func clock(_ milliseconds: Int64) -> String { String(stamp(milliseconds).suffix(5)) }
}
