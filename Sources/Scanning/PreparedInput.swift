internal import AccessLog

/// An input that was looked at and will be read when the time of the merge reaches its first line.
struct PreparedInput {
    let name: String
    let index: Int32
    /// The format; a file that none fits is read as `combined`, since what can be read is used.
    let format: LogFormat
    /// Why the format is a guess, `nil` where it is not.
    let guess: String?
    let first: Int64?
    /// The reader of a pipe, which cannot be opened again.
    let pipe: BlockReader?

    /// A reader at the first byte.
    func open(_ request: ScanRequest) throws(InputError) -> BlockReader {
        if let pipe { return pipe }
        let (name, blockSize, maxLine) = (name, request.blockSize, request.maxLine)
        if request.threads > 1 {
            return BlockReader(beside: { () throws(InputError) -> LineReader in
                try Self.reader(name, blockSize, maxLine)
            })
        }
        return BlockReader(try Self.reader(name, blockSize, maxLine))
    }

    static func reader(_ name: String, _ blockSize: Int, _ maxLine: Int) throws(InputError) -> LineReader {
        var source = try ByteSource.open(name)
        if name == "-" { _ = source.rewind() }
        return LineReader(ByteStream(source), blockSize: blockSize, maxLine: maxLine)
    }
}
