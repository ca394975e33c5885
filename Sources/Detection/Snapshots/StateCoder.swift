/// Turns state into bytes and bytes into state, by one description of each type: what is written and what is read cannot
/// drift apart, since the same lines do both.
///
///     value ──writing──► LEB128 of integers (zigzag where signed), 8 bytes of hashes, counts before what repeats;
///                        three to 127 zeros in a row are two bytes, which no number is: its high bit and the count, 0
///     bytes ──reading──► the same order; a fault is remembered, and everything behind it reads as zero
///
/// A window of a quiet route is mostly zeros. Numbers are most of it, so there is one check of the room for each,
/// none for each byte. What is written leaves in pieces of one length, so that it takes the memory of one piece only.
@safe struct StateCoder: ~Copyable {
    /// Whether values are filled from bytes; else bytes are made from values.
    let isReading: Bool
    /// What is read, or was written since the last piece.
    private let memory: UnsafeMutablePointer<UInt8>
    /// Where the next byte is read or written.
    private var position = 0
    /// Where reading ends.
    private let end: Int
    /// Takes the pieces of what is written.
    private let take: (([UInt8]) -> Void)?
    /// Zeros that were written and are not among the bytes yet, or were read and not asked for yet.
    private var zeros = 0
    /// Whether the bytes do not hold what was asked for.
    private(set) var isBroken = false
    /// The form of the bytes; what older forms lack is left out.
    var version = Detector.snapshotVersion
    /// Times near it take few bytes; milliseconds.
    var reference: Int64 = 0

    /// Changes texts as they are written; `nil` for one that stays.
    var mask: ((String) -> String?)?

    /// The most zeros that two bytes stand for.
    private static var mostZeros: Int { 127 }

    /// Bytes of every piece but the last.
    static var pieceLength: Int { 1 << 20 }
    /// Bytes beyond a piece that fit before it leaves; more than any number or hash takes.
    private static var slack: Int { 64 }

    private init(writing memory: UnsafeMutablePointer<UInt8>, _ take: @escaping ([UInt8]) -> Void) {
        isReading = false
        end = 0
        self.take = take
        unsafe self.memory = memory
    }

