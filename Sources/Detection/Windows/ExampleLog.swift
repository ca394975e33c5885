internal import AccessLog
internal import CMemory

/// The first eight lines of each of the last hours that a rule counted, in canonical order.
///
///     | forgotten | numbers method target | numbers method target | … | to be written over |
///                 head                                                end
///
///     | numbers method target | … | forgotten | numbers method target | … | too short |
///                                 end         head                          turn
///
/// A line is numbers with its texts behind, all in one piece of memory, since a line that is kept finds none of it in a cache. They
/// lie in a ring, and what is forgotten stays until its room is needed, so that forgetting touches none of it, the ring is little longer
/// than what is kept, and nothing is allocated once the log has its size.
struct ExampleLog {
    static let most = 8

    fileprivate struct Entry: BitwiseCopyable {
        var time: Int64
        var line: Int64
        var bytes: Int64
        var hour: Int64
        var file: Int32
        var status: UInt16
        var method: UInt8
        var target: UInt16

        var textCount: Int { Int(method) + Int(target) }
        /// Bytes from its begin to that of the next.
        var size: Int { MemoryLayout<Entry>.size + textCount }
    }

    private var storage: [UInt8] = []
    /// Where the entries begin and end; a forgotten hour among them is `.min`.
    private var (head, end) = (0, 0)
    /// Where they go on at the begin of the storage; behind all places where they do not.
    private var turn = Int.max
    /// Bytes of all entries.
    private var used = 0
    /// The hours before it are forgotten.
    private var oldest = Int64.min + 1
    /// The hour of the last line, its lines, and the bytes of its entries.
    private var hour = Int64.min
    private var inHour = 0
    private var usedInHour = 0

    /// Keeps a line unless its hour has eight already.
    mutating func add(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64) {
        if hour != self.hour { (self.hour, inHour, usedInHour) = (hour, 0, 0) }
        guard inHour < Self.most else { return }
        inHour += 1
        let method = event.method.range.prefix(Int(UInt8.max))
        let target = event.requestTarget.range.prefix(Int(UInt16.max))
        let entry = Entry(
            time: event.time, line: event.line, bytes: event.bytes, hour: hour, file: file, status: event.status,
            method: UInt8(method.count), target: UInt16(target.count))
        append(entry, block.extracting(method), block.extracting(target))
        if inHour < Self.most { prefetchNext() }
    }

    /// Asks for what the next line of the hour will write over; it also begins with what that has to let go of.
    @inline(__always)
    private func prefetchNext() {
        // Safe: prefetching reads nothing.
        unsafe storage.withUnsafeBytes { bytes in
            guard let next = unsafe bytes.baseAddress.map({ unsafe $0 + end }) else { return }
            for line in 0..<3 { unsafe abuse_scan_prefetch(next + 64 * line) }
        }
    }

    @inline(__always)
    private mutating func append(_ entry: Entry, _ method: Span<UInt8>, _ target: Span<UInt8>) {
        let place = room(for: entry.size) ?? makeRoom(for: entry.size)
        if place < end { turn = end }
        storage.write(entry, at: place)
        storage.write(method, target, at: place + MemoryLayout<Entry>.size)
        end = place + entry.size
        used += entry.size
        if entry.hour == hour { usedInHour += entry.size }
    }

    /// Where an entry of so many bytes can lie, `nil` if there is no such place.
    @inline(__always)
    private func room(for size: Int) -> Int? {
        if turn < .max { return end + size <= head ? end : nil }
        if end + size <= storage.count { return end }
        return size <= head ? 0 : nil
    }

    /// Lets go of what is forgotten until there is room for an entry, and grows where that is not enough.
    @inline(never)
    private mutating func makeRoom(for size: Int) -> Int {
        while used > 0, letGoOfFirst() {
            if let place = room(for: size) { return place }
        }
        let (room, half) = (storage.count, storage.count / 2)
        grow(to: max(used + size, room + (room < 4096 ? room : half)))
        return end
    }

    /// Lets go of the first entry if it is forgotten.
    private mutating func letGoOfFirst() -> Bool {
        let first = entry(at: head)
        guard first.hour < oldest else { return false }
        if first.hour == hour { usedInHour -= first.size }
        used -= first.size
        head = next(head, first)
        if head == 0 { turn = .max }
        beginAnewIfEmpty()
        return true
    }

    private mutating func beginAnewIfEmpty() {
        if used == 0 { (head, end, turn) = (0, 0, .max) }
    }

    /// The place behind an entry.
    @inline(__always)
    private func next(_ place: Int, _ entry: Entry) -> Int {
        let next = place + entry.size
        return next == turn ? 0 : next
    }

    /// Moves all entries into longer storage, one behind the other.
    private mutating func grow(to size: Int) {
        var longer: [UInt8] = []
        longer.reserveCapacity(size)
        let isTurned = turn < .max
        longer += storage[head..<(isTurned ? turn : end)]
        if isTurned { longer += storage[0..<end] }
        longer.makeRoom(upTo: size)
        (storage, head, end, turn) = (longer, 0, used, .max)
    }

