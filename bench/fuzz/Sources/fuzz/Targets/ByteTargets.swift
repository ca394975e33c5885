import AccessLog
import CFuzzer
import Glibc

/// A file in memory, which the program opens by a name as any other.
private final class MemoryFile {
    private let descriptor: Int32

    init(_ bytes: [UInt8]) {
        descriptor = fuzz_memory_file()
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            precondition(count > 0, "writing to memory fails")
            done += count
        }
    }

    deinit { close(descriptor) }

    var stream: (Int) -> ByteStream? {
        { [descriptor] in
            guard let source = try? ByteSource.open("/proc/self/fd/\(descriptor)") else { return nil }
            return ByteStream(source, stagingSize: $0)
        }
    }
}

extension FuzzTarget {
    /// The reader of gzip and plain bytes: what comes out does not depend on how much is read or asked for at once.
    static func gzip(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let file = MemoryFile(Array(input.dropFirst()))
        let whole = decoded(file, staging: 1 << 16, asked: 1 << 16)
        let pieces = decoded(file, staging: 6 + Int(first & 15), asked: 1 + Int(first >> 4) * 16)
        let common = min(whole.bytes.count, pieces.bytes.count)
        check(whole.bytes.prefix(common) == pieces.bytes.prefix(common), "bytes depend on the staging")
        guard max(whole.bytes.count, pieces.bytes.count) < most else { return }
        check(whole.fault?.code == pieces.fault?.code, "faults differ: \(whole.fault as Any), \(pieces.fault as Any)")
        check(whole.bytes.count == pieces.bytes.count || whole.fault != nil, "lengths differ without a fault")
        check(whole.members == pieces.members, "members differ")
    }

    /// Bytes that are decoded at most; the rest of a bomb is of no interest.
    private static let most = 1 << 18

    private static func decoded(
        _ file: MemoryFile, staging: Int, asked: Int
    ) -> (bytes: ArraySlice<UInt8>, fault: InputError?, members: Int) {
        guard var stream = file.stream(staging) else { return ([], nil, 0) }
        var buffer = [UInt8](repeating: 0, count: asked)
        var bytes: [UInt8] = []
        while bytes.count < most {
            let count = stream.fill(&buffer, from: 0)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        check(bytes.count >= most || stream.bytesDecoded == Int64(bytes.count), "decoded bytes are miscounted")
        return (bytes[...], stream.fault, stream.members)
    }

    /// Blocks of lines: the lines are those of plain splitting, whatever the block and the longest line.
    static func lineBuffer(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let (blockSize, maxLine) = (1 + Int(input[0]) * 2, 1 + Int(input[1]))
        // The first byte keeps the text from being taken for a compressed one.
        let text = [UInt8(ascii: "x")] + input.dropFirst(2)
        guard ForeignContent.tell(text.span) == nil else { return }
        var expected: [ArraySlice<UInt8>] = []
        var overlong = 0
        var pieces = text.split(separator: 10, omittingEmptySubsequences: false)
        if text.last == 10 { pieces.removeLast() }
        for piece in pieces {
            let line = piece.last == 13 ? piece.dropLast() : piece
            if line.count > maxLine { overlong += 1 } else { expected.append(line) }
        }
        let found = cut(MemoryFile(text), blockSize, maxLine)
        check(found.lines == expected, "\(found.lines.count) lines of \(blockSize), \(maxLine), not \(expected.count)")
        check(found.overlong == overlong, "\(found.overlong) lines too long, not \(overlong)")
    }

    private static func cut(
        _ file: MemoryFile, _ blockSize: Int, _ maxLine: Int
    ) -> (lines: [ArraySlice<UInt8>], overlong: Int) {
        guard let stream = file.stream(6) else { return ([], 0) }
        var reader = LineReader(stream, blockSize: blockSize, maxLine: maxLine)
        var (bytes, count, overlong) = ([UInt8](), 0, 0)
        var lines: [ArraySlice<UInt8>] = []
        var dropped = 0
        while reader.next(into: &bytes, count: &count, overlong: &overlong) {
            dropped += overlong
            var cutter = LineCutter(count: count)
            while let line = cutter.line(in: bytes.span) {
                if line.count > maxLine { dropped += 1 } else { lines.append(Array(bytes[line])[...]) }
            }
        }
        return (lines, dropped)
    }
}