    /// Writes in pieces of ``pieceLength``, the last of which may be shorter.
    static func write(pieces take: ([UInt8]) -> Void, _ body: (inout StateCoder) -> Void) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: pieceLength + slack)
        defer { unsafe memory.deallocate() }
        withoutActuallyEscaping(take) { take in
            // Safe: the coder ends before its memory does.
            var coder = unsafe StateCoder(writing: memory, take)
            body(&coder)
            coder.writeZeros()
            coder.makeRoom()
            if coder.position > 0 { coder.leave(coder.position) }
        }
    }

    /// Writes into an array.
    static func write(_ body: (inout StateCoder) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        write(pieces: { bytes += $0 }, body)
        return bytes
    }

    /// Makes room for a number or a hash.
    @inline(__always)
    private mutating func makeRoom() {
        if position >= Self.pieceLength { leave(Self.pieceLength) }
    }

    /// Hands out the first bytes; what is behind them moves to the front.
    @inline(never)
    private mutating func leave(_ count: Int) {
        // Safe: the position is not beyond the memory, and so many bytes below it were written.
        unsafe take?(Array(UnsafeBufferPointer(start: memory, count: count)))
        unsafe memory.update(from: memory + count, count: position - count)
        position -= count
    }

    /// Reads bytes in place.
    static func read<Value>(
        _ bytes: Span<UInt8>, _ body: (inout StateCoder) throws(SnapshotError) -> Value
    ) throws(SnapshotError) -> Value {
        // Safe: the coder ends with the closure, and one that reads changes nothing.
        try unsafe bytes.withUnsafeBufferPointer { buffer throws(SnapshotError) in
            var coder = unsafe StateCoder(reading: UnsafeMutableBufferPointer(mutating: buffer))
            return try body(&coder)
        }
    }

    private init(reading bytes: UnsafeMutableBufferPointer<UInt8>) {
        isReading = true
        end = bytes.count
        take = nil
        // Safe: where there are no bytes, nothing is looked at.
        unsafe memory = bytes.baseAddress ?? .allocate(capacity: 0)
    }

    /// Whether everything was read, and nothing was missing.
    var isWhole: Bool { !isBroken && position == end && zeros == 0 }

    /// Says that the bytes cannot be right.
    @inline(never)
    mutating func fail() {
        isBroken = true
        position = end
        zeros = 0
    }

    // MARK: - Numbers

    /// An unsigned number in groups of seven bits, the low ones first.
    @inline(__always)
    private mutating func codeWord(_ value: inout UInt64) {
        if isReading {
            value = readWord()
        } else if value == 0 {
            zeros += 1
        } else {
            if zeros > 0 { writeZeros() }
            if value < 128 {
                makeRoom()
                // Safe: there is room.
                unsafe memory[position] = UInt8(truncatingIfNeeded: value)
                position += 1
            } else {
                writeLong(value)
            }
        }
    }

    /// Passes so many numbers that are zero in one step: where they are read, as far as they are known to be.
    ///
    /// - Returns: how many it were.
    @inline(__always)
    mutating func passZeros(_ count: Int) -> Int {
        guard isReading else {
            zeros += count
            return count
        }
        let passed = min(zeros, count)
        zeros -= passed
        return passed
    }

    @inline(__always)
    private mutating func readWord() -> UInt64 {
        if zeros > 0 {
            zeros -= 1
            return 0
        }
        guard position < end else { return readLong() }
        // Safe: the position was checked.
        let first = unsafe memory[position]
        guard first < 128 else { return readLong() }
        position += 1
        return UInt64(first)
    }

    private mutating func readLong() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        let start = position
        while position < end, shift < 64 {
            // Safe: the position was checked.
            let byte = unsafe memory[position]
            position += 1
            value |= UInt64(byte & 127) << shift
            if byte == 0, position == start + 2, value > 0 {
                zeros = Int(value) - 1
                return 0
            }
            if byte < 128 { return value }
            shift += 7
        }
        fail()
        return 0
    }

    @inline(never)
    private mutating func writeZeros() {
        while zeros > 0 {
            let run = min(zeros, Self.mostZeros)
            makeRoom()
            // Safe: there is room for both bytes.
            if run > 2 {
                unsafe memory[position] = UInt8(run) | 128
                unsafe memory[position + 1] = 0
                position += 2
                zeros -= run
            } else {
                unsafe memory[position] = 0
                position += 1
                zeros -= 1
            }
        }
    }

    private mutating func writeLong(_ value: UInt64) {
        var rest = value
        makeRoom()
        while rest > 127 {
            // Safe: 64 bits are ten groups of seven at most, and there is room for so many.
            unsafe memory[position] = UInt8(truncatingIfNeeded: rest) | 128
            position += 1
            rest >>= 7
        }
        unsafe memory[position] = UInt8(truncatingIfNeeded: rest)
        position += 1
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

    /// A number near another one.
    @inline(__always)
    mutating func codeStep<Number: FixedWidthInteger>(_ value: inout Number, from before: Number) {
        var word: UInt64 = 0
        if !isReading {
            word = Self.zigzag(Int64(truncatingIfNeeded: value) &- Int64(truncatingIfNeeded: before))
        }
        codeWord(&word)
        if isReading { value = before &+ Number(truncatingIfNeeded: Self.straight(word)) }
    }

    /// A hash, eight bytes.
    @inline(__always)
    mutating func codeHash(_ hash: inout UInt64) {
        if isReading {
            guard end - position >= 8, zeros == 0 else { return fail() }
            // Safe: eight bytes are left.
            hash = unsafe UInt64(littleEndian: UnsafeRawPointer(memory + position).loadUnaligned(as: UInt64.self))
        } else {
            if zeros > 0 { writeZeros() }
            makeRoom()
            // Safe: there is room.
            unsafe UnsafeMutableRawPointer(memory + position).storeBytes(of: hash.littleEndian, as: UInt64.self)
        }
        position += 8
    }

    /// A truth.
    mutating func code(_ value: inout Bool) {
        var number: UInt8 = value ? 1 : 0
        code(&number)
        value = number != 0
    }

    // MARK: - Texts and counts

    /// A count of things that take a number each at least.
    mutating func codeCount(_ count: inout Int) {
        code(&count)
        if isReading, count < 0 || count > (end - position) * Self.mostZeros + zeros {
            count = 0
            fail()
        }
    }

    /// Raw bytes.
    mutating func code(_ text: inout [UInt8]) {
        var count = text.count
        code(&count)
        if isReading {
            guard count >= 0, count <= end - position, zeros == 0 || count == 0 else { return fail() }
            // Safe: so many bytes are left.
            text = unsafe Array(UnsafeBufferPointer(start: memory + position, count: count))
            position += count
        } else if count > 0 {
            if zeros > 0 { writeZeros() }
            writeBytes(text.span)
        }
    }

    private mutating func writeBytes(_ bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            makeRoom()
            let end = min(bytes.count, start + Self.pieceLength + Self.slack - position)
            let place = unsafe memory + position
            // Safe: there is room for as many as are taken.
            unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { buffer in
                if let base = buffer.baseAddress { unsafe place.update(from: base, count: buffer.count) }
            }
            position += end - start
            start = end
        }
    }

    /// A long list of numbers, four bytes each.
    mutating func codeWords(_ list: inout [UInt32]) {
        guard version >= 3 else { return code(&list) }
        var count = list.count
        code(&count)
        guard isReading else { return writeWords(list.span) }
        guard count >= 0, count <= (end - position) / 4, zeros == 0 || count == 0 else { return fail() }
        let start = unsafe UnsafeRawPointer(memory + position)
        // Safe: there are as many bytes, and every word is assigned.
        list = unsafe [UInt32](unsafeUninitializedCapacity: count) { words, filled in
            for index in 0..<count {
                let word = unsafe start.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                unsafe words.initializeElement(at: index, to: UInt32(littleEndian: word))
            }
            filled = count
        }
        position += 4 * count
    }

    private mutating func writeWords(_ words: Span<UInt32>) {
        if zeros > 0 { writeZeros() }
        for index in words.indices {
            makeRoom()
            // Safe: there is room.
            unsafe UnsafeMutableRawPointer(memory + position).storeBytes(of: words[index].littleEndian, as: UInt32.self)
            position += 4
        }
    }

    /// A text in UTF-8.
    mutating func code(_ text: inout String) {
        var utf8 = isReading ? [] : Array((mask?(text) ?? text).utf8)
        code(&utf8)
        if isReading { text = String(decoding: utf8, as: UTF8.self) }
    }
}
