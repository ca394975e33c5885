/// A part of a stamp that Apache writes by itself, each read by its own width.
enum StampPiece: UInt8, Sendable {
    /// No piece.
    case literal
    case year
    case month
    /// `Jan`.
    case monthName
    case day
    case hour
    case minute
    case second
    /// `+0100`.
    case zone
    /// Seconds since 1970.
    case epochSeconds
    case epochMilliseconds
    case epochMicroseconds
    /// Three digits.
    case fraction
    /// Six digits.
    case microFraction
}

/// The parts of one line's stamp, as far as they were read.
struct StampPieces {
    private var year = 1970
    private var month = 1
    private var day = 1
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var fraction: Int64 = 0
    private var epoch: Int64?
    private var east: Int64?

    /// Reads one piece at `start`.
    ///
    /// - Returns: the first byte behind it, or `nil` if it does not stand there.
    mutating func take(_ piece: StampPiece, _ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
        switch piece {
        case .literal: return start
        case .epochSeconds, .epochMilliseconds, .epochMicroseconds: return takeEpoch(piece, bytes, at: start, to: end)
        case .zone:
            guard let zone = Stamp.zone(bytes, at: start, to: end) else { return nil }
            east = zone.east
            return zone.next
        case .monthName:
            guard start + 3 <= end, let named = Stamp.month(bytes, at: start) else { return nil }
            month = named
            return start + 3
        default: return takeDigits(piece, bytes, at: start, to: end)
        }
    }

    private mutating func takeEpoch(_ piece: StampPiece, _ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
        let next = Digits.end(bytes, from: start, to: end)
        guard next - start <= 17, let value = Digits.whole(bytes, start..<next) else { return nil }
        switch piece {
        case .epochMicroseconds: epoch = value / 1000
        case .epochMilliseconds: epoch = value
        default:
            guard value < 1_000_000_000_000 else { return nil }
            epoch = value * 1000
        }
        return next
    }

    private mutating func takeDigits(_ piece: StampPiece, _ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int? {
        let width = piece == .year ? 4 : piece == .fraction ? 3 : piece == .microFraction ? 6 : 2
        guard start + width <= end else { return nil }
        // `%e` pads the day with a space.
        let isPadded = piece == .day && bytes[start] == UInt8(ascii: " ")
        guard let value = Digits.whole(bytes, (isPadded ? start + 1 : start)..<start + width) else { return nil }
        switch piece {
        case .year: year = Int(value)
        case .month: month = Int(value)
        case .day: day = Int(value)
        case .hour: hour = Int(value)
        case .minute: minute = Int(value)
        case .second: second = Int(value)
        case .microFraction: fraction = value / 1000
        default: fraction = value
        }
        return start + width
    }

    /// The stamp that the pieces make, milliseconds since 1970 UTC; `nil` if it is no real time.
    func time(_ reader: inout StampReader) -> Int64? {
        if let epoch { return epoch + (epoch % 1000 == 0 ? fraction : 0) }
        guard let day = StampReader.dayStart(year: year, month: month, day: day),
            let clock = Stamp.milliseconds(hour: hour, minute: minute, second: second)
        else { return nil }
        let local = day + clock + fraction
        return east.map { local - $0 } ?? reader.utc(fromLocal: local)
    }
}
