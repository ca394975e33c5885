extension TimeZoneRules {
    /// Reads a zone from the bytes of a TZif file, as they lie in `/usr/share/zoneinfo` (RFC 9636).
    ///
    /// Of version 2 and later the 64-bit block and the rule behind it are read, of version 1 the 32-bit block.
    /// - Parameters:
    ///   - name: the zone's name, for messages and reports.
    ///   - tzif: the whole file.
    /// - Throws: ``TimeZoneError`` if the bytes are not such a file, are cut, or count leap seconds.
    public init(name: String, tzif: [UInt8]) throws(TimeZoneError) {
        try self.init(name: name, tzif: tzif.span)
    }

    /// Reads a zone from the bytes of a TZif file; see ``init(name:tzif:)-([UInt8])``.
    public init(name: String, tzif: Span<UInt8>) throws(TimeZoneError) {
        var header = try TzifHeader(tzif, at: 0, zone: name)
        var stampWidth = 4
        if header.version >= 2 {
            header = try TzifHeader(tzif, at: header.end(stampWidth: 4), zone: name)
            stampWidth = 8
        }
        guard header.end(stampWidth: stampWidth) <= tzif.count else {
            throw TimeZoneError(zone: name, "the file is cut at byte \(tzif.count); install the zone files anew")
        }
        guard header.leapSeconds == 0 else {
            throw TimeZoneError(
                zone: name, "the file counts leap seconds; take the zone of the same name outside `right/`")
        }
        let block = TzifBlock(bytes: tzif, header: header, stampWidth: stampWidth)
        guard let types = block.offsets(), let first = types.first else {
            throw TimeZoneError(zone: name, "the file holds a type of local time that it does not define")
        }
        // RFC 9636, 3.2: an offset is more than 25 hours west and less than 26 hours east.
        guard types.allSatisfy({ (-89_999...93_599).contains($0) }) else {
            throw TimeZoneError(zone: name, "the file holds an offset of over a day; install the zone files anew")
        }
        let stamps = block.stamps()
        guard zip(stamps, stamps.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw TimeZoneError(zone: name, "the file's transitions are out of order; install the zone files anew")
        }
        let rule = stampWidth == 8 ? try TimeZoneRules.footer(tzif, from: header.end(stampWidth: 8), zone: name) : nil
        self.init(
            name: name, transitions: stamps, offsets: Array(types.dropFirst()), firstOffset: first, rule: rule)
    }

    /// Reads the `TZ` text between the two line feeds at the end; an empty one means that no rule is known.
    private static func footer(
        _ bytes: Span<UInt8>, from start: Int, zone: String
    ) throws(TimeZoneError) -> PosixZoneRule? {
        var text: [UInt8] = []
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            text.append(bytes[position])
            position += 1
        }
        if text.isEmpty { return nil }
        guard bytes[start] == UInt8(ascii: "\n"), let rule = PosixZoneRule(text) else {
            throw TimeZoneError(zone: zone, "the rule at byte \(start + 1) cannot be read; install the zone files anew")
        }
        return rule
    }
}

/// The 44 bytes before each block of a TZif file.
///
///     "TZif" version(1) zero(15) isutcnt(4) isstdcnt(4) leapcnt(4) timecnt(4) typecnt(4) charcnt(4)
private struct TzifHeader {
    let start: Int
    let version: Int
    let universalMarks: Int
    let standardMarks: Int
    let leapSeconds: Int
    let transitions: Int
    let types: Int
    let characters: Int

    /// The most that any count may be; keeps the sums of a hostile file small.
    private static let limit = 1_000_000

    init(_ bytes: Span<UInt8>, at start: Int, zone: String) throws(TimeZoneError) {
        guard start + 44 <= bytes.count, bytes.bigEndian(at: start, width: 4) == 0x545A_6966 else {
            throw TimeZoneError(zone: zone, "no TZif header at byte \(start); name a compiled zone file")
        }
        self.start = start
        version = bytes[start + 4] >= 0x32 ? Int(bytes[start + 4]) - 0x30 : 1
        let counts = (0..<6).map { Int(bytes.bigEndian(at: start + 20 + $0 * 4, width: 4)) }
        guard counts.allSatisfy({ $0 >= 0 && $0 <= TzifHeader.limit }) else {
            throw TimeZoneError(zone: zone, "the header at byte \(start) holds an impossible count")
        }
        (universalMarks, standardMarks, leapSeconds) = (counts[0], counts[1], counts[2])
        (transitions, types, characters) = (counts[3], counts[4], counts[5])
    }

    /// The first byte after the block.
    func end(stampWidth: Int) -> Int {
        start + 44 + transitions * (stampWidth + 1) + types * 6 + characters + leapSeconds * (stampWidth + 4)
            + standardMarks + universalMarks
    }
}

/// The transitions and types of a block whose length was checked against the file's.
private struct TzifBlock: ~Escapable {
    let bytes: Span<UInt8>
    let header: TzifHeader
    let stampWidth: Int

    @_lifetime(copy bytes)
    init(bytes: Span<UInt8>, header: TzifHeader, stampWidth: Int) {
        self.bytes = bytes
        self.header = header
        self.stampWidth = stampWidth
    }

    func stamps() -> [Int64] {
        var stamps: [Int64] = []
        for index in 0..<header.transitions {
            stamps.append(bytes.bigEndian(at: header.start + 44 + index * stampWidth, width: stampWidth))
        }
        return stamps
    }

    /// The offset before the first transition (type 0), then the one after each; `nil` if a type is not defined.
    func offsets() -> [Int64]? {
        let indexes = header.start + 44 + header.transitions * stampWidth
        let types = indexes + header.transitions
        guard header.types > 0 else { return nil }
        var offsets = [bytes.bigEndian(at: types, width: 4)]
        for index in 0..<header.transitions {
            let type = Int(bytes[indexes + index])
            guard type < header.types else { return nil }
            offsets.append(bytes.bigEndian(at: types + type * 6, width: 4))
        }
        return offsets
    }
}

extension Span<UInt8> {
    /// A signed number of 4 or 8 bytes, most significant first.
    fileprivate func bigEndian(at start: Int, width: Int) -> Int64 {
        var value: UInt64 = 0
        for index in start..<start + width { value = value << 8 | UInt64(self[index]) }
        return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}
