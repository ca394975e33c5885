internal import AccessLog
internal import Policy

/// Looks at every input before the first line is counted: format, first stamp, and whether two hold the same.
struct Preparation {
    private(set) var inputs: [PreparedInput] = []
    /// One sentence each; those that mean that something was not read also set `hasFaults`.
    private(set) var problems: [String] = []
    private(set) var hasFaults = false
    private(set) var totalSize: Int64? = 0
    /// What the stamps mean.
    private(set) var stamps: StampAxis
    /// Whether every input can be read twice.
    private(set) var canRepeat = true

    private let request: ScanRequest
    private let options: ParserOptions
    private let named: LogFormat?
    private var heads: [ContentIdentity: [String]] = [:]

    private let ledger: LedgerRun?

    /// Looks at the inputs of a request; `others` are names that somebody else looks at.
    init(
        _ request: ScanRequest, _ options: ParserOptions, _ ledger: LedgerRun? = nil, others: Set<String> = [],
        isStopped: () -> Bool
    ) throws(ScanError) {
        self.ledger = ledger
        problems = ledger?.problems ?? []
        hasFaults = ledger?.hasFaults ?? false
        self.request = request
        self.options = options
        stamps = StampAxis([], said: nil)
        do throws(LogFormatError) {
            if let text = request.logFormat {
                named = try LogFormats.named(text)
                _ = try named?.makeParser(options)
            } else {
                named = nil
            }
        } catch {
            throw ScanError("--log-format: \(error.description)")
        }
        for (index, name) in request.names.enumerated() where !isStopped() {
            // What earlier runs have read, or cannot be opened, was told already.
            if others.contains(name) { continue }
            if let ledger, ledger.entries[index] == nil { continue }
            do throws(InputError) {
                try look(name, Int32(index), isStopped)
            } catch {
                problems.append(error.description)
                hasFaults = true
            }
        }
        skipDoubles()
        stamps = StampAxis(inputs, said: request.policy.saidLogTime)
        for index in inputs.indices where stamps.moves(inputs[index].format) { inputs[index].moveStamps() }
    }

    /// How late lines of these formats may come within their files, milliseconds; 0 where none says it.
    var lateness: Int64 { inputs.compactMap(\.format.lateness).max() ?? 0 }

    private mutating func look(_ name: String, _ index: Int32, _ isStopped: () -> Bool) throws(InputError) {
        if ByteSource.isPipe(name) { return try lookAtPipe(name, index, isStopped) }
        let stream = try InputDoor.open(name)
        if let size = stream.size, let total = totalSize { totalSize = total + size }
        var reader = LineReader(stream, blockSize: Self.headBlock, maxLine: Self.headLine)
        var head = LineBlock()
        _ = reader.next(into: &head.bytes, count: &head.count, overlong: &head.overlong)
        if head.count == 0, let fault = reader.stream.fault { throw fault }
        if head.count > 0 { heads[head.sum, default: []].append(name) }
        if reader.stream.bytesDecoded == 0, ledger == nil { problems.append("\(name): is empty; nothing to read") }
        try add(name, index, Array(head.bytes[..<head.count]), pipe: nil)
    }

    /// A pipe is read on a thread of its own, so that an idle one does not keep the run from being stopped.
    private mutating func lookAtPipe(_ name: String, _ index: Int32, _ isStopped: () -> Bool) throws(InputError) {
        canRepeat = false
        totalSize = nil
        let (blockSize, maxLine, continuation) = (request.blockSize, request.maxLine, continuation(index))
        let ring = BlockReader.readBeside(4) { () throws(InputError) -> LineReader in
            try PreparedInput.reader(name, blockSize, maxLine, continuation)
        }
        var head: [UInt8] = []
        let taken = ring.take(isStopped: isStopped)
        if let block = taken?.block {
            head = Array(block.bytes[..<block.count])
        } else if let fault = taken?.state.fault {
            throw fault
        } else if !isStopped() {
            problems.append("\(name): is empty; nothing to read")
        }
        // At its end a ring has nothing more to take.
        if taken?.block == nil { _ = ring.put((nil, taken?.state ?? ReadingState())) }
        try add(name, index, head, pipe: PreparedInput.Pipe(ring: ring, first: taken?.block))
    }

    private mutating func add(_ name: String, _ index: Int32, _ head: [UInt8], pipe: PreparedInput.Pipe?)
        throws(InputError)
    {
        let isPush = index >= request.inputs.count
        let peek: InputPeek
        do throws(LogFormatError) {
            peek = try InputPeek(head: head, named: isPush ? LogFormats.pushLog(head.span) : named, options)
        } catch {
            throw InputError(.unsupported, file: name, message: error.description)
        }
        let entry = ledger?.entries[Int(index)]
        var input = PreparedInput(
            name: name, index: entry?.ordinal ?? index, format: peek.format ?? Self.fallback,
            guess: peek.format == nil && !head.isEmpty ? peek.message : nil, first: peek.first,
            firstDuration: peek.firstDuration, isPush: isPush, continuation: continuation(index), pipe: pipe)
        if let rest = entry?.rest, rest.offset > 0 { try goOn(&input, at: rest.offset) }
        inputs.append(input)
        if let warning = peek.warning { problems.append("\(name): \(warning)") }
    }

    /// Where reading of an input begins, and what account is kept of it; `nil` where nobody asks for one.
    private func continuation(_ index: Int32) -> Continuation? {
        if let entry = ledger?.entries[Int(index)] { return Continuation(entry) }
        return request.keepsRollUps ? Continuation() : nil
    }

    /// Looks at the first new line of an input that was read in part.
    private func goOn(_ input: inout PreparedInput, at offset: Int64) throws(InputError) {
        var reader = LineReader(try InputDoor.open(input.name), blockSize: Self.headBlock, maxLine: Self.headLine)
        var header = LastDirective()
        if input.format.hasDirectives {
            header.read(try InputDoor.open(input.name), before: offset)
            input.header = header.line
        }
        _ = reader.skip(to: offset)
        var block = LineBlock()
        _ = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
        let head = header.line + (header.line.isEmpty ? [] : [0x0a]) + block.bytes[..<block.count]
        do throws(LogFormatError) {
            let peek = try InputPeek(head: head, named: input.format, options)
            (input.first, input.firstDuration) = (peek.first, peek.firstDuration)
        } catch {
            throw InputError(.unsupported, file: input.name, message: error.description)
        }
    }

    /// The format of a file that none fits, since what can be read is used.
    static let fallback = LogFormats.combined
    /// The block of a file that its format is told by, and the longest line in it.
    static let headBlock = 1 << 16
    static let headLine = 1 << 12

    /// Leaves out files whose bytes were given before, under whatever name and compression.
    private mutating func skipDoubles() {
        for names in heads.values where names.count > 1 {
            var seen: [ContentIdentity: String] = [:]
            for name in names.sorted() {
                guard let stream = try? InputDoor.open(name) else { continue }
                let identity = ContentIdentity(of: stream)
                if let other = seen[identity] {
                    leaveOut(name, sameAs: other)
                } else {
                    seen[identity] = name
                }
            }
        }
    }

    private mutating func leaveOut(_ name: String, sameAs other: String) {
        problems.append("\(name): holds the same bytes as \(other); left out, so that nothing counts twice")
        if let last = inputs.lastIndex(where: { $0.name == name }) { inputs.remove(at: last) }
    }
}

extension LineBlock {
    /// A sum of the lines, for finding files that may be the same.
    fileprivate var sum: ContentIdentity {
        var sum = RunningChecksum()
        sum.add(bytes.span.extracting(0..<count))
        return sum.identity
    }
}
