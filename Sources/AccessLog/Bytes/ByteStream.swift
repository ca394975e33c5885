/// The decoded bytes of one input: gzip (told by its magic bytes, any number of members) or plain.
///
/// After a fault the stream is at its end: everything decoded before it has been handed out, and ``fault`` says what and where.
public struct ByteStream: ~Copyable {
    /// What ended the stream before its time: code, member, offset.
    public private(set) var fault: InputError?
    /// Compressed (or plain) bytes read so far.
    public var bytesRead: Int64 { source.bytesTaken }
    /// How the input is packed, `nil` for plain bytes; known once something was decoded.
    public var compression: Compression? { members > 0 ? .gzip : source.compression }
    /// Decoded bytes so far.
    public private(set) var bytesDecoded: Int64 = 0
    /// gzip members begun so far, 0 for plain input.
    public private(set) var members = 0
    /// CRC-32 and length of each gzip member that was decoded whole, in their order; none where there are more than
    /// ``maxMembers``.
    public private(set) var memberIdentities: [ContentIdentity] = []
    /// Members that are kept: files of very many, as block compressors make them, are told by their whole content alone.
    public static let maxMembers = 4096
    /// Decoded bytes of the member that has begun.
    private var memberBytes: Int64 = 0

    private var source: ByteSource
    private var inflater: GzipInflater?
    private var staging: [UInt8]
    private var pending: Range<Int> = 0..<0
    private var stage = Stage.start

    private static let leastStaging = 1 << 12

    private enum Stage { case start, plain, inMember, betweenMembers, end }

    /// Makes a stream that reads `source` from where it stands.
    public init(_ source: consuming ByteSource, stagingSize: Int = 1 << 17) {
        // Of thousands of small files, none needs more than its own size; one that grows is read in smaller pieces.
        let needed = source.size.map { max(Self.leastStaging, Int(clamping: $0)) } ?? stagingSize
        self.source = source
        staging = [UInt8](repeating: 0, count: min(stagingSize, needed))
    }

    /// The name of the input.
    public var name: String { source.name }
    /// The size of the input in bytes before decoding, `nil` for a pipe.
    public var size: Int64? { source.size }

    /// Begins again at the first byte.
    ///
    /// - Returns: whether the input can do that; a pipe cannot.
    public mutating func rewind() -> Bool {
        guard source.rewind() else { return false }
        fault = nil
        bytesDecoded = 0
        members = 0
        memberIdentities = []
        memberBytes = 0
        pending = 0..<0
        stage = .start
        inflater = nil
        return true
    }

