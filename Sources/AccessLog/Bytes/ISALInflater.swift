#if ISAL
    internal import CISAL

    /// One gzip stream of any number of members (RFC 1952), inflated with ISA-L.
    ///
    /// ISA-L checks the CRC-32 and the length of every member; the header is read before. It stops at another byte of
    /// corrupt data than zlib, and may have decoded a little less or more before it.
    @safe struct ISALInflater: ~Copyable {
        private let state: UnsafeMutableRawPointer
        private var header = GzipHeader()

        init() {
            guard let state = unsafe abuse_scan_isal_make() else {
                preconditionFailure("ISA-L cannot be set up; is there any memory left?")
            }
            unsafe self.state = state
        }

        deinit {
            // Safe: made in `init`, used by nobody else.
            unsafe abuse_scan_isal_free(state)
        }

        /// Makes ready for the next member.
        mutating func reset() {
            // Safe: the state is initialised.
            unsafe abuse_scan_isal_reset(state)
            header = GzipHeader()
        }

        /// The CRC-32 of what the member decoded to so far.
        // Safe: the state is initialised.
        var checksum: UInt32 { unsafe abuse_scan_isal_checksum(state) }

        /// Inflates as much of `input` as fits into `output`.
        mutating func step(
            from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            guard !header.isWhole else { return unsafe inflate(input, into: output) }
            // Safe: the buffer outlives the call, and nothing keeps the span.
            let (used, fault) = unsafe header.take(Span<UInt8>(_unsafeBytes: input))
            if let fault { return InflateStep(consumed: used, produced: 0, outcome: .corrupt(fault)) }
            guard header.isWhole, used < input.count else {
                return InflateStep(consumed: used, produced: 0, outcome: .more)
            }
            // Safe: `used` is below the count; rebasing checks it.
            var step = unsafe inflate(UnsafeRawBufferPointer(rebasing: input[used...]), into: output)
            step.consumed += used
            return step
        }

        /// Inflates what follows the header.
        private func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            // Safe: both buffers outlive the call, and the counts are theirs or less.
            let step = unsafe abuse_scan_isal_inflate(
                state, input.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(clamping: input.count),
                output.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(clamping: output.count))
            return InflateStep(
                consumed: Int(step.consumed), produced: Int(step.produced),
                outcome: step.code < 0
                    ? .corrupt(Self.words(step.code)) : step.is_member_end != 0 ? .memberEnd : .more)
        }

        /// What a code means, in zlib's words where it has some.
        private static func words(_ code: Int32) -> String {
            switch code {
            case ISAL_INVALID_BLOCK: "invalid block type"
            case ISAL_INVALID_SYMBOL: "invalid literal/length code"
            case ISAL_INVALID_LOOKBACK: "invalid distance too far back"
            case ISAL_INVALID_WRAPPER: "incorrect header check"
            case ISAL_UNSUPPORTED_METHOD: "unknown compression method"
            case ISAL_INCORRECT_CHECKSUM: "incorrect data check"
            default: "error \(code)"
            }
        }
    }
#endif
