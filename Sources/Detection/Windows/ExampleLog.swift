internal import AccessLog

/// The first eight lines of each of the last hours that a rule counted, in canonical order.
///
/// Lines are kept as numbers and a piece of one text; nothing is allocated once the log has its size.
struct ExampleLog {
    static let most = 8

    fileprivate struct Entry {
        var time: Int64
        var line: Int64
        var bytes: Int64
        var hour: Int64
        var file: Int32
        var status: UInt16
        var method: UInt8
        var target: UInt16

        var textCount: Int { Int(method) + Int(target) }
    }

    private var entries: [Entry] = []
    private var text: [UInt8] = []
    /// The first entry that is not forgotten, and where its text begins; a forgotten hour in between is `.min`.
    private var head = 0
    private var textHead = 0
    private var inHour = 0
    private var hour = Int64.min

    /// Keeps a line unless its hour has eight already.
    mutating func add(_ event: RequestEvent, _ block: Span<UInt8>, file: Int32, hour: Int64) {
        if hour != self.hour {
            self.hour = hour
            inHour = 0
        }
        guard inHour < Self.most else { return }
        inHour += 1
        let method = event.method.range.prefix(Int(UInt8.max))
        let target = event.requestTarget.range.prefix(Int(UInt16.max))
        text.append(copying: block.extracting(method))
        text.append(copying: block.extracting(target))
        entries.append(
            Entry(
                time: event.time, line: event.line, bytes: event.bytes, hour: hour, file: file, status: event.status,
                method: UInt8(method.count), target: UInt16(target.count)))
    }

    /// Forgets everything, but keeps its storage.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
        (head, textHead, inHour, hour) = (0, 0, 0, .min)
    }

    /// Forgets the hours before `hour`.
    mutating func forget(before hour: Int64) {
        guard head < entries.count, entries[head].hour < hour else { return }
        while head < entries.count, entries[head].hour < hour {
            textHead += entries[head].textCount
            head += 1
        }
        guard 2 * head >= entries.count else { return }
        if head == entries.count {
            entries.removeAll(keepingCapacity: true)
            text.removeAll(keepingCapacity: true)
        } else {
            entries.removeFirst(head)
            text.removeFirst(textHead)
        }
        head = 0
        textHead = 0
    }

    /// Forgets one of the last hours.
    mutating func forget(_ hour: Int64) {
        for index in entries.indices.reversed() {
            if entries[index].hour == hour { entries[index].hour = .min }
            if entries[index].hour != .min, entries[index].hour < hour { break }
        }
        forget(before: .min + 1)
    }

    /// Appends to `examples`, up to eight in all, the lines of the hours in `range`.
    func fill(_ examples: inout [Example], from range: ClosedRange<Int64>) {
        guard examples.count < Self.most else { return }
        var at = textHead
        for entry in entries[head...] {
            let end = at + Int(entry.method)
            let next = at + entry.textCount
            if examples.count < Self.most, range.contains(entry.hour) {
                examples.append(
                    Example(
                        time: entry.time, file: entry.file, line: entry.line,
                        method: String(decoding: text[at..<end], as: UTF8.self),
                        target: String(decoding: text[end..<next], as: UTF8.self), status: Int(entry.status),
                        bytes: entry.bytes < 0 ? nil : entry.bytes))
            }
            at = next
        }
    }
}

extension ExampleLog: Stateful {
    /// What is forgotten is not written.
    mutating func code(_ coder: inout StateCoder) {
        if !coder.isReading, head > 0 {
            entries.removeFirst(head)
            text.removeFirst(textHead)
            (head, textHead) = (0, 0)
        }
        if coder.version >= 3 {
            codeSteps(&coder)
        } else {
            coder.code(&entries)
            coder.code(&text)
        }
        coder.code(&inHour)
        coder.code(&hour)
        if coder.isReading, entries.reduce(0, { $0 + $1.textCount }) != text.count { coder.fail() }
    }

    /// Each entry by what sets it apart from the one before; of texts that come again only the first is written.
    private mutating func codeSteps(_ coder: inout StateCoder) {
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