    private func entry(at place: Int) -> Entry {
        precondition(place >= 0 && place + MemoryLayout<Entry>.size <= storage.count)
        // Safe: the numbers end within the storage, as was checked; they are trivial.
        return unsafe storage.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: Entry.self) }
    }

    /// Forgets everything, but keeps its storage.
    mutating func removeAll() {
        (head, end, turn, used) = (0, 0, .max, 0)
        (oldest, hour, inHour, usedInHour) = (.min + 1, .min, 0, 0)
    }

    /// Forgets the hours before `hour`.
    mutating func forget(before hour: Int64) { oldest = max(oldest, hour) }

    /// Forgets one of the last hours.
    mutating func forget(_ hour: Int64) {
        if hour == self.hour {
            forgetLastHour()
        } else if hour < self.hour, hour >= oldest {
            var (place, left) = (head, used)
            while left > 0 {
                var entry = entry(at: place)
                if entry.hour > hour { return }
                if entry.hour == hour {
                    entry.hour = .min
                    storage.write(entry, at: place)
                }
                left -= entry.size
                place = next(place, entry)
            }
        }
    }

    /// Takes back the entries of the last hour.
    private mutating func forgetLastHour() {
        if turn < .max, usedInHour >= end { (end, turn) = (turn + end, .max) }
        end -= usedInHour
        used -= usedInHour
        usedInHour = 0
        beginAnewIfEmpty()
    }

    /// Appends to `examples`, up to eight in all, the lines of the hours in `range`.
    func fill(_ examples: inout [Example], from range: ClosedRange<Int64>) {
        var (place, left) = (head, used)
        while left > 0, examples.count < Self.most {
            let entry = entry(at: place)
            if range.contains(entry.hour), entry.hour >= oldest { examples.append(example(entry, at: place)) }
            left -= entry.size
            place = next(place, entry)
        }
    }

    private func example(_ entry: Entry, at place: Int) -> Example {
        let method = place + MemoryLayout<Entry>.size
        let target = method + Int(entry.method)
        return Example(
            time: entry.time, file: entry.file, line: entry.line,
            method: Text.string(storage.span, method..<target),
            target: Text.string(storage.span, target..<place + entry.size), status: Int(entry.status),
            bytes: entry.bytes < 0 ? nil : entry.bytes)
    }
}

extension ExampleLog: Stateful {
    /// What is forgotten is not written.
    mutating func code(_ coder: inout StateCoder) {
        var (entries, text) = coder.isReading ? ([], []) : apart
        if coder.version >= 3 {
            Self.codeSteps(&entries, &text, &coder)
        } else {
            coder.code(&entries)
            coder.code(&text)
        }
        coder.code(&inHour)
        coder.code(&hour)
        guard coder.isReading else { return }
        guard entries.reduce(0, { $0 + $1.textCount }) == text.count else { return coder.fail() }
        take(entries, text)
    }

    /// The entries, and their texts one behind the other.
    private var apart: (entries: [Entry], text: [UInt8]) {
        var (entries, text): ([Entry], [UInt8]) = ([], [])
        var (place, left) = (head, used)
        while left > 0 {
            let entry = entry(at: place)
            if entry.hour >= oldest {
                entries.append(entry)
                text += storage[place + MemoryLayout<Entry>.size..<place + entry.size]
            }
            left -= entry.size
            place = next(place, entry)
        }
        return (entries, text)
    }

    /// Takes entries into an empty log, whose last hour is known.
    private mutating func take(_ entries: [Entry], _ text: [UInt8]) {
        var at = 0
        for entry in entries {
            let target = at + Int(entry.method)
            append(entry, text.span.extracting(at..<target), text.span.extracting(target..<at + entry.textCount))
            at += entry.textCount
        }
    }

    /// Each entry by what sets it apart from the one before; of texts that come again only the first is written.
    private static func codeSteps(
        _ entries: inout [Entry], _ text: inout [UInt8], _ coder: inout StateCoder
    ) {
        var count = entries.count
        coder.codeCount(&count)
        var (before, textBefore, at) = (Entry.blank, 0..<0, 0)
        for number in 0..<count where !coder.isBroken {
            var entry = coder.isReading ? .blank : entries[number]
            entry.codeStep(from: before, &coder)
            let range = at..<at + entry.textCount
            var isSame = !coder.isReading && entry.isLikely(before) && text[range] == text[textBefore]
            coder.code(&isSame)
            if !isSame {
                var own = coder.isReading ? [] : Array(text[range])
                coder.code(&own)
                if coder.isReading { text += own }
            } else if coder.isReading {
                text += text[textBefore]
            }
            if coder.isReading { entries.append(entry) }
            guard text.count >= range.upperBound else { return coder.fail() }
            (before, textBefore, at) = (entry, range, range.upperBound)
        }
    }
}

extension ExampleLog.Entry: StateElement {
    static var blank: Self {
        ExampleLog.Entry(time: 0, line: 0, bytes: 0, hour: 0, file: 0, status: 0, method: 0, target: 0)
    }

    mutating func code(_ coder: inout StateCoder) {
        coder.code(&time)
        coder.code(&line)
        coder.code(&bytes)
        coder.code(&hour)
        coder.code(&file)
        coder.code(&status)
        coder.code(&method)
        coder.code(&target)
    }

    /// Writes what differs from the entry before, or adds it.
    fileprivate mutating func codeStep(from before: Self, _ coder: inout StateCoder) {
        coder.codeStep(&time, from: before.time)
        coder.codeStep(&line, from: before.line)
        coder.codeStep(&bytes, from: before.bytes)
        coder.codeStep(&hour, from: before.hour)
        coder.codeStep(&file, from: before.file)
        coder.codeStep(&status, from: before.status)
        coder.codeStep(&method, from: before.method)
        coder.codeStep(&target, from: before.target)
    }

    /// Whether the texts are as long as those of another.
    fileprivate func isLikely(_ other: Self) -> Bool { method == other.method && target == other.target }
}
