internal import AccessLog

/// An input that was looked at and will be read when the time of the merge reaches its first line.
struct PreparedInput: Sendable {
    let name: String
    let index: Int32
    /// The format; a file that none fits is read as `combined`, since what can be read is used.
    let format: LogFormat
    /// Why the format is a guess, `nil` where it is not.
    let guess: String?
    var first: Int64?
    /// The request time of the line that has it, 0 where that is not known.
    var firstDuration: Int64 = 0
    /// Whether stamps are the start of requests and are moved to their end.
    private(set) var movesStamps = false
    /// Whether it is a log of deliveries by push.
    let isPush: Bool
    /// A line that the parser must know before it goes on: the last `#Fields:` of a W3C log.
    var header: [UInt8] = []
    /// What earlier runs read of it, `nil` without a ledger.
    var continuation: Continuation?
    /// What was begun to be read of a pipe, which cannot be opened again.
    let pipe: Pipe?

    /// A pipe that a thread reads, and the block that was looked at.
    struct Pipe: Sendable {
        let ring: BlockRing
        let first: LineBlock?
    }

    /// Moves the stamps of its lines to the ends of requests.
    mutating func moveStamps() {
        movesStamps = true
        first = first.map { $0 + firstDuration }
    }

    /// A reader at the first byte.
    func open(_ request: ScanRequest) throws(InputError) -> BlockReader {
        if let pipe { return BlockReader(pipe.ring, first: pipe.first) }
        return BlockReader(try Self.reader(name, request.blockSize, request.maxLine, continuation))
    }

    static func reader(_ name: String, _ blockSize: Int, _ maxLine: Int, _ continuation: Continuation? = nil)
        throws(InputError) -> LineReader
    {
        var reader = LineReader(try InputDoor.open(name), blockSize: blockSize, maxLine: maxLine)
        guard let continuation else { return reader }
        reader.account = continuation.account
        reader.takesUnfinishedLine = continuation.takesUnfinishedLine
        if continuation.offset > 0 { _ = reader.skip(to: continuation.offset) }
        return reader
    }
}