    /// Goes on behind decoded bytes that were read before, from the first byte: a plain file by a jump, a compressed one by
    /// decoding what lies before.
    ///
    /// - Parameters:
    ///   - offset: decoded bytes before the place.
    ///   - passed: takes what was decoded on the way; nothing for a plain file.
    /// - Returns: whether the input reaches so far.
    public mutating func skip(to offset: Int64, _ passed: (Span<UInt8>) -> Void = { _ in }) -> Bool {
        if stage == .start { begin() }
        if stage == .plain, let size, size >= offset, source.seek(to: offset) {
            pending = 0..<0
            bytesDecoded = offset
            return true
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while bytesDecoded < offset {
            let wanted = Int(min(offset - bytesDecoded, Int64(buffer.count)))
            if wanted < buffer.count { buffer.removeLast(buffer.count - wanted) }
            let count = fill(&buffer, from: 0)
            if count == 0 { return false }
            passed(buffer.span.extracting(0..<count))
        }
        return true
    }

    /// Whether the input is plain, told by its first bytes; `false` before anything was read.
    public var isPlain: Bool { members == 0 && source.compression == nil && (stage == .plain || bytesDecoded > 0) }

    /// Fills `buffer[from...]` with decoded bytes as far as they go.
    ///
    /// - Returns: the number of bytes; less than there is room for only at the end.
    public mutating func fill(_ buffer: inout [UInt8], from: Int) -> Int {
        var filled = from
        while filled < buffer.count, stage != .end {
            filled += step(&buffer, from: filled)
        }
        bytesDecoded += Int64(filled - from)
        return filled - from
    }

    /// Does one read or one inflate.
    private mutating func step(_ buffer: inout [UInt8], from: Int) -> Int {
        switch stage {
        case .start: begin()
        case .plain: return copyPlain(&buffer, from: from)
        case .inMember: return inflateSome(&buffer, from: from)
        case .betweenMembers: nextMember()
        case .end: break
        }
        return 0
    }

    /// Tells gzip from plain by the first bytes.
    private mutating func begin() {
        while pending.count < Compression.headLength, refill() {}
        if staging[pending].starts(with: [0x1f, 0x8b]) {
            inflater = GzipInflater()
            members = 1
            stage = .inMember
        } else if let other = Compression.tell(staging[pending]) {
            stop(other.refusal(of: name))
        } else if fault == nil {
            stage = pending.isEmpty ? .end : .plain
        }
    }

    private mutating func copyPlain(_ buffer: inout [UInt8], from: Int) -> Int {
        if !pending.isEmpty {
            let count = min(pending.count, buffer.count - from)
            buffer.replaceSubrange(from..<from + count, with: staging[pending.prefix(count)])
            pending.removeFirst(count)
            return count
        }
        do throws(InputError) {
            let count = try source.read(into: &buffer, from: from)
            if count == 0 { stage = .end }
            return count
        } catch {
            fault = error
            stage = .end
            return 0
        }
    }

    private mutating func inflateSome(_ buffer: inout [UInt8], from: Int) -> Int {
        let isUsedUp = pending.isEmpty && !refill()
        guard fault == nil, let step = inflateStep(&buffer, from: from) else { return 0 }
        pending.removeFirst(step.consumed)
        memberBytes += Int64(step.produced)
        switch step.outcome {
        case .more:
            // What was taken in comes out to the last byte before the end is one.
            guard isUsedUp, step.produced == 0 else { break }
            fail(
                .truncated,
                "ends inside gzip member \(members), at byte \(offset); what came before it is used; copy the file again"
            )
        case .memberEnd:
            stage = .betweenMembers
            keepMember()
        case .corrupt(let text):
            fail(
                .corrupt,
                "gzip member \(members) is corrupt at byte \(offset) (\(text)); what came before it is used; copy the file again"
            )
        }
        return step.produced
    }

    /// Keeps what the member was that has ended.
    private mutating func keepMember() {
        if members <= Self.maxMembers, let crc = inflater?.checksum {
            memberIdentities.append(ContentIdentity(crc: crc, length: memberBytes))
        } else {
            memberIdentities = []
        }
        memberBytes = 0
    }

    private mutating func inflateStep(_ buffer: inout [UInt8], from: Int) -> InflateStep? {
        let range = pending
        // Safe: `pending` lies inside `staging` and `from` inside `buffer`; rebasing checks both.
        return unsafe staging.withUnsafeBytes { input in
            unsafe buffer.withUnsafeMutableBytes { output in
                unsafe inflater?.step(
                    from: UnsafeRawBufferPointer(rebasing: input[range]),
                    into: UnsafeMutableRawBufferPointer(rebasing: output[from...]))
            }
        }
    }

    /// After a member: another one, zeros that pad the file (as gzip(1) allows), its end, or something else.
    private mutating func nextMember() {
        while pending.first != nil || refill() {
            guard let index = pending.first(where: { staging[$0] != 0 }) else {
                pending = 0..<0
                continue
            }
            pending = index..<pending.upperBound
            break
        }
        while pending.count == 1, refill() {}
        guard !pending.isEmpty else {
            stage = .end
            return
        }
        guard staging[pending].starts(with: [0x1f, 0x8b]) else {
            fail(.corrupt, "something that is not gzip follows member \(members), at byte \(offset); it is left out")
            return
        }
        members += 1
        inflater?.reset()
        stage = .inMember
    }

    /// The offset of the next unused byte in the file.
    private var offset: Int64 { source.position - Int64(pending.count) }

    /// Reads more behind what is pending.
    ///
    /// - Returns: whether there was more.
    private mutating func refill() -> Bool {
        guard fault == nil else { return false }
        if pending.lowerBound > 0 {
            for (to, index) in pending.enumerated() { staging[to] = staging[index] }
            pending = 0..<pending.count
        }
        do throws(InputError) {
            let count = try source.read(into: &staging, from: pending.upperBound)
            pending = 0..<pending.upperBound + count
            return count > 0
        } catch {
            fault = error
            stage = .end
            return false
        }
    }

    @inline(never)
    private mutating func fail(_ code: InputError.Code, _ message: String) {
        stop(InputError(code, file: name, message: message))
    }

    /// Ends the stream, since what came out of it cannot be used.
    mutating func refuse(_ error: InputError) { stop(error) }

    private mutating func stop(_ error: InputError) {
        fault = error
        stage = .end
    }
}

extension ByteSource {
    /// Reads into `buffer[from...]`.
    mutating func read(into buffer: inout [UInt8], from: Int) throws(InputError) -> Int {
        var failure: InputError?
        // Safe: rebasing checks that `from` lies inside the buffer.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            do throws(InputError) {
                return unsafe try self.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[from...]))
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return count
    }
}
