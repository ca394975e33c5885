/// Turns state into bytes and bytes into state, by one description of each type: what is written and what is read cannot
/// drift apart, since the same lines do both.
///
///     value ──writing──► LEB128 of integers (zigzag where signed), 8 bytes of hashes, counts before what repeats
///     bytes ──reading──► the same order; a fault is remembered, and everything behind it reads as zero
///
/// It is neither fast nor small for its own sake: a window of a quiet route is mostly zeros, a byte each.
struct StateCoder {
    /// Whether values are filled from bytes; else bytes are made from values.
    let isReading: Bool
    /// What was written so far.
    private(set) var bytes: [UInt8]
    private var position = 0
    /// Whether the bytes do not hold what was asked for.
    private(set) var isBroken = false
    /// The form of the bytes; what older forms lack is left out.
    var version = Detector.snapshotVersion
    /// Times near it take few bytes; milliseconds.
    var reference: Int64 = 0

    /// Changes texts as they are written; `nil` for one that stays.
    var mask: ((String) -> String?)?

    /// A coder that writes.
    init() {
        isReading = false
        bytes = []
    }

    /// A coder that reads.
    init(reading bytes: [UInt8]) {
        isReading = true
        self.bytes = bytes
    }

    /// Whether everything was read, and nothing was missing.
    var isWhole: Bool { !isBroken && position == bytes.count }

    /// Says that the bytes cannot be right.
    @inline(never)
    mutating func fail() {
        isBroken = true
        position = bytes.count
    }

    // MARK: - Numbers

    /// An unsigned number in groups of seven bits, the low ones first.
    @inline(__always)
    private mutating func codeWord(_ value: inout UInt64) {
        if isReading {
            value = readWord()
        } else {
            var rest = value
            while rest > 127 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
    }

    private mutating func readWord() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return value }
            shift += 7
        }
        fail()
        return 0
    }

    /// A number of any kind.
    @inline(__always)
    mutating func code<Number: FixedWidthInteger>(_ value: inout Number) {
        var word: UInt64 = 0
        if Number.isSigned {
            if !isReading { word = Self.zigzag(Int64(truncatingIfNeeded: value)) }
            codeWord(&word)
            if isReading { value = Number(truncatingIfNeeded: Self.straight(word)) }
        } else {
            if !isReading { word = UInt64(truncatingIfNeeded: value) }
            codeWord(&word)
            if isReading { value = Number(truncatingIfNeeded: word) }
        }
    }

    @inline(__always)
    private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

    @inline(__always)
    private static func straight(_ word: UInt64) -> Int64 {
        Int64(bitPattern: word >> 1) ^ -Int64(bitPattern: word & 1)
    }

    /// A time near ``reference``, or ``LatestTimes/never``.
    @inline(__always)
    mutating func codeTime(_ time: inout Int64) {
        var word: UInt64 = 0
        if !isReading { word = time == LatestTimes.never ? 0 : Self.zigzag(time &- reference) &+ 1 }
        codeWord(&word)
        if isReading { time = word == 0 ? LatestTimes.never : reference &+ Self.straight(word &- 1) }
    }

    /// A hash, eight bytes.
    @inline(__always)
    mutating func codeHash(_ hash: inout UInt64) {
        if isReading {
            guard bytes.count - position >= 8 else { return fail() }
            hash = 0
            for index in 0..<8 { hash |= UInt64(bytes[position + index]) << UInt64(8 * index) }
            position += 8
        } else {
            for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: hash >> UInt64(8 * index))) }
        }
    }

    /// A truth.
    mutating func code(_ value: inout Bool) {
        var number: UInt8 = value ? 1 : 0
        code(&number)
        value = number != 0
    }

    // MARK: - Texts and counts

    /// A count of things that take a byte each at least.
    mutating func codeCount(_ count: inout Int) {
        code(&count)
        if isReading, count < 0 || count > bytes.count - position {
            count = 0
            fail()
        }
    }

    /// Raw bytes.
    mutating func code(_ text: inout [UInt8]) {
        var count = text.count
        codeCount(&count)
        if isReading {
            text = Array(bytes[position..<position + count])
            position += count
        } else {
            bytes.append(contentsOf: text)
        }
    }

    /// A text in UTF-8.
    mutating func code(_ text: inout String) {
        var utf8 = isReading ? [] : Array((mask?(text) ?? text).utf8)
        code(&utf8)
        if isReading { text = String(decoding: utf8, as: UTF8.self) }
    }
}
