internal import CZlib

/// One gzip stream of any number of members (RFC 1952), inflated with zlib.
///
/// zlib checks the CRC-32 and the length of every member.
@safe struct ZlibInflater: ~Copyable {
    // zlib keeps the stream's address, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // Safe: the stream is initialised and stays where it is until `deinit`.
        let code = unsafe abuse_scan_inflate_init_gzip(stream)
        precondition(code == Z_OK, "zlib cannot be set up (\(code)); is there any memory left?")
    }

    deinit {
        // Safe: allocated and initialised in `init`, used by nobody else.
        unsafe inflateEnd(stream)
        unsafe stream.deinitialize(count: 1)
        unsafe stream.deallocate()
    }

    /// Makes ready for the next member.
    mutating func reset() {
        // Safe: the stream is initialised.
        _ = unsafe inflateReset(stream)
    }

    /// The CRC-32 of what the member decoded to so far; zlib keeps it there for gzip.
    // Safe: the stream is initialised.
    var checksum: UInt32 { unsafe UInt32(truncatingIfNeeded: stream.pointee.adler) }

    /// Inflates as much of `input` as fits into `output`.
    mutating func step(from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> InflateStep {
        // Safe: both buffers outlive the call; zlib only reads the input in spite of its pointer's type.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
        let code = unsafe inflate(stream, Z_NO_FLUSH)
        let step = unsafe InflateStep(
            consumed: input.count - Int(stream.pointee.avail_in),
            produced: output.count - Int(stream.pointee.avail_out), outcome: outcome(of: code))
        return step
    }

    private func outcome(of code: Int32) -> InflateStep.Outcome {
        switch code {
        case Z_OK, Z_BUF_ERROR: return .more
        case Z_STREAM_END: return .memberEnd
        default:
            // Safe: zlib's messages are constants.
            let text = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "error \(code)"
            return .corrupt(text)
        }
    }
}
