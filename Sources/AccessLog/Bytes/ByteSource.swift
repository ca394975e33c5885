#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Raw bytes of one input: a file that it opens and closes, standard input, or what a program that unpacks it writes.
public struct ByteSource: ~Copyable {
    /// The file as it was named, `-` for standard input.
    public let name: String
    /// The length of a regular file in bytes, `nil` for pipes and terminals.
    public let size: Int64?
    /// Bytes read so far.
    public private(set) var position: Int64 = 0
    /// The same before unpacking, where somebody unpacks.
    public var bytesTaken: Int64 { supplier?.bytesTaken ?? position }
    /// How the input is packed where somebody unpacks it.
    public var compression: Compression? { supplier?.compression }

    private let descriptor: Int32
    private let isOwned: Bool
    private let supplier: (any ByteSupplier)?
    /// Bytes that were looked at and not yet handed out.
    private var kept: [UInt8] = []

    private init(
        name: String, descriptor: Int32, isOwned: Bool, size: Int64?, supplier: (any ByteSupplier)? = nil
    ) {
        self.name = name
        self.descriptor = descriptor
        self.isOwned = isOwned
        self.size = size
        self.supplier = supplier
    }

    /// The bytes that somebody else writes into a pipe.
    ///
    /// - Parameters:
    ///   - name: the input as it was named.
    ///   - descriptor: the end of the pipe that is read; closed with the source.
    ///   - size: the length of the packed file, `nil` for a pipe.
    ///   - supplier: whoever writes; let go after the pipe is closed.
    public init(name: String, readingFrom descriptor: Int32, size: Int64?, writtenBy supplier: any ByteSupplier) {
        self.init(name: name, descriptor: descriptor, isOwned: true, size: size, supplier: supplier)
    }

    deinit {
        if isOwned { _ = close(descriptor) }
    }

    /// Opens a file for reading; `-` is standard input.
    ///
    /// - Throws: `InputError` for a missing file, a directory, missing rights.
    public static func open(_ path: String) throws(InputError) -> ByteSource {
        if path == "-" { return standardInput() }
        // Safe: the string lives for the call, and `open` only reads it.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, number: errno) }
        var status = stat()
        // Safe: `status` is a local of the right type.
        guard unsafe fstat(descriptor, &status) == 0 else {
            let number = errno
            _ = close(descriptor)
            throw failure(path, number: number)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            _ = close(descriptor)
            throw InputError(.directory, file: path, message: "is a directory; name the files in it, \(path)/*.gz")
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        return ByteSource(
            name: path, descriptor: descriptor, isOwned: true, size: isRegular ? Int64(status.st_size) : nil)
    }

    /// Whether a path names something that can be read only once: a pipe, a socket, a terminal.
    public static func isPipe(_ path: String) -> Bool {
        var status = stat()
        // Safe: `status` is a local of the right type, the string lives for the call.
        let code = path == "-" ? unsafe fstat(STDIN_FILENO, &status) : unsafe stat(path, &status)
        guard code == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Whether there is anything at a path.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        // Safe: `status` is a local of the right type, the string lives for the call.
        return unsafe stat(path, &status) == 0
    }

    /// Standard input; it has a size if it is a file.
    public static func standardInput() -> ByteSource {
        var status = stat()
        // Safe: `status` is a local of the right type.
        let isRegular = unsafe fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        return ByteSource(
            name: "-", descriptor: STDIN_FILENO, isOwned: false, size: isRegular ? Int64(status.st_size) : nil)
    }

    /// Goes back to the first byte.
    ///
    /// - Returns: whether the input can do that; a pipe cannot.
    public mutating func rewind() -> Bool {
        guard size != nil, lseek(descriptor, 0, SEEK_SET) == 0 else { return false }
        position = 0
        kept = []
        return true
    }

    /// Goes on at a byte of a file.
    ///
    /// - Returns: whether the input can do that; a pipe cannot.
    mutating func seek(to offset: Int64) -> Bool {
        guard size != nil, lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset) else { return false }
        position = offset
        kept = []
        return true
    }

    /// Looks at the first bytes, which are read again afterwards.
    ///
    /// - Parameter count: how many, at most 4096.
    /// - Returns: the bytes, less where the input is shorter.
    /// - Throws: `InputError` with code `io`.
    public mutating func head(_ count: Int) throws(InputError) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: min(count, 4096))
        var filled = 0
        while filled < head.count {
            let count = try read(into: &head, from: filled)
            if count == 0 { break }
            filled += count
        }
        position -= Int64(filled)
        kept = Array(head[..<filled]) + kept
        return Array(head[..<filled])
    }

    /// A descriptor of the same open file, for whoever unpacks it; both share the place in the file.
    public func duplicate() -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

    /// Reads at most `buffer.count` bytes.
    ///
    /// - Returns: the number of bytes, 0 at the end.
    /// - Throws: `InputError` with code `io`.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if !kept.isEmpty {
            let count = min(kept.count, buffer.count)
            // Safe: `count` bytes are in both.
            unsafe buffer.copyBytes(from: kept.prefix(count))
            kept.removeFirst(count)
            position += Int64(count)
            return count
        }
        while true {
            // Safe: the pointer and its length come from one buffer.
            let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                if count == 0, unsafe !buffer.isEmpty, let failure = supplier?.end() { throw failure }
                position += Int64(count)
                return count
            }
            let number = errno
            if number != EINTR { throw Self.failure(name, number: number) }
        }
    }

    @inline(never)
    private static func failure(_ path: String, number: Int32) -> InputError {
        switch number {
        case ENOENT: return InputError(.missing, file: path, message: "no such file; check the name")
        case EACCES, EPERM:
            return InputError(
                .unreadable, file: path, message: "no right to read it; run as a user who may, or chmod it")
        case EISDIR:
            return InputError(.directory, file: path, message: "is a directory; name the files in it, \(path)/*.gz")
        default:
            // Safe: strerror returns a C string that lives until the next call on this thread.
            let text = unsafe String(cString: strerror(number))
            return InputError(.io, file: path, message: "reading failed: \(text); the rest of it is missing")
        }
    }
}
