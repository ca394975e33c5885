internal import AccessLog
internal import Detection

/// The lines of sorted inputs, one input behind the other; the order is checked as they pass.
struct SortedLines {
    /// The longest line: every byte of the longest log line in three characters, and the fields around it.
    private static let maxLine = 1 << 20
    private var last: [UInt8] = []
    private var number: Int64 = 0
    /// Where the first line came that lies before the one above it.
    private(set) var disorder: (name: String, line: Int64)?
    private(set) var problems: [String] = []
    /// Lines over the limit.
    private(set) var overlong: Int64 = 0

    /// Reads all lines of an input. All of it is read, whatever it holds: who writes to a pipe must not find it closed.
    mutating func read(
        _ name: String, _ request: ScanRequest, isStopped: () -> Bool,
        _ body: (Range<Int>, inout MutableSpan<UInt8>) throws -> Void
    ) throws {
        let blocks: BlockReader
        do throws(InputError) {
            blocks = BlockReader(try PreparedInput.reader(name, request.blockSize, Self.maxLine))
        } catch {
            problems.append(error.description)
            return
        }
        number = 0
        var spare: [UInt8]?
        while var block = blocks.next(spare: spare.take(), isStopped: isStopped), !isStopped() {
            overlong += Int64(block.overlong)
            number += Int64(block.overlong)
            var cutter = LineCutter(count: block.count)
            var text = block.bytes.mutableSpan
            while let line = cutter.line(in: text.span) {
                number += 1
                check(line, text.span, name)
                if disorder == nil, !line.isEmpty { try body(line, &text) }
            }
            spare = block.bytes
        }
        if let fault = blocks.state.fault { problems.append(fault.description) }
    }

    private mutating func check(_ line: Range<Int>, _ block: Span<UInt8>, _ name: String) {
        guard disorder == nil else { return }
        if isBefore(line, block) { disorder = (name, number) }
        last.removeAll(keepingCapacity: true)
        last.append(copying: block.extracting(line))
    }

    private func isBefore(_ line: Range<Int>, _ block: Span<UInt8>) -> Bool {
        let last = last.span
        for index in 0..<min(last.count, line.count) {
            let (old, new) = (last[index], block[line.lowerBound + index])
            if old != new { return new < old }
        }
        return line.count < last.count
    }
}
