internal import AccessLog

/// Makes blocks of whole lines out of bytes that come in pieces; the beginning of a line waits for its end.
struct LineAssembler {
    private let maxLine: Int
    private var rest: [UInt8] = []
    /// Whether the line that has begun is over the limit: its bytes are dropped up to its end.
    private var isSkipping = false

    init(maxLine: Int) { self.maxLine = maxLine }

    /// Bytes of the line that has begun.
    var waiting: Int { rest.count }

    /// Takes the next bytes.
    ///
    /// - Returns: the lines that they end; `nil` where they end none.
    mutating func add(_ bytes: [UInt8]) -> LineBlock? {
        guard let last = bytes.lastIndex(of: 0x0a) else {
            keep(bytes[...])
            return nil
        }
        var block = LineBlock()
        var start = 0
        if isSkipping {
            start = (bytes.firstIndex(of: 0x0a) ?? last) + 1
            block.overlong = 1
            isSkipping = false
        }
        block.bytes = rest + bytes[start...max(last, start - 1)]
        block.count = block.bytes.count
        rest = []
        keep(bytes[(last + 1)...])
        return block
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        guard !isSkipping else { return }
        rest += bytes
        // A carriage return may still belong to the ending.
        if rest.count > maxLine + 1 {
            isSkipping = true
            rest = []
        }
    }

    /// What has begun is a line of its own: nothing more will come.
    mutating func finish() -> LineBlock? {
        var block = LineBlock()
        if isSkipping { block.overlong = 1 }
        block.bytes = rest
        block.count = rest.count
        (rest, isSkipping) = ([], false)
        return block.count > 0 || block.overlong > 0 ? block : nil
    }
}
