internal import AccessLog

/// The first eight lines of each of the last hours that a rule counted, in canonical order.
///
///     | forgotten | numbers method target | numbers method target | … | to be written over |
///                                                                     end
///
/// A line is numbers with its texts behind, all in one piece of memory, since a line that is kept finds none of it in a cache. What
/// is forgotten stays until its room is needed, so that forgetting touches none of it, and nothing is allocated once the log has
/// its size.
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
    /// Where the entries end; a forgotten hour among them is `.min`.
    private var end = 0
    /// The hours before it are forgotten.
    private var oldest = Int64.min + 1
    /// The hour of the last line, where its entries begin, and its lines.
    private var hour = Int64.min
    private var hourHead = 0
    private var inHour = 0

    /// Keeps a line unless its hour has eight already.
    mutating func add(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64) {
        if hour != self.hour {
            self.hour = hour
            (hourHead, inHour) = (end, 0)
        }
        guard inHour < Self.most else { return }
        inHour += 1
        let method = event.method.range.prefix(Int(UInt8.max))
        let target = event.requestTarget.range.prefix(Int(UInt16.max))
        let entry = Entry(
            time: event.time, line: event.line, bytes: event.bytes, hour: hour, file: file, status: event.status,
            method: UInt8(method.count), target: UInt16(target.count))
        append(entry, block.extracting(method), block.extracting(target))
    }

    @inline(__always)
    private mutating func append(_ entry: Entry, _ method: Span<UInt8>, _ target: Span<UInt8>) {
        let next = end + entry.size
        if next > storage.count { return makeRoom(for: entry, method, target) }
        storage.write(entry, at: end)
        storage.write(method, target, at: end + MemoryLayout<Entry>.size)
        end = next
    }

    /// Appends an entry to a full log: lets go of what is forgotten, and grows where that is little.
    @inline(never)
    private mutating func makeRoom(for entry: Entry, _ method: Span<UInt8>, _ target: Span<UInt8>) {
        removeForgotten()
        let needed = end + entry.size
        if needed > storage.count - storage.count / 4 { storage.makeRoom(upTo: max(needed, 2 * storage.count)) }
        append(entry, method, target)
    }

    private func entry(at place: Int) -> Entry {
        precondition(place >= 0 && place + MemoryLayout<Entry>.size <= storage.count)
        // Safe: the numbers end within the storage, as was checked; they are trivial.
        return unsafe storage.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: Entry.self) }
    }

    /// Forgets everything, but keeps its storage.
    mutating func removeAll() {
        (end, oldest, hour, hourHead, inHour) = (0, .min + 1, .min, 0, 0)
    }

    /// Forgets the hours before `hour`.
    mutating func forget(before hour: Int64) { oldest = max(oldest, hour) }

    /// Moves the entries over what lies before the first one that is not forgotten.
    private mutating func removeForgotten() {
        var head = 0
        while head < end {
            let entry = entry(at: head)
            guard entry.hour < oldest else { break }
            head += entry.size
        }
        storage.move(head..<end, to: 0)
        (end, hourHead) = (end - head, max(0, hourHead - head))
    }

    /// Forgets one of the last hours.
    mutating func forget(_ hour: Int64) {
        if hour == self.hour {
            end = hourHead
        } else if hour < self.hour, hour >= oldest {
            var place = 0
            while place < end {
                var entry = entry(at: place)
                let next = place + entry.size
                if entry.hour > hour { return }
                if entry.hour == hour {
                    entry.hour = .min
                    storage.write(entry, at: place)
                }
                place = next
            }
        }
    }

    /// Appends to `examples`, up to eight in all, the lines of the hours in `range`.
    func fill(_ examples: inout [Example], from range: ClosedRange<Int64>) {
        var place = 0
        while place < end, examples.count < Self.most {
            let entry = entry(at: place)
            let text = place + MemoryLayout<Entry>.size
            place += entry.size
            guard range.contains(entry.hour), entry.hour >= oldest else { continue }
            let target = text + Int(entry.method)
            examples.append(
                Example(
                    time: entry.time, file: entry.file, line: entry.line,
                    method: String(decoding: storage[text..<target], as: UTF8.self),
                    target: String(decoding: storage[target..<place], as: UTF8.self), status: Int(entry.status),
                    bytes: entry.bytes < 0 ? nil : entry.bytes))
        }
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
        var place = 0
        while place < end {
            let entry = entry(at: place)
            let next = place + entry.size
            if entry.hour >= oldest {
                entries.append(entry)
                text += storage[place + MemoryLayout<Entry>.size..<next]
            }
            place = next
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
            if entry.hour != hour { hourHead = end }
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
