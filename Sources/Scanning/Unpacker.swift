internal import AccessLog
internal import Synchronization

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An installed program that unpacks one input: run directly with an argument vector, never through a shell; gone at the
/// latest when it is let go.
///
///     file or pipe ──> program ──> ByteSource
///                         └──> what it says of faults
final class Unpacker: ByteSupplier {
    let compression: Compression
    private let name: String
    private let child: pid_t
    /// The open file that the program reads, whose place tells how far it is.
    private let input: OpenFile
    /// Where a pipe's bytes come from.
    private let feeder: Feeder?
    private let errors: OpenFile
    /// The status as wait(2) gives it, once the program has ended.
    private let status = Mutex<Int32?>(nil)
    private let failure = Mutex<InputError?>(nil)

    private init(
        _ compression: Compression, _ name: String, child: pid_t, input: OpenFile, feeder: Feeder?, errors: OpenFile
    ) {
        self.compression = compression
        self.name = name
        self.child = child
        self.input = input
        self.feeder = feeder
        self.errors = errors
    }

    deinit {
        if status.withLock({ $0 }) == nil { kill(child, SIGKILL) }
        wait()
    }

    var bytesTaken: Int64 { feeder?.bytes ?? Int64(max(0, lseek(input.descriptor, 0, SEEK_CUR))) }

    func end() -> InputError? {
        let status = wait()
        return status == 0
            ? nil
            : failure.withLock { known in
                let failure = known ?? failure(status)
                known = failure
                return failure
            }
    }

    private func failure(_ status: Int32) -> InputError {
        // The low seven bits are a signal, the next byte is the status.
        let signal = status & 0x7f
        let fact = signal == 0 ? "ended with status \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
        let line = takeWords()
        let words = line.isEmpty ? "" : " (\(line))"
        return InputError(
            .corrupt, file: name,
            message: "\(compression.rawValue) \(fact)\(words) in the first \(bytesTaken) bytes of the file; "
                + "what came before it is used; copy the file again")
    }

    /// Waits for the program to end.
    @discardableResult private func wait() -> Int32 {
        status.withLock { known in
            if let known { return known }
            var status: Int32 = 0
            // Safe: `status` is a local of the right type.
            while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
            known = status
            return status
        }
    }

    /// Takes the first line that the program wrote about a fault, without its name and the spaces at its end.
    private func takeWords() -> String {
        var bytes = [UInt8](repeating: 0, count: 300)
        // Safe: the pointer and its length come from one buffer.
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe read(errors.descriptor, $0.baseAddress, $0.count)
        }
        let line = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: "\n")).first ?? []
        var text = String(decoding: line, as: UTF8.self)
        while text.last == " " { text.removeLast() }
        let program = "\(compression.rawValue): "
        return text.hasPrefix(program) ? String(text.dropFirst(program.count)) : text
    }
}

extension Unpacker {
    /// Starts the program for an input and returns what it writes.
    ///
    /// - Parameters:
    ///   - source: the input at its first byte if it can go back there; else at the byte behind `head`.
    ///   - head: the bytes that were read of a pipe.
    ///   - compression: how it is packed; has a program.
    /// - Returns: the unpacked bytes.
    /// - Throws: `InputError` where the program is not installed or cannot be started.
    static func unpack(
        _ source: consuming ByteSource, head: [UInt8]?, _ compression: Compression
    ) throws(InputError) -> ByteSource {
        guard let program = compression.program else { throw compression.refusal(of: source.name) }
        let file = OpenFile(source.duplicate())
        // Whoever says more of faults than there is room for is not waited for.
        guard let output = OpenFile.pair(), let errors = OpenFile.pair(isWaiting: false) else {
            throw compression.refusal(of: source.name, because: noRoom)
        }
        var input = file
        var feeder: Feeder?
        if let head {
            guard let (near, far) = OpenFile.pair() else { throw compression.refusal(of: source.name, because: noRoom) }
            input = far
            feeder = Feeder(from: file, to: near, head: head)
        }
        let started = ChildProgram.start(
            program.name, program.arguments, input: input, output: output.far, errors: errors.far)
        switch started {
        case .success(let child):
            feeder?.start()
            let unpacker = Unpacker(
                compression, source.name, child: child, input: file, feeder: feeder, errors: errors.near)
            let size = source.size
            return ByteSource(
                name: source.name, readingFrom: output.near.duplicate(), size: size, writtenBy: unpacker)
        case .failure(let failure):
            let fact =
                failure.number == ENOENT
                ? "and the program \(program.name) is not installed; install it"
                : "and the program \(program.name) cannot be started (\(failure))"
            throw compression.refusal(of: source.name, because: fact)
        }
    }

    private static var noRoom: String { "and no more files can be opened to unpack it; raise ulimit -n" }
}
