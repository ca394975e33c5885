extension PosixZoneRule {
    /// Reads a text such as `CET-1CEST,M3.5.0,M10.5.0/3` or `<+0330>-3:30` (RFC 9636, 3.3 and POSIX, 8.3).
    ///
    /// - Returns: `nil` if the text is not of that form.
    init?(_ text: some Sequence<UInt8>) {
        var reader = PosixZoneReader(Array(text))
        guard reader.name(), let west = reader.time(upToHours: 24) else { return nil }
        standard = -west
        summer = nil
        if reader.isAtEnd { return }
        guard let summer = reader.summer(standard: standard), reader.isAtEnd else { return nil }
        self.summer = summer
    }
}

/// Reads the parts of a POSIX `TZ` text from left to right.
private struct PosixZoneReader {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        position += 1
        return true
    }

    /// Skips a zone's abbreviation, letters or anything between `<` and `>`.
    mutating func name() -> Bool {
        let start = position
        if take("<") {
            while let byte = next, byte != UInt8(ascii: ">") { position += 1 }
            return take(">")
        }
        while let byte = next, (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") { position += 1 }
        return position - start >= 3
    }

    private mutating func number(upTo limit: Int) -> Int? {
        let start = position
        var value = 0
        while let byte = next, byte >= 48, byte <= 57, value <= limit {
            value = value * 10 + Int(byte - 48)
            position += 1
        }
        return position > start && value <= limit ? value : nil
    }

    /// Reads `[+|-]hh[:mm[:ss]]` as seconds; offsets have up to 24 hours, times of day in this form up to a week.
    mutating func time(upToHours limit: Int = 167) -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(upTo: limit) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let part = number(upTo: 59) else { return nil }
            seconds += part * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// Reads `,date[/time]`.
    private mutating func change() -> (day: PosixZoneRule.Day, time: Int64)? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return (day, 7200) }
        return time().map { (day, $0) }
    }

    private mutating func day() -> PosixZoneRule.Day? {
        if take("J") {
            guard let day = number(upTo: 365), day >= 1 else { return nil }
            return .julian(day)
        }
        guard take("M") else { return number(upTo: 365).map { .ordinal($0) } }
        guard let month = number(upTo: 12), month >= 1, take("."),
            let week = number(upTo: 5), week >= 1, take("."), let weekday = number(upTo: 6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    mutating func summer(standard: Int64) -> PosixZoneRule.Summer? {
        guard name() else { return nil }
        var offset = standard + 3600
        if next != UInt8(ascii: ",") {
            guard let west = time(upToHours: 24) else { return nil }
            offset = -west
        }
        guard let start = change(), let end = change() else { return nil }
        return .init(offset: offset, start: start.day, startTime: start.time, end: end.day, endTime: end.time)
    }
}
